import { type JsonObject, type Manifest, objectAt, objectsAt, type Rendered, type RenderedObject } from '../../../manifest';
import type { ChartOptions } from '../input';
import { asHook, TEST } from './annotations';
import { probeHeaders } from './probe-headers';

const IMAGE = 'busybox:1.37.0';
/** "nobody" of busybox. */
const USER = 65534;
const TIMEOUT_SECONDS = 10;
/** Protocols that are no HTTP, as the names of ports say them (`grpc-web`: the protocol comes first, as Istio reads it) and appProtocol. */
const NOT_HTTP = /^(?:amqps?|grpc|https|kafka|mongo(?:db)?|mqtts?|mysql|nats|postgres(?:ql)?|redis|smtps?|ssh|tcp|tls)(?:-|$)/;

/** A rendered program with a pod for each of its Services that `helm test` runs: it asks the Service's first TCP port. */
export function withServiceTests(rendered: Rendered, test: Exclude<ChartOptions['test'], false>): Rendered {
  const tests = rendered.objects.flatMap((object) => testOf(object, test ?? {}, rendered.objects) ?? []);
  return tests.length === 0 ? rendered : { ...rendered, objects: [...rendered.objects, ...tests] };
}

function testOf(
  { manifest, construct }: RenderedObject,
  { image = IMAGE, path = '/' }: { image?: string | undefined; path?: string | undefined },
  objects: readonly RenderedObject[],
) {
  const spec = objectAt(manifest, 'spec');
  if (manifest.kind !== 'Service' || manifest.apiVersion !== 'v1' || spec.type === 'ExternalName') return undefined;
  const port = objectsAt(spec, 'ports').find(({ protocol = 'TCP' }) => protocol === 'TCP');
  if (port?.port === undefined) return undefined;
  const { name = '', namespace } = manifest.metadata;
  const pod: Manifest = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${name}-test`, ...(namespace !== undefined && { namespace }) },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, runAsUser: USER, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'ask',
          image,
          command: commandFor(port, name, path, probeHeaders(manifest, port, path, objects)),
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
        },
      ],
    },
  };
  return { manifest: asHook(pod, TEST, undefined), origin: {}, intents: [], construct: `${construct}/test`, dependsOn: [] };
}

/** wget for HTTP, with the headers of a probe; where the port is said to speak something else, whether it is open. */
function commandFor({ port, name, appProtocol }: JsonObject, service: string, path: string, headers: readonly string[]): readonly string[] {
  if (NOT_HTTP.test(String(appProtocol ?? name ?? ''))) return ['nc', '-z', '-w', String(TIMEOUT_SECONDS), service, String(port)];
  const said = headers.flatMap((header) => ['--header', header]);
  return ['wget', '-q', '-O', '/dev/null', '-T', String(TIMEOUT_SECONDS), ...said, `http://${service}:${port}${path}`];
}
