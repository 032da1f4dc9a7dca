import { isObject, type JsonObject } from './json';
import { eachObject, pointerKeys } from './json-pointer';
import { asJson, groupOf, type Manifest } from './object';

/** The pod that an object makes, and where it says so. */
export interface PodTemplate {
  /** JSON pointer of the template: `/spec/template`, or empty where the object is the pod itself. */
  readonly path: string;
  /** The template: `metadata` and `spec` of the pods. */
  readonly template: JsonObject;
  /** JSON pointer of the pod spec. */
  readonly specPath: string;
  readonly spec: JsonObject;
}

/** Where each kind that carries pods keeps their template, by group and kind. */
const TEMPLATE_PATHS: { readonly [groupKind: string]: string } = {
  '/Pod': '',
  '/PodTemplate': '/template',
  '/ReplicationController': '/spec/template',
  'apps/Deployment': '/spec/template',
  'apps/StatefulSet': '/spec/template',
  'apps/DaemonSet': '/spec/template',
  'apps/ReplicaSet': '/spec/template',
  'batch/Job': '/spec/template',
  'batch/CronJob': '/spec/jobTemplate/spec/template',
  'argoproj.io/Rollout': '/spec/template',
};
const TEMPLATE_KEYS = new Map(Object.entries(TEMPLATE_PATHS).map(([groupKind, path]) => [groupKind, { path, keys: pointerKeys(path) }]));

/** The pod template of a workload; undefined for an object that carries none (also a Rollout that has a `workloadRef` instead). */
export function podTemplateOf(manifest: Manifest): PodTemplate | undefined {
  const place = TEMPLATE_KEYS.get(`${groupOf(manifest.apiVersion)}/${manifest.kind}`);
  if (place === undefined) return undefined;
  let template: unknown = manifest;
  for (const key of place.keys) template = isObject(template) ? template[key] : undefined;
  if (!isObject(template) || !isObject(template.spec)) return undefined;
  return { path: place.path, template, specPath: `${place.path}/spec`, spec: template.spec };
}

/** A container of a pod, and where it stands. */
export interface PodContainer {
  /**
   * - `init` runs to its end before the others start
   * - `sidecar` is an init container with `restartPolicy: Always`: it starts before the others and runs as long as they do
   * - `main` is one of `containers`
   * - `ephemeral` is put into a running pod by hand
   */
  readonly role: 'init' | 'sidecar' | 'main' | 'ephemeral';
  /** Empty where the container has no name. */
  readonly name: string;
  /** JSON pointer of the container, below `specPath`. */
  readonly path: string;
  readonly container: JsonObject;
}

/**
 * The containers of a pod spec in the order of their lists: init containers (native sidecars among them), main ones, ephemeral ones.
 * @param specPath JSON pointer that the paths begin with, empty by default
 */
export function containersOf(spec: JsonObject, specPath = ''): readonly PodContainer[] {
  const found: PodContainer[] = [];
  for (const list of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    for (const { value: container, path } of eachObject(spec, specPath, list)) {
      const name = typeof container.name === 'string' ? container.name : '';
      found.push({ role: roleOf(list, container), name, path, container });
    }
  }
  return found;
}

function roleOf(list: 'initContainers' | 'containers' | 'ephemeralContainers', container: JsonObject): PodContainer['role'] {
  if (list === 'containers') return 'main';
  if (list === 'ephemeralContainers') return 'ephemeral';
  return container.restartPolicy === 'Always' ? 'sidecar' : 'init';
}

/** A workload whose pod template has one more annotation; the given manifest stays as it is. An object without a pod template is given back. */
export function withTemplateAnnotation(manifest: Manifest, key: string, value: string): Manifest {
  const pod = podTemplateOf(manifest);
  if (pod === undefined) return manifest;
  const metadata = isObject(pod.template.metadata) ? pod.template.metadata : {};
  const annotations = isObject(metadata.annotations) ? metadata.annotations : {};
  // A template without metadata gets it in front of its spec, where people look for it.
  const template = { ...(isObject(pod.template.metadata) ? {} : { metadata: {} }), ...pod.template };
  return replaced(asJson(manifest), pointerKeys(pod.path), {
    ...template,
    // In the order that cdk8s gives keys, so that a reader finds it.
    metadata: { ...metadata, annotations: Object.fromEntries(Object.entries({ ...annotations, [key]: value }).sort(([a], [b]) => (a < b ? -1 : 1))) },
  }) as Manifest;
}

function replaced(object: JsonObject, keys: readonly string[], value: JsonObject): JsonObject {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  const member = object[key];
  return { ...object, [key]: replaced(isObject(member) ? member : {}, rest, value) };
}
