/** What `chart` does with the lock. */
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { findHelm } from '../../outputs/testing/helm/helm';
import { type Ended, filesIn, invoke, newFolder, removeFolders } from '../testing/invoke';
import { charted, type Words } from '../testing/kept/charted';
import { LOCK_NAME, parseLock } from './text';

afterAll(removeFolders);

const helm = findHelm();
const withHelm = helm === undefined ? test.skip : test;

function project(): string {
  const cwd = newFolder();
  fs.writeFileSync(path.join(cwd, 'main.ts'), `export { default } from '${path.join(__dirname, '../testing/kept/charted')}';\n`);
  return cwd;
}

function run(cwd: string, own: Words, args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return invoke(args, { cwd, env, load: () => ({ default: charted(own) }) });
}

async function synthesised(cwd: string, ...words: readonly string[]): Promise<void> {
  for (const word of words) expect(await run(cwd, { word }, ['synth'])).toMatchObject({ code: 0 });
}

const lockOf = (cwd: string) => fs.readFileSync(path.join(cwd, LOCK_NAME), 'utf8');
const values = (cwd: string, file: string) => parse(fs.readFileSync(path.join(cwd, 'dist/chart/shop', file), 'utf8'));

it('writes the earlier generations of each environment into its values, and leaves the lock alone', async () => {
  const cwd = project();
  await synthesised(cwd, 'one', 'two', 'three');
  const before = lockOf(cwd);
  expect(await run(cwd, { word: 'three' }, ['chart'], { CI: 'true' })).toMatchObject({ code: 0 });
  expect(lockOf(cwd)).toBe(before);
  expect(values(cwd, 'values.prod.yaml').keptConfigs.map(({ data }: { data: object }) => data)).toEqual([{ WORD: 'two' }, { WORD: 'one' }]);
  const names = parseLock(before, LOCK_NAME).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(values(cwd, 'values.prod.yaml').keptConfigs.map(({ hash }: { hash: string }) => `words-${hash}`)));
  expect([values(cwd, 'values.yaml').keptConfigs, values(cwd, 'values.dev.yaml').keptConfigs]).toEqual([[], undefined]);
});

it('`synth --output chart` writes the same, with the lock of that synth', async () => {
  const cwd = project();
  await synthesised(cwd, 'one', 'two');
  expect(await run(cwd, { word: 'three' }, ['synth', '--output', 'chart'])).toMatchObject({ code: 0 });
  const written = filesIn(path.join(cwd, 'dist/chart'));
  expect(await run(cwd, { word: 'three' }, ['chart'])).toMatchObject({ code: 0 });
  expect(filesIn(path.join(cwd, 'dist/chart'))).toEqual(written);
  expect(values(cwd, 'values.prod.yaml').keptConfigs).toHaveLength(2);
});

it.each<[string, readonly string[]]>([
  ['chart', ['chart']],
  ['chart verify', ['chart', 'verify']],
])('%s refuses a lock that is not of this program, and says what to run', async (_, args) => {
  const cwd = project();
  await synthesised(cwd, 'one');
  const { code, err } = await run(cwd, { word: 'two' }, args, { ROLLWRIGHT_HELM: helm ?? '' });
  expect(code).not.toBe(0);
  expect(err).toMatch(
    /LOCK_OUTDATED {2}prod {2}ConfigMap words of shop: the lock is not that of this program: words-[0-9a-f]{10} is new; a chart is made of what/,
  );
  expect(err).toContain('Run `npx rollwright synth --no-frozen` and commit');
  expect(fs.existsSync(path.join(cwd, 'dist/chart'))).toBe(false);
});

it('refuses a generation that holds what is a secret now', async () => {
  const cwd = project();
  await synthesised(cwd, 'longsecret', 'two');
  const { code, err } = await run(cwd, { word: 'two', password: 'longsecret' }, ['chart']);
  expect([code, err]).toEqual([1, expect.stringMatching(/SECRET_IN_OUTPUT {2}prod {2}ConfigMap words-.*\n {2}at .*rollwright.lock.yaml:\d+/)]);
  expect(err).not.toContain('longsecret');
});

withHelm('verify proves the values files with their generations', async () => {
  const cwd = project();
  await synthesised(cwd, 'one', 'two');
  const args = ['chart', 'verify', '--values', '50', '--binary', '5'];
  const { code, out, err } = await run(cwd, { word: 'two' }, args, { ROLLWRIGHT_HELM: helm as string });
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/different +0/);
});
