import * as fc from 'fast-check';
import { z } from 'zod';
import { RollwrightError } from '../errors';
import { describeSettings } from './describe';
import { explain } from './explain';
import type { JsonObject } from './json';
import type { Layer } from './layer';
import { maskSecrets } from './mask';
import { formatPath } from './path';
import { resolveSettings } from './resolve';
import { isSecretPath, SECRET_TEXT, secret } from './secret';
import { secretTexts } from './secret-texts';
import { setLayer, setStringLayer } from './set';

test.each<[string, z.ZodType]>([
  ['as it is', secret(z.string())],
  ['optional', secret(z.string()).optional()],
  ['inside optional', secret(z.string().optional())],
  ['with a default', secret(z.string()).default('x')],
  ['described', secret(z.string()).describe('a password')],
  ['described before', secret(z.string().describe('a password'))],
  ['with checks after it', secret(z.string()).min(3).max(9).regex(/a/)],
  ['refined', secret(z.string()).refine(() => true)],
  ['with meta', secret(z.string()).meta({ title: 'x' })],
  ['transformed', secret(z.string()).transform((text) => text.length)],
  ['the output of preprocess', z.preprocess((it) => it, secret(z.string()))],
  ['readonly', secret(z.string()).readonly()],
  ['branded', secret(z.string()).brand('Password')],
  ['in a union', z.union([z.int(), secret(z.string())])],
  ['in an intersection', z.intersection(z.string(), secret(z.string()))],
  ['lazy', z.lazy(() => secret(z.string()))],
  ['caught', secret(z.string()).catch('x')],
])('the mark stays: %s', (_, marked) => {
  const schema = z.object({ a: z.object({ p: marked, q: z.string() }), list: z.array(marked), map: z.record(z.string(), marked) });
  expect(isSecretPath(schema, 'a.p')).toBe(true);
  expect(isSecretPath(schema, 'list[3]')).toBe(true);
  expect(isSecretPath(schema, 'map.x')).toBe(true);
  expect(isSecretPath(schema, 'a.q')).toBe(false);
  expect(isSecretPath(schema, 'a')).toBe(false);
  expect(isSecretPath(schema.partial().extend({ b: z.string() }), 'a.p')).toBe(true);
  expect(isSecretPath(schema.pick({ a: true }), 'a.p')).toBe(true);
});

test('marking changes neither the schema that is given nor what it takes', () => {
  const plain = z.string().min(3).describe('words');
  const marked = secret(plain);
  expect(isSecretPath(z.object({ a: plain }), 'a')).toBe(false);
  expect(marked.safeParse('abc').success).toBe(true);
  expect(marked.safeParse('ab').success).toBe(false);
  expect(marked.description).toBe('words');
});

const schema = z.object({
  db: z.object({ user: z.string(), password: secret(z.string().min(8).max(200)).optional(), url: z.url().optional() }).optional(),
  tokens: secret(z.record(z.string(), z.object({ value: z.string(), days: z.int() }))).optional(),
  pin: secret(z.int().min(1000)).optional(),
  mode: secret(z.enum(['alpha-secret', 'beta-secret'])).optional(),
  key: secret(z.literal('the-only-key')).optional(),
  either: z.union([secret(z.string().length(64)), z.int()]).optional(),
  shouted: secret(z.string().transform((text) => text.toUpperCase())).optional(),
  chatty: z
    .string()
    .refine((text) => text === 'x', { error: (issue) => `cannot take ${String(issue.input)}` })
    .optional(),
  chattySecret: secret(z.string().refine((text) => text === 'x', { error: (issue) => `cannot take ${String(issue.input)}` })).optional(),
  open: z.unknown().optional(),
  throws: z
    .string()
    .transform((text) => {
      if (text !== 'x') throw new Error(`cannot take ${text}`);
      return text;
    })
    .optional(),
});

test('masking', () => {
  const value = { db: { user: 'u', password: 'p', pasword: 'q' }, tokens: { a: { value: 'v', days: 1 } }, pin: 1234, open: { a: 1 }, typo: 'x' };
  expect(maskSecrets(schema, value)).toEqual({
    db: { user: 'u', password: SECRET_TEXT, pasword: '<not a setting>' },
    tokens: SECRET_TEXT,
    pin: SECRET_TEXT,
    open: { a: 1 },
    typo: '<not a setting>',
  });
});

test('the texts that no output may hold', () => {
  const value = { db: { user: 'u', password: 'p-w' }, tokens: { a: { value: 'v-1', days: 30 }, b: { value: 'v-1', days: 31 } }, pin: 1234, either: 5 };
  expect(secretTexts(schema, value)).toEqual(['p-w', 'v-1', '30', '31', '1234', '5']);
  expect(resolveSettings(schema, [{ kind: 'program', name: 'p', values: { shouted: 'loud' } }]).secretTexts).toEqual(['loud', 'LOUD']);
  expect(secretTexts(schema, { db: { password: '' } })).toEqual([]);
});

test('a secret inside another text is masked too', () => {
  const layers: Layer[] = [{ kind: 'program', name: 'p', values: { db: { user: 'u', password: 'hunter-two', url: 'pg://u:hunter-two@db/x' } } }];
  expect(explain(schema, layers, 'db.url').value).toBe(SECRET_TEXT);
  expect(JSON.stringify(explain(schema, layers, ''))).not.toContain('hunter-two');
});

test('a short secret hides no names', () => {
  const run = () => resolveSettings(z.object({ pass: secret(z.string().min(8)) }), [setLayer('pass=a'), setLayer('pas=x')]);
  expect(run).toThrow(/pass \(from --set\): expected a text of at least 8 characters, got a text that is not shown/);
  expect(run).toThrow(/pas \(from --set\): no such setting; did you mean pass\?/);
});

test('a comma in a password does not print its second half as a name', () => {
  const run = () => resolveSettings(schema, [setLayer('db.user=u,db.password=first-half,second.half=x')]);
  expect(run).toThrow(/the name at character 34/);
  expect(run).not.toThrow(/second/);
});

/** Everything that this room says of some layers: messages, explanations, descriptions. */
function everythingSaid(layers: readonly Layer[]): string {
  const texts: string[] = [];
  const listen = (run: () => unknown) => {
    try {
      texts.push(JSON.stringify(run()) ?? '');
    } catch (error) {
      if (!(error instanceof RollwrightError)) throw error;
      texts.push(error.message, JSON.stringify(error.problems), String(error.stack));
    }
  };
  listen(() => {
    resolveSettings(schema, layers, { environment: 'prod' });
    return 'fine';
  });
  for (const path of [
    '',
    'db',
    'db.password',
    'db.url',
    'tokens',
    'tokens.a',
    'tokens.a.value',
    'pin',
    'mode',
    'key',
    'either',
    'chatty',
    'shouted',
    'open',
    'throws',
    'nope',
  ]) {
    listen(() => explain(schema, layers, path));
  }
  listen(() => describeSettings(schema));
  return texts.join('\n');
}

/** A place where a secret's text may stand: rightly, in the wrong type, in the wrong place, next to a wrong name. */
const places: readonly ((text: string) => JsonObject)[] = [
  (text) => ({ db: { user: 'u', password: text } }),
  (text) => ({ db: { password: text } }),
  (text) => ({ db: { user: 'u', password: [text] } }),
  (text) => ({ db: { user: 'u', password: { text } } }),
  (text) => ({ db: text }),
  (text) => ({ db: [text] }),
  (text) => ({ db: { user: 'u', pasword: text } }),
  (text) => ({ db: { user: 'u', password: text, url: `pg://u:${text}@db` } }),
  (text) => ({ db: { user: 'u', password: text, url: text } }),
  (text) => ({ db: { user: 'u', password: text }, chatty: text }),
  (text) => ({ db: { user: 'u', password: text }, chatty: `a${text}b` }),
  (text) => ({ db: { user: 'u', password: text }, throws: text }),
  (text) => ({ db: { user: 'u', password: text }, mode: text }),
  (text) => ({ db: { user: 'u', password: text }, open: { a: [text] } }),
  (text) => ({ tokens: { [text]: { value: 'v', days: 'x' } } }),
  (text) => ({ tokens: { a: { value: text, days: 'x', other: text } } }),
  (text) => ({ tokens: text }),
  (text) => ({ tokens: { a: text } }),
  (text) => ({ pin: text }),
  (text) => ({ mode: text }),
  (text) => ({ key: text }),
  (text) => ({ either: text }),
  (text) => ({ either: [text] }),
  (text) => ({ shouted: [text] }),
  (text) => ({ chattySecret: text }),
  (text) => ({ databasePassword: text }),
  (text) => ({ nope: { a: text } }),
];

test('no secret stands in anything that is said', () => {
  const text = fc.oneof(
    fc.stringMatching(/^[A-Z0-9]{12,30}$/),
    fc.string({ minLength: 12 }).map((it) => `§${it}`),
  );
  const layersOf = fc.array(fc.tuple(fc.constantFrom(...places), fc.boolean()), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(text, layersOf, (it, all) => {
      const layers = all.map(([place, bySet], at): Layer => {
        const values = place(it);
        if (!bySet) return { kind: 'program', name: `l${at}`, values, file: 'f.ts', line: 1 };
        const [path, value] = onePath(values);
        return setStringLayer(`${path}=${value.replace(/[\\,{}=.[\]]/g, '\\$&')}`);
      });
      const said = everythingSaid(layers);
      expect(said).not.toContain(it);
      expect(said).not.toContain(JSON.stringify(it).slice(1, -1));
    }),
    { numRuns: 300 },
  );
});

test('what a secret may be is not said either', () => {
  const said = everythingSaid([setLayer('mode=x,key=y')]);
  expect(said).not.toMatch(/alpha-secret|beta-secret|the-only-key/);
});

/** The path of the first leaf, and its text. */
function onePath(values: JsonObject): [string, string] {
  const path: (string | number)[] = [];
  let at: unknown = values;
  while (typeof at === 'object' && at !== null) {
    const [key, member] = Object.entries(at)[0] as [string, unknown];
    path.push(Array.isArray(at) ? Number(key) : key);
    at = member;
  }
  return [formatPath(path), String(at)];
}
