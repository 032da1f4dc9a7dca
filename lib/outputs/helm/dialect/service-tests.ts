import { type JsonObject, type Manifest, objectAt, objectsAt, type Rendered, type RenderedObject } from '../../../manifest';
import type { ChartOptions } from '../input';
import { asHook, TEST } from './annotations';

const IMAGE = 'busybox:1.37.0';
/** "nobody" of busybox. */
const USER = 65534;
const TIMEOUT_SECONDS = 10;
/** Protocols that are no HTTP, as the names of ports say them (`grpc-web`: the protocol comes first, as Istio reads it) and appProtocol. */
const NOT_HTTP = /^(?:amqps?|grpc|https|kafka|mongo(?:db)?|mqtts?|mysql|nats|postgres(?:ql)?|redis|smtps?|ssh|tcp|tls)(?:-|$)/;

/** A rendered program with a pod for each of its Services that `helm test` runs: it asks the Service's first TCP port. */
export function withServiceTests(rendered: Rendered, test: Exclude<ChartOptions['test'], false>): Rendered {
  const tests = rendered.objects.flatMap((object) => testOf(object, test ?? {}) ?? []);
  return tests.length === 0 ? rendered : { ...rendered, objects: [...rendered.objects, ...tests] };
}

function testOf({ manifest, construct }: RenderedObject, { image = IMAGE, path = '/' }: { image?: string | undefined; path?: string | undefined }) {
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
          command: commandFor(port, name, path),
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
        },
      ],
    },
  };
  return { manifest: asHook(pod, TEST, undefined), origin: {}, intents: [], construct: `${construct}/test`, dependsOn: [] };
}

/** wget for HTTP; where the port is said to speak something else, whether it is open. */
function commandFor({ port, name, appProtocol }: JsonObject, service: string, path: string): readonly string[] {
  if (NOT_HTTP.test(String(appProtocol ?? name ?? ''))) return ['nc', '-z', '-w', String(TIMEOUT_SECONDS), service, String(port)];
  return ['wget', '-q', '-O', '/dev/null', '-T', String(TIMEOUT_SECONDS), `http://${service}:${port}${path}`];
}
