import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { derive, derivedOf, type Json, type Manifest, type Rendered } from '../manifest';
import type { OutputFolder, RenderedProgram } from './output';
import { plainYaml } from './plain';

interface Said {
  readonly part?: string;
  readonly fields?: { [field: string]: Json };
  readonly namespace?: string;
  readonly after?: readonly string[];
}

/** A program of objects named `Kind/name`, in this order; what a name says after a space is only for telling two apart. */
function rendered(program: string, objects: { readonly [object: string]: Said }): RenderedProgram {
  const origins = new Map(Object.keys(objects).map((name) => [name, { name }]));
  const list = Object.entries(objects).map(([id, { part, fields = {}, namespace, after = [] }]) => {
    const [kind = '', name = ''] = id.split('/');
    const labels = part === undefined ? {} : { labels: { 'app.kubernetes.io/component': part } };
    const manifest: Manifest = { apiVersion: API[kind] ?? 'v1', kind, metadata: { name, ...(namespace !== undefined && { namespace }), ...labels }, ...fields };
    const dependsOn = after.map((other) => origins.get(other) ?? {});
    return { manifest, origin: origins.get(id) ?? {}, intents: [], construct: `${program}/any/${id}`, dependsOn };
  });
  return { program, rendered: { objects: list, derived: [], external: [] } satisfies Rendered };
}
const API: Record<string, string> = {
  Deployment: 'apps/v1',
  Job: 'batch/v1',
  Ingress: 'networking.k8s.io/v1',
  CustomResourceDefinition: 'apiextensions.k8s.io/v1',
  Widget: 'example.com/v1',
};

const pod = (config: string): { [field: string]: Json } => ({
  spec: { template: { spec: { containers: [{ name: 'app', envFrom: [{ configMapRef: { name: config } }] }] } } },
});
const ingressTo = (service: string): { [field: string]: Json } => ({ spec: { defaultBackend: { service: { name: service, port: { number: 80 } } } } });

function folder(...programs: readonly RenderedProgram[]): OutputFolder {
  return plainYaml().folders([{ environment: 'prod', programs }])[0] as OutputFolder;
}
function objectsIn(output: OutputFolder): Record<string, string[]> {
  return Object.fromEntries(
    output.files.map(({ path, text }) => [path, parseAllDocuments(text).map((document) => `${document.get('kind')}/${document.getIn(['metadata', 'name'])}`)]),
  );
}

it('writes one file a component, below what it needs', () => {
  const output = folder(
    rendered('dodo', {
      'ConfigMap/config': {},
      'Job/migrate': { part: 'migration', fields: pod('config') },
      'Deployment/web': { part: 'web', fields: pod('config'), after: ['Job/migrate'] },
      'Deployment/worker': { part: 'worker', fields: pod('config'), after: ['Job/migrate'] },
      'Service/web': { part: 'web' },
    }),
  );
  expect(output.folder).toBe('prod');
  expect(objectsIn(output)).toEqual({
    '00-dodo.yaml': ['ConfigMap/config'],
    '01-dodo-migration.yaml': ['Job/migrate'],
    '02-dodo-web.yaml': ['Deployment/web', 'Service/web'],
    '02-dodo-worker.yaml': ['Deployment/worker'],
  });
});

it.each<[string, readonly RenderedProgram[], Record<string, string[]>]>([
  [
    'a circle of components as one file',
    [
      rendered('dodo', {
        'ConfigMap/config': {},
        'Deployment/web': { part: 'web', fields: pod('config') },
        'Service/web': { part: 'web' },
        'Ingress/web': { fields: ingressTo('web') },
      }),
    ],
    { '00-dodo.yaml': ['ConfigMap/config', 'Deployment/web', 'Service/web', 'Ingress/web'] },
  ],
  [
    'a circle of programs on one level',
    [
      rendered('a', { 'Service/a': {}, 'Ingress/a': { fields: ingressTo('b') } }),
      rendered('b', { 'Service/b': {}, 'Ingress/b': { fields: ingressTo('a') } }),
      rendered('c', { 'Ingress/c': { fields: ingressTo('a') } }),
    ],
    { '00-a.yaml': ['Service/a', 'Ingress/a'], '00-b.yaml': ['Service/b', 'Ingress/b'], '01-c.yaml': ['Ingress/c'] },
  ],
  [
    'a namespace before what is in it, whatever program makes it',
    [rendered('app', { 'ConfigMap/config': { namespace: 'shop' } }), rendered('base', { 'Namespace/shop': {} })],
    { '00-base.yaml': ['Namespace/shop'], '01-app.yaml': ['ConfigMap/config'] },
  ],
  [
    'the definition of a kind before its objects',
    [
      rendered('dodo', {
        'CustomResourceDefinition/widgets.example.com': { part: 'kinds', fields: { spec: { group: 'example.com', names: { kind: 'Widget' } } } },
        'Widget/one': {},
      }),
    ],
    { '00-dodo-kinds.yaml': ['CustomResourceDefinition/widgets.example.com'], '01-dodo.yaml': ['Widget/one'] },
  ],
  [
    'a namesake in another namespace is no need',
    [rendered('dodo', { 'ConfigMap/config': { part: 'a', namespace: 'x' }, 'Deployment/web': { part: 'b', namespace: 'y', fields: pod('config') } })],
    {
      '00-dodo-a.yaml': ['ConfigMap/config'],
      '00-dodo-b.yaml': ['Deployment/web'],
    },
  ],
  ['no objects, no files', [rendered('dodo', {})], {}],
])('writes %s', (_, programs, files) => {
  expect(objectsIn(folder(...programs))).toEqual(files);
});

it('says in its first line who made the file, and starts a document after it', () => {
  const text = folder(rendered('dodo', { 'ConfigMap/config': { part: 'web' } })).files[0]?.text ?? '';
  expect(text.split('\n').slice(0, 3)).toEqual([
    '# Generated by rollwright from the program dodo (web) for prod; do not edit: change the program or its settings, and run synth',
    '---',
    'apiVersion: v1',
  ]);
});

it('computes derived values', () => {
  const { program, rendered: plain } = rendered('dodo', { 'ConfigMap/config': { fields: { data: { A: '1' } } }, 'ConfigMap/copy': {} });
  const registry = {};
  const [config, copy] = plain.objects;
  const token = derive(registry, { hash: 'data', of: config?.origin ?? {}, length: 10 });
  const objects = [config, copy && { ...copy, manifest: { ...copy.manifest, data: { hash: token } } }].filter((each) => each !== undefined);
  const text = folder({ program, rendered: { ...plain, objects, derived: derivedOf(registry) } }).files[0]?.text;
  expect(text).toMatch(/hash: "?[0-9a-f]{10}"?$/m);
});

it('refuses two parts of one file name, whatever their case', () => {
  const clash = [rendered('dodo-web', { 'ConfigMap/a': {} }), rendered('dodo', { 'ConfigMap/b': { part: 'Web' } })];
  expect(() => folder(...clash)).toThrow(expect.objectContaining({ code: 'OUTPUT_FILE_CLASH' }));
});

it('writes ten levels and more in the order of their names', () => {
  const chain = Object.fromEntries(
    Array.from({ length: 120 }, (_, at) => [`ConfigMap/c${at}`, { part: `p${at}`, after: at === 0 ? [] : [`ConfigMap/c${at - 1}`] }]),
  );
  expect(Object.values(objectsIn(folder(rendered('dodo', chain)))).flat()).toEqual(Object.keys(chain));
});

/** Random programs whose objects come after, or read, objects that stand before them, as in every rendered program. */
const program = fc.array(
  fc.record({ part: fc.constantFrom(undefined, 'web', 'worker', 'jobs'), after: fc.array(fc.nat(), { maxLength: 2 }), reads: fc.option(fc.nat()) }),
  { maxLength: 12 },
);

it('applies everything after what it needs, and writes each object once', () => {
  fc.assert(
    fc.property(program, (said) => {
      const names = said.map((_, at) => `${at % 2 === 0 ? 'ConfigMap' : 'Deployment'}/o${at}`);
      const before = said.map(({ after, reads }, at) =>
        [...after, ...(reads === null ? [] : [reads - (reads % 2)])].map((n) => (at === 0 ? -1 : n % at)).filter((n) => n >= 0),
      );
      const objects = Object.fromEntries(
        said.map(({ part }, at) => [names[at] ?? '', { ...(part !== undefined && { part }), after: (before[at] ?? []).map((n) => names[n] ?? '') }]),
      );
      const order = Object.values(objectsIn(folder(rendered('dodo', objects)))).flat();
      expect([...order].sort()).toEqual([...names].sort());
      for (const [at, needed] of before.entries()) for (const n of needed) expect(order.indexOf(names[n] ?? '')).toBeLessThan(order.indexOf(names[at] ?? ''));
    }),
  );
});
