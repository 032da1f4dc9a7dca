import { isNewer, type LiveObject } from '../harness';
import type { Logs } from './watches';

/**
 * The value that a variable of the pod's first container was given, from the ConfigMaps as they were when the container started: the kubelet reads them
 * then, and never again. `undefined`: it has no such variable.
 */
export function startedWith(pod: LiveObject, variable: string, { pods, configmaps }: Pick<Logs, 'pods' | 'configmaps'>): string | undefined {
  const started = pods.events.find(({ object }) => object.metadata.uid === pod.metadata.uid && isStarted(object));
  if (started === undefined) return undefined;
  const values = envFrom(pod).map((name) => {
    const past = configmaps.events.filter(({ object }) => object.metadata.name === name && !isNewer(object, started.object));
    const last = past.at(-1);
    return last === undefined || last.type === 'DELETED' ? undefined : (last.object.data?.[variable] as string | undefined);
  });
  return values.findLast((value) => value !== undefined);
}

/** The ConfigMaps that it reads whole, in their order: of a variable that two have, the later one counts. */
function envFrom(pod: LiveObject): readonly string[] {
  const sources: readonly { readonly configMapRef?: { readonly name: string } }[] = pod.spec.containers[0].envFrom ?? [];
  return sources.flatMap(({ configMapRef }) => configMapRef?.name ?? []);
}

function isStarted({ status }: LiveObject): boolean {
  const containers: readonly { readonly state?: { readonly running?: object; readonly terminated?: object } }[] = status?.containerStatuses ?? [];
  return (containers[0]?.state?.running ?? containers[0]?.state?.terminated) !== undefined;
}
