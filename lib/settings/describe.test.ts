import { z } from 'zod';
import { describeSettings } from './describe';
import { expectation } from './expectation';
import { nearest } from './nearest';
import { secret } from './secret';

test('every setting, with type, default, description, values', () => {
  const schema = z.object({
    env: z.enum(['dev', 'prod']).describe('Which environment'),
    image: z.object({ repository: z.string(), tag: z.string().default('latest') }),
    web: z.object({ replicas: z.int().min(1) }).default({ replicas: 2 }),
    hosts: z.array(z.object({ name: z.string(), paths: z.array(z.string()).optional() })).default([]),
    labels: z.record(z.string(), z.string()).optional(),
    limits: z.record(z.string(), z.object({ cpu: z.string() })).optional(),
    source: z.discriminatedUnion('kind', [z.object({ kind: z.literal('git'), repo: z.string() }), z.object({ kind: z.literal('oci'), image: z.string() })]),
    db: z.object({ password: secret(z.string()).default('x').describe('The password') }).optional(),
    upper: z.string().transform((text) => text.toUpperCase()),
  });
  const lines = describeSettings(schema).map(
    ({ path, type, default: fallback, required, secret: hidden, values, description }) =>
      `${path}${required ? '!' : ''}: ${type}${fallback === undefined ? '' : ` = ${JSON.stringify(fallback)}`}${hidden ? ' secret' : ''}${values === undefined ? '' : ` ${JSON.stringify(values)}`}${description === undefined ? '' : ` # ${description}`}`,
  );
  expect(lines).toEqual([
    'env!: one of "dev", "prod" ["dev","prod"] # Which environment',
    'image.repository!: a text',
    'image.tag: a text = "latest"',
    'web.replicas: a whole number of at least 1 = 2',
    'hosts: a list, each a map = []',
    'hosts[].name!: a text',
    'hosts[].paths: a list, each a text',
    'labels: a map, each value a text',
    'limits: a map, each value a map',
    'limits.*.cpu!: a text',
    'source.kind!: "git" or "oci" ["git","oci"]',
    'source.repo: a text',
    'source.image: a text',
    'db.password: a text = "<secret>" secret # The password',
    'upper!: a text',
  ]);
});

test('a schema that contains itself ends', () => {
  interface Tree {
    readonly name: string;
    readonly child?: Tree | undefined;
  }
  const tree: z.ZodType<Tree> = z.lazy(() => z.object({ name: z.string(), child: tree.optional() }));
  expect(describeSettings(z.object({ tree })).map(({ path }) => path)).toEqual(['tree.name']);
});

test.each<[string, z.ZodType]>([
  ['a text', z.string()],
  ['a text that is not empty', z.string().min(1)],
  ['a text of 3 to 63 characters', z.string().min(3).max(63)],
  ['a text of 5 characters', z.string().length(5)],
  ['a text of at most 1 character', z.string().max(1)],
  ['a text that matches /^a/', z.string().regex(/^a/)],
  ['an e-mail address', z.email()],
  ['a URL', z.url()],
  ['a UUID', z.uuid()],
  ['an IPv4 address', z.ipv4()],
  ['a date (2026-01-31)', z.iso.date()],
  ['a whole number', z.int()],
  ['a whole number', z.number().int()],
  ['a whole number of at least 1', z.int().min(1)],
  ['a whole number from 1 to 5', z.int().min(1).max(5)],
  ['a number greater than 0', z.number().positive()],
  ['a number of at most 1.5', z.number().max(1.5)],
  ['true or false', z.boolean()],
  ['"x"', z.literal('x')],
  ['one of "a", 1', z.literal(['a', 1])],
  ['a list of at least 1 item', z.array(z.string()).min(1)],
  ['a map', z.record(z.string(), z.string())],
  ['a map', z.object({})],
  ['a text or true or false', z.union([z.string(), z.boolean()])],
  ['a text', z.string().optional()],
  ['a text', z.preprocess((it) => it, z.string())],
  ['a valid value', z.unknown()],
  ['a valid value', z.custom<string>(() => true)],
])('expected %s', (words, schema) => {
  expect(expectation(schema)).toBe(words);
});

test.each([
  ['replica', 'replicas'],
  ['repilcas', 'replicas'],
  ['log-level', 'logLevel'],
  ['LOGLEVEL', 'logLevel'],
  ['imagee', 'image'],
  ['zzz', undefined],
  ['x', undefined],
])('the name nearest to %s is %s', (name, meant) => {
  expect(nearest(name, ['replicas', 'logLevel', 'image', 'a-very-long-name'])).toBe(meant);
});
