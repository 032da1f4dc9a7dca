import { type ConfigRead, configReadsOf } from './config-reads';
import type { JsonObject } from './json';

/** What is read, in short: `ConfigMap/a: all`, with `(files …)` where that differs. */
const short = (reads: readonly ConfigRead[]) =>
  reads.map(({ kind, name, keys, fileKeys, optional }) => {
    const list = (some: ConfigRead['keys']) => (some === 'all' ? 'all' : some.join(','));
    return `${kind}/${name}${optional ? '?' : ''}: ${list(keys)}${list(fileKeys) === list(keys) ? '' : ` (files ${list(fileKeys)})`}`;
  });
const reads = (spec: JsonObject) => configReadsOf({ spec, specPath: '/spec' });

const volumes = [
  { name: 'config', configMap: { name: 'conf' } },
  { name: 'secret', secret: { secretName: 'sec' } },
  {
    name: 'items',
    configMap: {
      name: 'conf',
      items: [
        { key: 'a', path: 'a.conf' },
        { key: 'b', path: 'dir/b.conf' },
        { key: 'c', path: 'dir/sub/c.conf' },
      ],
    },
  },
  {
    name: 'projected',
    projected: {
      sources: [
        { configMap: { name: 'one' } },
        { secret: { name: 'two', items: [{ key: 'k', path: 'x/k' }], optional: true } },
        { serviceAccountToken: { path: 'token' } },
        { downwardAPI: { items: [] } },
      ],
    },
  },
  { name: 'scratch', emptyDir: {} },
];
const mounting = (...volumeMounts: readonly JsonObject[]) => ({ volumes, containers: [{ name: 'web', volumeMounts }] });

describe('configReadsOf', () => {
  it.each<readonly [string, JsonObject, readonly string[]]>([
    ['nothing', { containers: [{ name: 'web' }] }, []],
    [
      'envFrom reads all',
      { containers: [{ envFrom: [{ configMapRef: { name: 'a' } }, { secretRef: { name: 'b', optional: true } }] }] },
      ['ConfigMap/a: all (files )', 'Secret/b?: all (files )'],
    ],
    [
      'env reads one key',
      {
        containers: [
          {
            env: [
              { name: 'B', valueFrom: { configMapKeyRef: { name: 'a', key: 'y' } } },
              { name: 'A', valueFrom: { configMapKeyRef: { name: 'a', key: 'x', optional: true } } },
              { name: 'C', valueFrom: { secretKeyRef: { name: 's', key: 'p' } } },
              { name: 'D', value: 'literal' },
              { name: 'E', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
            ],
          },
        ],
      },
      ['ConfigMap/a: x,y (files )', 'Secret/s: p (files )'],
    ],
    ['a volume that nobody mounts', { volumes, containers: [{ name: 'web' }] }, []],
    ['a mounted volume', mounting({ name: 'config', mountPath: '/etc' }), ['ConfigMap/conf: all']],
    ['a mounted Secret', mounting({ name: 'secret', mountPath: '/etc' }), ['Secret/sec: all']],
    ['a volume that is not there', mounting({ name: 'gone', mountPath: '/etc' }), []],
    ['an empty volume', mounting({ name: 'scratch', mountPath: '/tmp' }), []],
    ['items', mounting({ name: 'items', mountPath: '/etc' }), ['ConfigMap/conf: a,b,c']],
    ['subPath of a whole ConfigMap', mounting({ name: 'config', mountPath: '/etc/x', subPath: 'nginx.conf' }), ['ConfigMap/conf: nginx.conf']],
    ['subPath of an item', mounting({ name: 'items', mountPath: '/etc/x', subPath: 'a.conf' }), ['ConfigMap/conf: a']],
    ['subPath of a folder of items', mounting({ name: 'items', mountPath: '/etc/x', subPath: './dir/' }), ['ConfigMap/conf: b,c']],
    ['subPath that begins like an item', mounting({ name: 'items', mountPath: '/etc/x', subPath: 'a.con' }), []],
    ['subPath that no file has', mounting({ name: 'config', mountPath: '/etc/x', subPath: 'no/key' }), []],
    ['two subPaths', mounting({ name: 'config', mountPath: '/a', subPath: 'b' }, { name: 'config', mountPath: '/b', subPath: 'a' }), ['ConfigMap/conf: a,b']],
    ['an empty subPath', mounting({ name: 'config', mountPath: '/etc', subPath: '' }), ['ConfigMap/conf: all']],
    ['subPathExpr may be any', mounting({ name: 'items', mountPath: '/etc/x', subPathExpr: '$(POD).conf' }), ['ConfigMap/conf: a,b,c']],
    ['projected sources', mounting({ name: 'projected', mountPath: '/etc' }), ['ConfigMap/one: all', 'Secret/two?: k']],
    ['subPath of projected sources', mounting({ name: 'projected', mountPath: '/etc', subPath: 'x' }), ['ConfigMap/one: x', 'Secret/two?: k']],
    ['what only an ephemeral container reads', { ephemeralContainers: [{ name: 'debug', envFrom: [{ configMapRef: { name: 'a' } }] }] }, []],
    [
      'several readers of one object',
      {
        volumes,
        initContainers: [{ name: 'copy', volumeMounts: [{ name: 'config', mountPath: '/in', subPath: 'z' }] }],
        containers: [{ name: 'web', env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'conf', key: 'b', optional: true } } }] }],
      },
      ['ConfigMap/conf: b,z (files z)'],
    ],
    [
      'fields of other types',
      { containers: [{ envFrom: [null, { configMapRef: 'a' }, { configMapRef: { name: '' } }], env: [{ valueFrom: { configMapKeyRef: { name: 'a' } } }] }] },
      [],
    ],
  ])('%s', (_, spec, expected) => {
    expect(short(reads(spec))).toEqual(expected);
  });

  it('names the readers in pod order: which container, whether it only runs at the start, through what, where', () => {
    const spec = {
      volumes,
      containers: [{ name: 'web', envFrom: [{ configMapRef: { name: 'conf' } }], volumeMounts: [{ name: 'config', mountPath: '/etc/x', subPath: 'x' }] }],
      initContainers: [
        { name: 'copy', volumeMounts: [{ name: 'scratch' }, { name: 'config', mountPath: '/in' }] },
        { name: 'proxy', restartPolicy: 'Always', env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'conf', key: 'k' } } }] },
      ],
    };
    expect(reads(spec)[0]?.readers).toEqual([
      { container: 'copy', init: true, through: 'volume', path: '/spec/initContainers/0/volumeMounts/1' },
      { container: 'proxy', init: false, through: 'env', path: '/spec/initContainers/1/env/0' },
      { container: 'web', init: false, through: 'envFrom', path: '/spec/containers/0/envFrom/0' },
      { container: 'web', init: false, through: 'subPath', path: '/spec/containers/0/volumeMounts/0' },
    ]);
  });

  it('is in the same order whatever the order of the readers', () => {
    const from = ['b', 'a', '\u{1f600}', '\ue000'].map((name) => ({ configMapRef: { name } }));
    const names = (list: typeof from) => reads({ containers: [{ name: 'web', envFrom: list }] }).map(({ name }) => name);
    expect(names(from)).toEqual(['a', 'b', '\ue000', '\u{1f600}']);
    expect(names(from.reverse())).toEqual(names(from));
  });
});
