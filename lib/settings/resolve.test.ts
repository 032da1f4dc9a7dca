import * as fc from 'fast-check';
import { z } from 'zod';
import { RollwrightError } from '../errors';
import type { JsonObject } from './json';
import { type Layer, layer } from './layer';
import { resolveSettings } from './resolve';
import { secret } from './secret';
import { setLayer, setStringLayer } from './set';
import { valuesFileLayer } from './values-file';

const schema = z.object({
  namespace: z.string().min(1).default('shop'),
  logLevel: z.enum(['debug', 'info', 'warning']).default('info'),
  web: z.object({ replicas: z.int().min(1), ports: z.array(z.int().min(1).max(65535)).max(2).default([]) }),
  sentryDsn: z.url().optional(),
  tag: z.string().optional(),
  ratio: z.number().gt(0).lt(1).optional(),
  even: z.int().multipleOf(2).optional(),
  hpa: z
    .object({ min: z.int(), max: z.int() })
    .refine((it) => it.min <= it.max, 'min must not exceed max.')
    .optional(),
  source: z
    .discriminatedUnion('kind', [z.object({ kind: z.literal('git'), repo: z.string() }), z.object({ kind: z.literal('oci'), image: z.string() })])
    .optional(),
  port: z.union([z.int().min(1), z.object({ name: z.string().min(3) })]).optional(),
  labels: z.record(z.string().regex(/^[a-z]+$/), z.string()).default({}),
  extra: z.looseObject({ known: z.boolean().optional() }).optional(),
  anything: z.unknown().optional(),
  odd: z
    .int()
    .refine((n) => n % 2 === 1)
    .optional(),
  upper: z
    .string()
    .transform((text) => text.toUpperCase())
    .optional(),
  trimmed: z.preprocess((text) => (typeof text === 'string' ? text.trim() : text), z.string().min(2)).optional(),
  password: secret(z.string().min(12)).optional(),
});
type Input = z.input<typeof schema>;

const base = layer<Input>({ web: { replicas: 2 } }, 'base');

function problems(...layers: readonly Layer[]): RollwrightError['problems'] {
  try {
    resolveSettings(schema, [base, ...layers], { environment: 'prod' });
  } catch (error) {
    if (error instanceof RollwrightError) return error.problems;
    throw error;
  }
  return [];
}

/** One line a problem, as formatProblem begins it. */
function said(...layers: readonly Layer[]): string[] {
  return problems(...layers).map(({ code, path, message, fix }) => `${code} ${path}: ${message}${fix === undefined ? '' : ` / ${fix}`}`);
}

test('the example of the documentation', () => {
  try {
    resolveSettings(schema, [base, setLayer('web.replicas=many')], { environment: 'prod' });
    throw new Error('nothing was thrown');
  } catch (error) {
    expect((error as RollwrightError).message.split('\n')[0]).toBe(
      'error SETTINGS_INVALID  prod  web.replicas (from --set): expected a whole number of at least 1, got "many"',
    );
  }
});

test.each([
  ['web.replicas=0', 'SETTINGS_INVALID web.replicas (from --set): expected a whole number of at least 1, got 0'],
  ['web.replicas=1.5', 'SETTINGS_INVALID web.replicas (from --set): expected a whole number of at least 1, got "1.5"'],
  ['web.replicas=null', 'SETTINGS_INVALID web.replicas (from --set): expected a whole number of at least 1, but null removes it'],
  ['web=null', 'SETTINGS_INVALID web (from --set): expected a map, but null removes it'],
  ['web.ports={1,70000}', 'SETTINGS_INVALID web.ports[1] (from --set): expected a whole number from 1 to 65535, got 70000'],
  ['web.ports={1,2,3}', 'SETTINGS_INVALID web.ports (from --set): expected a list of at most 2 items, got a list of 3 items'],
  ['web.ports=1', 'SETTINGS_INVALID web.ports (from --set): expected a list of at most 2 items, got 1'],
  ['namespace=', 'SETTINGS_INVALID namespace (from --set): expected a text that is not empty, got ""'],
  ['tag=2026', 'SETTINGS_INVALID tag (from --set): expected a text, got 2026 / to set it as text: --set-string tag=…'],
  ['logLevel=inof', 'SETTINGS_INVALID logLevel (from --set): expected one of "debug", "info", "warning", got "inof" / did you mean "info"?'],
  ['sentryDsn=x', 'SETTINGS_INVALID sentryDsn (from --set): expected a URL, got "x"'],
  ['ratio=1', 'SETTINGS_INVALID ratio (from --set): expected a number greater than 0 and less than 1, got 1'],
  ['even=3', 'SETTINGS_INVALID even (from --set): expected a whole number, a multiple of 2, got 3'],
  ['hpa.min=3,hpa.max=2', 'SETTINGS_INVALID hpa (from --set): min must not exceed max'],
  ['odd=2', 'SETTINGS_INVALID odd (from --set): breaks a rule of the schema, which has no message, got 2'],
  ['source.kind=gti', 'SETTINGS_INVALID source.kind (from --set): expected one of "git", "oci", got "gti" / did you mean "git"?'],
  ['source.kind=git', 'SETTINGS_INVALID source.repo: expected a text, but no layer sets it'],
  ['port=x', 'SETTINGS_INVALID port (from --set): expected a whole number of at least 1 or a map, got "x"'],
  ['port.name=x', 'SETTINGS_INVALID port.name (from --set): expected a text of at least 3 characters, got "x"'],
  ['labels.A=x', 'SETTINGS_INVALID labels.A (from --set): this name is not allowed: expected a text that matches /^[a-z]+$/'],
  ['labels.a=1', 'SETTINGS_INVALID labels.a (from --set): expected a text, got 1 / to set it as text: --set-string labels.a=…'],
  ['trimmed= a ', 'SETTINGS_INVALID trimmed (from --set): expected a text of at least 2 characters, got " a "'],
  ['password=short', 'SETTINGS_INVALID password (from --set): expected a text of at least 12 characters, got a text that is not shown'],
  [
    'password=1234',
    'SETTINGS_INVALID password (from --set): expected a text of at least 12 characters, got a number that is not shown / to set it as text: --set-string password=…',
  ],
  ['web.replica=3', 'SETTINGS_UNKNOWN_KEY web.replica (from --set): no such setting; did you mean web.replicas?'],
  ['replicas=3', 'SETTINGS_UNKNOWN_KEY replicas (from --set): no such setting; did you mean web.replicas?'],
  ['loglevel=info', 'SETTINGS_UNKNOWN_KEY loglevel (from --set): no such setting; did you mean logLevel?'],
  ['log-level=info', 'SETTINGS_UNKNOWN_KEY log-level (from --set): no such setting; did you mean logLevel?'],
  ['source.kind=oci,source.image=x,source.repo=y', 'SETTINGS_UNKNOWN_KEY source.repo (from --set): no such setting; there is kind, image'],
  ['port.name=abc,port.nam=x', 'SETTINGS_UNKNOWN_KEY port.nam (from --set): no such setting; did you mean port.name?'],
  ['constructor.x=1', 'SETTINGS_UNKNOWN_KEY constructor (from --set): no such setting'],
  ['__proto__.x=1', 'SETTINGS_LAYER __proto__ (from --set): __proto__ cannot be the name of a setting'],
  ['extra.x=1,extra.known=true,labels.any=x,anything.a.b=1,web.ports={1},upper=a,trimmed= ab ', undefined],
])('--set %s', (text, line) => {
  const lines = said(setLayer(text));
  if (line === undefined) return expect(lines).toEqual([]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(line);
});

test('all problems come together, each with its environment, layer and file', () => {
  const file = valuesFileLayer({ file: 'values.prod.yaml', content: 'web:\n  replica: 3\ntag: 1.5\n' });
  const prod: Layer = { kind: 'program', name: 'prod', values: { logLevel: 'loud' }, file: 'environments/prod.ts', line: 3 };
  expect(problems(prod, file, setLayer('ratio=2'))).toEqual([
    {
      code: 'SETTINGS_UNKNOWN_KEY',
      environment: 'prod',
      path: 'web.replica (from values.prod.yaml)',
      message: 'no such setting; did you mean web.replicas?',
      file: 'values.prod.yaml:2',
      fix: undefined,
    },
    {
      code: 'SETTINGS_INVALID',
      environment: 'prod',
      path: 'logLevel (from prod)',
      message: 'expected one of "debug", "info", "warning", got "loud"',
      file: 'environments/prod.ts:3',
      fix: undefined,
    },
    {
      code: 'SETTINGS_INVALID',
      environment: 'prod',
      path: 'tag (from values.prod.yaml)',
      message: 'expected a text, got 1.5',
      file: 'values.prod.yaml:3',
      fix: 'put quotes around it to make it text',
    },
    {
      code: 'SETTINGS_INVALID',
      environment: 'prod',
      path: 'ratio (from --set)',
      message: 'expected a number greater than 0 and less than 1, got 2',
      file: undefined,
      fix: undefined,
    },
  ]);
});

test('each layer that says an unknown name is told', () => {
  expect(problems(setLayer('nope=1'), setStringLayer('nope=2')).map(({ path }) => path)).toEqual(['nope (from --set)', 'nope (from --set-string)']);
});

test('the caller may know the line better', () => {
  const prod: Layer = { kind: 'program', name: 'prod', values: { logLevel: 'loud' }, file: 'environments/prod.ts', line: 3 };
  const resolve = () => resolveSettings(schema, [base, prod], { lineOf: ({ name }, path) => (name === 'prod' && path[0] === 'logLevel' ? 17 : undefined) });
  expect(resolve).toThrow(/environments\/prod\.ts:17/);
});

test('defaults and transforms work, and provenance tells them apart', () => {
  const prod = layer<Input>({ web: { replicas: 4 }, upper: 'abc' }, 'prod');
  const { value, provenance } = resolveSettings(schema, [base, prod, setLayer('web.ports[0]=80')]);
  expect(value).toMatchObject({ namespace: 'shop', web: { replicas: 4, ports: [80] }, upper: 'ABC', labels: {} });
  const winners = [...provenance].map(([path, { winner }]) => `${path} ${winner === 'default' ? winner : winner.name}`);
  expect(winners).toEqual([
    'namespace default',
    'logLevel default',
    'web --set',
    'web.replicas prod',
    'web.ports --set',
    'web.ports[0] --set',
    'labels default',
    'upper prod',
  ]);
  expect(provenance.get('web.replicas')?.words.map((word) => [word.layer.name, word.value])).toEqual([
    ['base', 2],
    ['prod', 4],
  ]);
});

test('the value is frozen, and no layer is', () => {
  const { value } = resolveSettings(schema, [base]);
  expect(() => Object.assign(value.web, { replicas: 9 })).toThrow(TypeError);
  expect(Object.isFrozen(base.values.web)).toBe(false);
});

test('resolving twice gives equal values that share nothing', () => {
  const [one, two] = [resolveSettings(schema, [base]), resolveSettings(schema, [base])];
  expect(one.value).toEqual(two.value);
  expect(one.value.web).not.toBe(two.value.web);
});

test.each([
  ['nullable', z.object({ a: z.object({ b: z.string().nullable() }) }), 'SETTINGS_SCHEMA a.b: nullable: a null removes a setting, so that no program sees it'],
  [
    'an asynchronous rule',
    z.object({ a: z.string().refine(async () => true) }),
    'SETTINGS_INVALID : the schema has an asynchronous rule; settings are read synchronously',
  ],
  [
    'a transform that throws',
    z.object({
      a: z.string().transform(() => {
        throw new Error('oops');
      }),
    }),
    "SETTINGS_INVALID : the schema's own code failed: oops",
  ],
])('%s in a schema', (_, odd, line) => {
  try {
    resolveSettings(odd, [setLayer('a=x')]);
    throw new Error('nothing was thrown');
  } catch (error) {
    if (!(error instanceof RollwrightError)) throw error;
    expect(error.problems.map(({ code, path, message }) => `${code} ${path}: ${message}`)).toEqual([line]);
  }
});

test('null is a value inside lists', () => {
  const list = z.object({ a: z.array(z.string().nullable()) });
  expect(resolveSettings(list, [setLayer('a={x,null}')]).value).toEqual({ a: ['x', null] });
});

test('intersections, catchalls, tuples and recursion: what one side knows is known', () => {
  interface Tree {
    readonly name: string;
    readonly children?: readonly Tree[] | undefined;
  }
  const tree: z.ZodType<Tree> = z.lazy(() => z.object({ name: z.string(), children: z.array(tree).optional() }));
  const odd = z.object({
    both: z.intersection(z.object({ a: z.object({ x: z.int() }) }), z.object({ b: z.int() })),
    pair: z.tuple([z.object({ a: z.int() })], z.object({ b: z.int() })),
    typed: z.object({}).catchall(z.object({ n: z.int() })),
    strict: z.strictObject({ a: z.int().optional() }),
    tree,
  });
  const values = {
    both: { a: { x: 1, y: 1 }, b: 1, c: 1 },
    pair: [
      { a: 1, z: 1 },
      { b: 1, z: 1 },
    ],
    typed: { any: { n: 1, m: 1 } },
    strict: { b: 1 },
    tree: { name: 'r', children: [{ name: 'c', child: [] }] },
  };
  const caught = () => resolveSettings(odd, [{ kind: 'program', name: 'p', values }]);
  const paths = [...problemPaths(caught)].sort();
  expect(paths).toEqual(['both.a.y', 'both.c', 'pair[0].z', 'pair[1].z', 'strict.b', 'tree.children[0].child', 'typed.any.m']);
});

function problemPaths(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof RollwrightError) return error.problems.map(({ path }) => (path ?? '').replace(' (from p)', ''));
    throw error;
  }
  return [];
}

test('whatever layers say, the outcome is a valid value or a RollwrightError', () => {
  const names = fc.constantFrom(
    'web',
    'replicas',
    'ports',
    'tag',
    'hpa',
    'source',
    'kind',
    'port',
    'name',
    'labels',
    'extra',
    'password',
    'constructor',
    '__proto__',
    'upper',
  );
  const { any } = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(null, 1, 'x', true, 'git', ''),
      fc.array(tie('any'), { maxLength: 2 }),
      fc.dictionary(names, tie('any'), { maxKeys: 3 }),
    ),
  }));
  const layers = fc.array(fc.dictionary(names, any, { maxKeys: 4 }), { maxLength: 3 });
  fc.assert(
    fc.property(layers, (all) => {
      try {
        const { value } = resolveSettings(
          schema,
          all.map((values, at): Layer => ({ kind: 'program', name: `l${at}`, values: values as JsonObject })),
        );
        expect(value.web.replicas).toBeGreaterThan(0);
      } catch (error) {
        if (!(error instanceof RollwrightError)) throw error;
        expect(error.problems.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 500 },
  );
});
