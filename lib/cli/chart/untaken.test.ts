import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(__dirname, 'testing', 'branches');
const source = readFileSync(path.join(folder, 'main.ts'), 'utf8').split('\n');

/** The lines that say which program's branch they are; the formatter puts some of these comments below the line. */
const marked = source.flatMap((text, at) => {
  const program = /\/\/ untaken: ([\w-]+)/.exec(text)?.[1];
  return program === undefined ? [] : [{ program, lines: [at + 1, at] }];
});
const programs = [...source.join('\n').matchAll(/(?:shop\(|name: )'([\w-]+)'/g)].map(([, name]) => name as string);

type Outcome = { readonly lines: readonly string[]; readonly frozen: readonly string[] };
let outcomes: Readonly<Record<string, Outcome>>;

// In a process of its own: V8 counts the branches of code that is compiled while it counts.
beforeAll(() => {
  const args = ['--require', require.resolve('tsx/cjs'), path.join(folder, 'derive-all.ts')];
  outcomes = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as typeof outcomes;
}, 120_000);

test('there are programs of both kinds', () => {
  expect(new Set(marked.map(({ program }) => program)).size).toBeGreaterThan(8);
  expect(programs.filter((name) => !marked.some(({ program }) => program === name)).length).toBeGreaterThan(5);
});

test.each(programs)('%s: every branch that nothing took is named by its line, and no other', (name) => {
  const expected = marked.filter(({ program }) => program === name);
  const { lines, frozen } = outcomes[name] as Outcome;
  expect(frozen).toEqual([]);
  expect(lines).toHaveLength(expected.length);
  for (const { lines: either } of expected) expect(lines.filter((line) => either.includes(Number(/^main\.ts:(\d+)$/.exec(line)?.[1])))).toHaveLength(1);
});
