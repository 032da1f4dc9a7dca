import { derive } from '../manifest';
import type { ConfigSource } from './config-source';
import { type Mount, MountedVolumes } from './mounts';
import { ProblemList } from './problem-list';

const files: ConfigSource = { kind: 'ConfigMap', name: 'shop.files', keys: ['nginx.conf', 'mime.types'] };
const tls: ConfigSource = { kind: 'Secret', name: 'tls' };

function mounted(mounts: readonly Mount[], taken: readonly string[] = []): { mounts: unknown; volumes: unknown } {
  const volumes = new MountedVolumes(taken);
  const problems = new ProblemList('web');
  const list = mounts.map((mount, index) => volumes.mount(mount, `mounts.${index}`, problems));
  problems.throwIfAny();
  return { mounts: list, volumes: volumes.volumes };
}

it('makes a folder of a ConfigMap and of a Secret, read-only', () => {
  expect(
    mounted([
      { source: files, path: '/etc/nginx' },
      { source: tls, path: '/tls', defaultMode: 0o400 },
    ]),
  ).toEqual({
    mounts: [
      { name: 'shop-files', mountPath: '/etc/nginx', readOnly: true },
      { name: 'tls', mountPath: '/tls', readOnly: true },
    ],
    volumes: [
      { name: 'shop-files', configMap: { name: 'shop.files' } },
      { name: 'tls', secret: { secretName: 'tls', defaultMode: 0o400 } },
    ],
  });
});

it('mounts one file, and one under another name', () => {
  const items = [{ key: 'nginx.conf', path: 'default.conf' }];
  expect(
    mounted([
      { source: files, path: '/etc/nginx/nginx.conf', subPath: 'nginx.conf' },
      { source: files, path: '/etc/nginx/conf.d', items, readOnly: false },
    ]),
  ).toEqual({
    mounts: [
      { name: 'shop-files', mountPath: '/etc/nginx/nginx.conf', subPath: 'nginx.conf', readOnly: true },
      { name: 'shop-files-2', mountPath: '/etc/nginx/conf.d', readOnly: false },
    ],
    volumes: [
      { name: 'shop-files', configMap: { name: 'shop.files' } },
      { name: 'shop-files-2', configMap: { name: 'shop.files', items } },
    ],
  });
});

it('shares the volume of mounts of the same files, and takes no name that is taken', () => {
  const { mounts, volumes } = mounted(
    [
      { source: tls, path: '/a' },
      { source: tls, path: '/b' },
    ],
    ['tls'],
  );
  expect(mounts).toMatchObject([{ name: 'tls-2' }, { name: 'tls-2' }]);
  expect(volumes).toHaveLength(1);
});

it('names a volume without the hash that the name of the config carries', () => {
  const name = `shop-config-${derive({}, { hash: 'data', of: {}, length: 8 })}`;
  expect(mounted([{ source: { kind: 'ConfigMap', name }, path: '/a' }]).volumes).toEqual([{ name: 'shop-config', configMap: { name } }]);
});

it.each([
  ['a.b.c', 'a-b-c'],
  ['x'.repeat(250), 'x'.repeat(59)],
])('makes a DNS label of the name %s', (name, label) => {
  expect(mounted([{ source: { kind: 'Secret', name }, path: '/a' }]).mounts).toMatchObject([{ name: label }]);
});

it.each<[string, Mount]>([
  ['items', { source: files, path: '/a', items: [{ key: 'nope', path: 'x' }] }],
  ['subPath', { source: files, path: '/a/nope', subPath: 'nope' }],
])('refuses a key in %s that is not there', (_, mount) => expect(() => mounted([mount])).toThrow(/CONFIG_KEY_MISSING {2}mounts.0/));

it('takes as subPath the name that items give a key', () => {
  const mount: Mount = { source: files, path: '/a/x', items: [{ key: 'nginx.conf', path: 'x' }], subPath: 'x' };
  expect(mounted([mount]).mounts).toMatchObject([{ subPath: 'x' }]);
});
