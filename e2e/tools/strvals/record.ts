/**
 * Records what Helm makes of `--set` expressions and values files into lib/settings/corpus: `npx tsx e2e/tools/strvals/record.ts`. Needs Go; the same
 * seed gives the same questions.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { EXPRESSIONS, SCALARS, VALUES_FILES } from './questions';

const SEED = 20260101;
const CORPUS = join(__dirname, '..', '..', '..', 'lib', 'settings', 'corpus');

interface Question {
  readonly op: 'set' | 'set-string' | 'set-file' | 'merge' | 'coalesce';
  readonly text?: string;
  readonly files?: readonly string[];
  readonly sets?: readonly string[];
}

/** Expressions that are mostly well formed. */
const name = fc.constantFrom('a', 'b', 'web', 'k\\.x', 'constructor', '__proto__', 'ü', '0');
const index = fc.constantFrom('[0]', '[1]', '[2]', '[+1]', '[01]');
const path = fc
  .tuple(name, fc.array(fc.oneof({ weight: 2, arbitrary: name.map((n) => `.${n}`) }, { weight: 1, arbitrary: index }), { maxLength: 3 }))
  .map(([first, rest]) => first + rest.join(''));
const word = fc.oneof(
  fc.constantFrom(
    '',
    'true',
    'False',
    'null',
    'NULL',
    '0',
    '00',
    '007',
    '-7',
    '+5',
    '1.5',
    '1e3',
    'x',
    'a b',
    'x\\,y',
    'x\\=y',
    'missing.pem',
    '9223372036854775808',
    '🙂',
  ),
  fc.integer().map(String),
);
const list = fc.array(word, { maxLength: 3 }).map((items) => `{${items.join(',')}}`);
const wellFormed = fc
  .array(
    fc.tuple(path, fc.oneof({ weight: 3, arbitrary: word }, { weight: 1, arbitrary: list })).map(([p, v]) => `${p}=${v}`),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.join(','));
/** Expressions of the characters that mean something, in any order. */
const soup = fc.string({ unit: fc.constantFrom('a', 'b', '0', '1', '-', '.', '[', ']', '=', ',', '{', '}', '\\', ' ', 'n'), maxLength: 12 });

/** Values files. */
const key = fc.constantFrom('a', 'b', 'c', 'd');
const value = fc.letrec<{ any: unknown; map: unknown }>((tie) => ({
  any: fc.oneof({ maxDepth: 3, withCrossShrink: true }, fc.constantFrom<unknown>(null, 1, 'x', true, ''), fc.array(tie('any'), { maxLength: 2 }), tie('map')),
  map: fc.dictionary(key, tie('any'), { maxKeys: 3 }),
})).map;
const file = value.map((it) => `${JSON.stringify(it)}\n`);
const simpleSet = fc
  .tuple(
    key,
    fc.array(
      fc.oneof(
        key.map((k) => `.${k}`),
        fc.constantFrom('[0]', '[1]'),
      ),
      { maxLength: 2 },
    ),
    fc.constantFrom('1', 'x', 'null', '{p,q}'),
  )
  .map(([k, rest, v]) => `${k}${rest.join('')}=${v}`);
const scalar = fc.string({
  unit: fc.constantFrom('0', '1', '7', '8', '9', 'x', 'o', 'b', 'e', 'E', '.', '_', '-', '+', 'a', 'F', ':'),
  minLength: 1,
  maxLength: 7,
});

function sample<T>(arbitrary: fc.Arbitrary<T>, numRuns: number): T[] {
  return fc.sample(arbitrary, { seed: SEED, numRuns });
}

function ask(questions: readonly Question[]): { value?: unknown; error?: string }[] {
  const input = questions.map((question) => JSON.stringify(question)).join('\n');
  const run = spawnSync('go', ['run', '.'], { cwd: __dirname, input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line, keepExact) as { value?: unknown; error?: string });
}

/** Marks the numbers that JavaScript (which must refuse them) or JSON.stringify (which writes -0 as 0) cannot carry. */
function keepExact(_key: string, value: unknown): unknown {
  if (Object.is(value, -0)) return { $number: '-0' };
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) ? { $number: String(value) } : value;
}

function record(fileName: string, questions: readonly Question[]): void {
  const unique = [...new Map(questions.map((question) => [JSON.stringify(question), question])).values()];
  const answers = ask(unique);
  const lines = unique.map((question, at) => JSON.stringify({ ...question, ...answers[at] }));
  writeFileSync(join(CORPUS, fileName), `[\n${lines.join(',\n')}\n]\n`);
  console.error(`${fileName}: ${lines.length}`);
}

const expressions = [...EXPRESSIONS, ...sample(wellFormed, 1500), ...sample(soup, 2000)];
record('strvals.json', [
  ...expressions.map((text) => ({ op: 'set' as const, text })),
  ...[...EXPRESSIONS, ...sample(wellFormed, 300)].map((text) => ({ op: 'set-string' as const, text })),
  ...[...EXPRESSIONS, ...sample(wellFormed, 300)].map((text) => ({ op: 'set-file' as const, text })),
]);
record('values-files.json', [
  ...VALUES_FILES.map((text) => ({ op: 'merge' as const, files: [text] })),
  ...[...SCALARS, ...sample(scalar, 1500)].flatMap((text) => [{ op: 'merge' as const, files: [`v: ${text}\n`] }]),
  ...SCALARS.map((text) => ({ op: 'merge' as const, files: [`? ${text}\n: 1\n`] })),
]);
record('merges.json', [
  ...sample(fc.record({ files: fc.array(file, { minLength: 2, maxLength: 3 }), sets: fc.array(simpleSet, { maxLength: 2 }) }), 1500).map((it) => ({
    op: 'merge' as const,
    ...it,
  })),
  ...sample(fc.tuple(file, file), 500).map((files) => ({ op: 'coalesce' as const, files })),
]);
