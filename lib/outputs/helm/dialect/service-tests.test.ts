import { type Json, objectsAt, resolveDerived } from '../../../manifest';
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
