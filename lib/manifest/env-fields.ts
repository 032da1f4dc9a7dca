import { type JsonObject, objectAt } from './json';
import { containersOf, type PodTemplate } from './pod-template';
import { inUnits, quantityNanos } from './quantity';

const ONE = 1_000_000_000n;

/** What is known of a pod beside its template. */
export interface PodFacts {
  /** The namespace that the pod runs in. */
  readonly namespace?: string | undefined;
  /** What the Downward API gives for a `fieldPath`, where it is known: `{ 'spec.nodeName': 'node-1' }`. */
  readonly fields?: { readonly [fieldPath: string]: string } | undefined;
  /**
   * The names of the Services in the pod's namespace that have a cluster address: their variables (`WEB_SERVICE_HOST`) may stand in `$(…)`, with a value that only
   * the cluster knows.
   */
  readonly services?: readonly string[] | undefined;
}

/**
 * What the Downward API gives for a field (pkg/kubelet/kubelet_pods.go, `podFieldSelectorRuntimeValue`; pkg/fieldpath `ExtractFieldPathAsString`); undefined for what only the
 * running pod knows. A label or annotation that the template does not set may still be set by a controller.
 */
export function fieldValue(pod: PodTemplate, fieldPath: string, facts: PodFacts): string | undefined {
  const given = facts.fields?.[fieldPath];
  if (given !== undefined) return given;
  if (fieldPath === 'metadata.namespace') return facts.namespace;
  if (fieldPath === 'spec.serviceAccountName') return [pod.spec.serviceAccountName, pod.spec.serviceAccount, 'default'].find(isText);
  const subscript = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(fieldPath);
  const value = subscript === null ? undefined : objectAt(pod.template, 'metadata', subscript[1] as string)[subscript[2] as string];
  return typeof value === 'string' ? value : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/**
 * What the Downward API gives for a container's resource (pkg/api/v1/resource/helpers.go, `ExtractContainerResourceValue`): its value in divisors, rounded up. Undefined
 * for a limit that is not set, for which the node's allocatable amount stands (pkg/kubelet/kubelet_resources.go, `defaultPodLimitsForDownwardAPI`), and for what cannot be read.
 */
export function resourceValue(pod: PodTemplate, container: string, reference: JsonObject): string | undefined {
  const [, list, kind] = typeof reference.resource === 'string' ? (/^(limits|requests)\.(.+)$/.exec(reference.resource) ?? []) : [];
  const name = isText(reference.containerName) ? reference.containerName : container;
  const resources = containersOf(pod.spec).find((one) => one.name === name)?.container.resources;
  if (list === undefined || kind === undefined) return undefined;
  const written = (of: unknown, which: 'limits' | 'requests') => quantityNanos(objectAt(of, which)[kind]) || undefined;
  // A request that is not written becomes the limit when the pod is made; a limit that is not, or is 0, that of the whole pod where there is one.
  const ownLimit = written(resources, 'limits');
  const amount = list === 'requests' ? (written(resources, 'requests') ?? ownLimit ?? 0n) : (ownLimit ?? written(pod.spec.resources, 'limits'));
  const divisor = reference.divisor === undefined ? ONE : quantityNanos(reference.divisor) || ONE;
  if (amount === undefined) return undefined;
  const unit = kind === 'cpu' ? ONE / 1000n : ONE;
  return String(Math.ceil(inUnits(amount, unit) / inUnits(divisor, unit)));
}

/** Whether a variable is one that the kubelet makes for a Service (pkg/kubelet/envvars/envvars.go, `FromServices`); those of `kubernetes` are in every pod. */
export function isServiceVariable(pod: PodTemplate, variable: string, facts: PodFacts): boolean {
  const services = pod.spec.enableServiceLinks === false ? [] : (facts.services ?? []);
  return ['kubernetes', ...services].some((service) => {
    const prefix = service.replace(/-/g, '_').toUpperCase();
    return (
      variable.startsWith(`${prefix}_`) &&
      /^(?:SERVICE_HOST|SERVICE_PORT(?:_.+)?|PORT(?:_\d+_[A-Z]+(?:_PROTO|_PORT|_ADDR)?)?)$/.test(variable.slice(prefix.length + 1))
    );
  });
}
