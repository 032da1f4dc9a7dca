import { containersOf, type JsonObject, type Manifest, objectAt, objectsAt, podTemplateOf, type RenderedObject } from '../../../manifest';
import { selects } from './selector';

const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'];

/** The headers, as `Name: value`, with which the pods behind a Service are probed at a path: without them some refuse the request (Django's ALLOWED_HOSTS). */
export function probeHeaders(service: Manifest, port: JsonObject, path: string, objects: readonly RenderedObject[]): readonly string[] {
  const selector = objectAt(service, 'spec', 'selector');
  if (Object.keys(selector).length === 0) return [];
  for (const { manifest } of objects) {
    const pod = manifest.metadata.namespace === service.metadata.namespace ? podTemplateOf(manifest) : undefined;
    if (pod === undefined || !selects({ matchLabels: selector }, objectAt(pod.template, 'metadata', 'labels'))) continue;
    for (const { container } of containersOf(pod.spec)) {
      const target = portOf(container, port.targetPort ?? port.port);
      const probe = PROBES.map((name) => objectAt(container, name, 'httpGet')).find((get) => get.path === path && portOf(container, get.port) === target);
      if (probe !== undefined) return objectsAt(probe, 'httpHeaders').map(({ name, value }) => `${name}: ${value}`);
    }
  }
  return [];
}

/** A port's number, where the container says it. */
function portOf(container: JsonObject, port: unknown): unknown {
  return objectsAt(container, 'ports').find(({ name }) => name === port)?.containerPort ?? port;
}
