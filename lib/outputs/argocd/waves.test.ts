import fc from 'fast-check';
import type { Intent, Json, Manifest } from '../../manifest';
import type { Placed } from '../parts';
import { wavesOf } from './waves';

interface Said {
  readonly fields?: { [field: string]: Json };
  readonly runs?: 'before' | 'after';
  readonly after?: readonly string[];
}

const API: Record<string, string> = {
  Deployment: 'apps/v1',
  Job: 'batch/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
};
const apiOf = (kind: string): string => API[kind] ?? (/^(Cluster)?Role/.test(kind) ? 'rbac.authorization.k8s.io/v1' : 'v1');

/** Objects named `Kind/name`, all in one namespace, with the wave of each that is not 0. */
function waves(objects: { readonly [object: string]: Said }): Record<string, number> {
  const origins = new Map(Object.keys(objects).map((id) => [id, { id }]));
  const placed = Object.entries(objects).map(([id, { fields = {}, runs, after = [] }]): Placed => {
    const [kind = '', name = ''] = id.split('/');
    const manifest: Manifest = { apiVersion: apiOf(kind), kind, metadata: { name, namespace: 'shop' }, ...fields };
    const intents: Intent[] = runs === undefined ? [] : [{ intent: 'runs-once', when: runs }];
    const dependsOn = after.map((other) => origins.get(other) ?? {});
    return { program: 'dodo', manifest, object: { manifest, origin: origins.get(id) ?? {}, intents, construct: id, dependsOn } };
  });
  return Object.fromEntries(wavesOf(placed).flatMap((wave, at) => (wave === 0 ? [] : [[Object.keys(objects)[at] ?? '', wave]])));
}

const pod = (config: string, serviceAccountName?: string): { [field: string]: Json } => ({
  spec: {
    template: { spec: { ...(serviceAccountName && { serviceAccountName }), containers: [{ name: 'app', envFrom: [{ configMapRef: { name: config } }] }] } },
  },
});
const bound: { [field: string]: Json } = {
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'dodo' },
  subjects: [{ kind: 'ServiceAccount', name: 'dodo', namespace: 'shop' }],
};

it.each<[string, { readonly [object: string]: Said }, Record<string, number>]>([
  ['no migration, no wave', { 'ConfigMap/config': {}, 'Deployment/web': { fields: pod('config') } }, {}],
  [
    'a migration before is in one wave with what it needs, rights and network policies among it',
    {
      'NetworkPolicy/all': {},
      'ServiceAccount/dodo': {},
      'ConfigMap/config': {},
      'ConfigMap/other': {},
      'Role/dodo': {},
      'RoleBinding/dodo': { fields: bound },
      'Service/web': {},
      'Job/migrate': { fields: pod('config', 'dodo'), runs: 'before' },
      'Deployment/web': { fields: pod('config', 'dodo'), after: ['Job/migrate'] },
    },
    { 'NetworkPolicy/all': -1, 'ServiceAccount/dodo': -1, 'ConfigMap/config': -1, 'Role/dodo': -1, 'RoleBinding/dodo': -1, 'Job/migrate': -1 },
  ],
  [
    'a migration that comes after another has the later wave',
    {
      'ConfigMap/a': {},
      'Job/first': { fields: pod('a'), runs: 'before' },
      'ConfigMap/b': {},
      'Job/second': { fields: pod('b'), runs: 'before', after: ['Job/first'] },
    },
    { 'ConfigMap/a': -2, 'Job/first': -2, 'ConfigMap/b': -1, 'Job/second': -1 },
  ],
  [
    'what both of two migrations need is there before the first',
    {
      'ConfigMap/a': {},
      'Job/first': { fields: pod('a'), runs: 'before' },
      'Job/second': { fields: pod('a'), runs: 'before', after: ['Job/first'] },
      'Job/apart': { fields: pod('a'), runs: 'before' },
    },
    { 'ConfigMap/a': -2, 'Job/first': -2, 'Job/second': -1, 'Job/apart': -1 },
  ],
  [
    'a migration after is in a wave behind all, and so is what comes after it',
    {
      'ConfigMap/config': {},
      'Deployment/web': { fields: pod('config') },
      'Job/index': { fields: pod('config'), runs: 'after' },
      'ConfigMap/done': { after: ['Job/index'] },
    },
    { 'Job/index': 1, 'ConfigMap/done': 1 },
  ],
  ['a Job without the intent is an object like others', { 'ConfigMap/config': {}, 'Job/some': { fields: pod('config') } }, {}],
])('%s', (_, objects, expected) => {
  expect(waves(objects)).toEqual(expected);
});

const program = fc.array(fc.record({ runs: fc.constantFrom(undefined, undefined, 'before' as const), after: fc.array(fc.nat(), { maxLength: 2 }) }), {
  minLength: 1,
  maxLength: 10,
});

it('nothing is in a wave before something that it needs, and what waits for a migration before is behind it', () => {
  fc.assert(
    fc.property(program, (said) => {
      const names = said.map(({ runs }, at) => `${runs === undefined ? 'ConfigMap' : 'Job'}/o${at}`);
      const needs = said.map(({ after }, at) => (at === 0 ? [] : after.map((n) => n % at)));
      const objects = said.map(({ runs }, at) => [names[at] ?? '', { ...(runs && { runs }), after: (needs[at] ?? []).map((n) => names[n] ?? '') }]);
      const found = waves(Object.fromEntries(objects));
      const wave = (at: number) => found[names[at] ?? ''] ?? 0;
      for (const [at, needed] of needs.entries()) {
        for (const n of needed) {
          expect(wave(n)).toBeLessThanOrEqual(wave(at));
          if (said[n]?.runs === 'before') expect(wave(n)).toBeLessThan(wave(at));
        }
      }
    }),
  );
});
