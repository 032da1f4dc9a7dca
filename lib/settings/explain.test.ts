import { z } from 'zod';
import { RollwrightError } from '../errors';
import { explain } from './explain';
import type { Layer } from './layer';
import { secret } from './secret';
import { setLayer } from './set';
import { valuesFileLayer } from './values-file';

const schema = z.object({
  web: z.object({ replicas: z.int().min(1).default(1).describe('Pods'), hosts: z.array(z.object({ name: z.string() })).default([]) }).prefault({}),
  level: z
    .string()
    .transform((text) => text.toUpperCase())
    .optional(),
  labels: z.record(z.string(), z.string()).default({}),
  password: secret(z.string()).optional(),
});

const base: Layer = {
  kind: 'program',
  name: 'base',
  values: { web: { replicas: 2, hosts: [{ name: 'a' }] }, level: 'info', password: 'one' },
  file: 'environments/base.ts',
  line: 3,
};
const prod: Layer = { kind: 'program', name: 'prod', values: { web: { replicas: 4 }, level: null, password: 'two' }, file: 'environments/prod.ts', line: 3 };
const file = valuesFileLayer({ file: 'values.yaml', content: 'web:\n  hosts:\n    - name: b\n' });

test('a leaf: each word, the winner, what the schema says', () => {
  expect(explain(schema, [base, prod, file], 'web.replicas')).toEqual({
    path: 'web.replicas',
    value: 4,
    secret: false,
    winner: 'prod',
    words: [
      { layer: 'base', says: 'sets', value: 2, wins: false, file: 'environments/base.ts', line: 3 },
      { layer: 'prod', says: 'sets', value: 4, wins: true, file: 'environments/prod.ts', line: 3 },
    ],
    setting: { path: 'web.replicas', type: 'a whole number of at least 1', description: 'Pods', default: 1, required: false, secret: false, values: undefined },
    leaves: [],
  });
});

test('an item of a list, by the line of its file', () => {
  const { value, words, setting } = explain(schema, [base, file], 'web.hosts[0].name');
  expect(value).toBe('b');
  expect(words.map(({ layer, value: word, line }) => [layer, word, line])).toEqual([
    ['base', 'a', 3],
    ['values.yaml', 'b', 3],
  ]);
  expect(setting?.path).toBe('web.hosts[].name');
});

test('null removes, the default stands where nobody speaks, a transform shows its result', () => {
  expect(explain(schema, [base, prod], 'level')).toMatchObject({
    value: undefined,
    winner: undefined,
    words: [{ wins: false }, { says: 'removes', wins: true }],
  });
  expect(explain(schema, [], 'web.replicas')).toMatchObject({ value: 1, winner: 'default', words: [] });
  expect(explain(schema, [base], 'level')).toMatchObject({ value: 'INFO', winner: 'base', words: [{ value: 'info', wins: true }] });
});

test('a subtree, with its leaves', () => {
  const web = explain(schema, [base, prod, setLayer('web.hosts[1].name=c')], 'web');
  expect(web.value).toEqual({ replicas: 4, hosts: [{ name: 'a' }, { name: 'c' }] });
  expect(web.leaves.map(({ path, winner }) => `${path} ${winner}`)).toEqual(['web.replicas prod', 'web.hosts[0].name base', 'web.hosts[1].name --set']);
  expect(explain(schema, [base], '').leaves.map(({ path }) => path)).toEqual(['web.replicas', 'web.hosts[0].name', 'level', 'labels', 'password']);
});

test('a secret is masked in every word', () => {
  expect(explain(schema, [base, prod], 'password')).toMatchObject({
    value: '<secret>',
    secret: true,
    winner: 'prod',
    words: [{ value: '<secret>' }, { value: '<secret>' }],
  });
});

test('settings that are not valid are explained as they are', () => {
  expect(explain(schema, [base, setLayer('web.replicas=many')], 'web.replicas')).toMatchObject({ value: 'many', winner: '--set' });
});

test.each([
  ['web.replica', 'web.replica', 'no such setting; did you mean web.replicas?'],
  ['web.replicas.x', 'web.replicas.x', 'no such setting'],
  ['replicas', 'replicas', 'no such setting; did you mean web.replicas?'],
  ['constructor', 'constructor', 'no such setting; there is web, level, labels, password'],
  ['web..x', 'web..x', 'not a path'],
])('%s is refused', (text, path, message) => {
  try {
    explain(schema, [base], text);
    throw new Error('nothing was thrown');
  } catch (error) {
    if (!(error instanceof RollwrightError)) throw error;
    expect(error.problems).toMatchObject([{ code: 'SETTINGS_UNKNOWN_KEY', path, message }]);
  }
});

test('a name of a record is known before any layer says it', () => {
  expect(explain(schema, [base], 'labels.team')).toMatchObject({ value: undefined, winner: undefined, words: [] });
});
