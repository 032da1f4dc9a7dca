import { type Json, type JsonObject, objectsAt, resolveDerived } from '../../../manifest';
import { type DialectChart, helmDialect } from '.';
import { program } from './testing/program';

function tests(spec: { readonly [field: string]: Json }, test: DialectChart['test'] = {}): readonly string[] {
  const rendered = program({ 'Service/web': { fields: { spec } }, 'ConfigMap/config': {} });
  const objects = resolveDerived(helmDialect(rendered, { name: 'shop', version: '1.0.0', test }));
  return objects
    .filter(({ kind, metadata }) => kind === 'Pod' && metadata.annotations?.['helm.sh/hook'] === 'test')
    .map(({ metadata, spec: pod }) => {
      const [container] = objectsAt(pod, 'containers');
      return `${metadata.name} ${container?.image}: ${(container?.command as string[] | undefined)?.join(' ')}`;
    });
}

it.each<[string, { readonly [field: string]: Json }, DialectChart['test'], readonly string[]]>([
  [
    'the first TCP port',
    { ports: [{ port: 53, protocol: 'UDP' }, { port: 80, name: 'http' }, { port: 81 }] },
    {},
    ['web-test busybox:1.37.0: wget -q -O /dev/null -T 10 http://web:80/'],
  ],
  [
    'another image and path',
    { ports: [{ port: 80 }] },
    { image: 'alpine:3', path: '/ready' },
    ['web-test alpine:3: wget -q -O /dev/null -T 10 http://web:80/ready'],
  ],
  ['a port that speaks no HTTP', { ports: [{ port: 6379, name: 'redis' }] }, {}, ['web-test busybox:1.37.0: nc -z -w 10 web 6379']],
  ['as appProtocol says', { ports: [{ port: 9000, name: 'api', appProtocol: 'grpc' }] }, {}, ['web-test busybox:1.37.0: nc -z -w 10 web 9000']],
  ['only UDP', { ports: [{ port: 53, protocol: 'UDP' }] }, {}, []],
  ['a name for something outside', { type: 'ExternalName', externalName: 'example.com', ports: [{ port: 80 }] }, {}, []],
  ['the author wants none', { ports: [{ port: 80 }] }, false, []],
])('%s', (_, spec, test, expected) => {
  expect(tests(spec, test)).toEqual(expected);
});

describe('headers', () => {
  const ask = { name: 'Host', value: "it's $HOME" };
  const probe = (path: string, port: Json, ...httpHeaders: readonly Json[]) => ({ httpGet: { path, port, ...(httpHeaders.length > 0 && { httpHeaders }) } });
  const command = (containers: readonly Json[], spec: { readonly [field: string]: Json } = {}, path = '/ready') => {
    const pod = { spec: { template: { metadata: { labels: { app: 'shop' } }, spec: { containers } } } };
    const service = { selector: { app: 'shop' }, ports: [{ port: 80, targetPort: 'http' }], ...spec };
    const rendered = program({ 'Deployment/web': { fields: pod }, 'Service/web': { fields: { spec: service } } });
    const made = resolveDerived(helmDialect(rendered, { name: 'shop', version: '1.0.0', test: { path } }));
    return objectsAt(made.find(({ kind }) => kind === 'Pod')?.spec as JsonObject, 'containers')[0]?.command;
  };
  const ports = [{ name: 'http', containerPort: 8000 }];
  const plain = ['wget', '-q', '-O', '/dev/null', '-T', '10', 'http://web:80/ready'];

  it.each<[string, Json, { readonly [field: string]: Json }]>([
    ['by its name', { ports, readinessProbe: probe('/ready', 'http', ask) }, {}],
    ['by its number', { ports, livenessProbe: probe('/ready', 8000, ask) }, {}],
    ['a port that no container names', { startupProbe: probe('/ready', 80, ask) }, { ports: [{ port: 80 }] }],
  ])('are those of the probe that asks for the same: %s', (_, container, spec) => {
    expect(command([{ name: 'other' }, container], spec)).toEqual([...plain.slice(0, -1), '--header', "Host: it's $HOME", plain.at(-1)]);
  });

  it.each<[string, Json, { readonly [field: string]: Json }]>([
    ['asks for another path', { ports, readinessProbe: probe('/', 'http', ask) }, {}],
    ['asks another port', { ports, readinessProbe: probe('/ready', 9000, ask) }, {}],
    ['has none', { ports, readinessProbe: probe('/ready', 'http') }, {}],
    ['is of other pods', { ports, readinessProbe: probe('/ready', 'http', ask) }, { selector: { app: 'other' } }],
    ['is of no pods', { ports, readinessProbe: probe('/ready', 'http', ask) }, { selector: {} }],
  ])('are none where the probe %s', (_, container, spec) => {
    expect(command([container], spec)).toEqual(plain);
  });
});
