/** What `synth` does with the lock. */
import fs from 'node:fs';
import path from 'node:path';
import { projectFiles } from '../project-files';
import { type Ended, filesIn, invoke, newFolder, removeFolders } from '../testing/invoke';
import kept from '../testing/kept/main';
import { LOCK_NAME, lockText, parseLock } from './text';

afterAll(removeFolders);

/** A folder with a project whose only program reads a kept config. */
function project(): string {
  const cwd = newFolder();
  fs.writeFileSync(path.join(cwd, 'main.ts'), `export { default } from '${path.join(__dirname, '../testing/kept/main')}';\n`);
  return cwd;
}

function synth(cwd: string, set = '', args: readonly string[] = [], env: Record<string, string> = {}): Promise<Ended> {
  return invoke(['synth', ...(set === '' ? [] : ['--set', set]), ...args], { cwd, env, load: () => kept });
}

const lockOf = (cwd: string) => fs.readFileSync(path.join(cwd, LOCK_NAME), 'utf8');

/** The words that the lock holds of an environment, newest first. */
function locked(cwd: string, environment = 'prod'): string {
  const own = parseLock(lockOf(cwd), LOCK_NAME).filter((one) => one.environment === environment);
  return [...own]
    .sort((a, b) => b.order - a.order)
    .map(({ data }) => data?.WORD)
    .join(' ');
}

/** The words of the ConfigMaps in an output. */
function written(cwd: string, environment = 'prod'): string {
  const texts = Object.entries(filesIn(path.join(cwd, 'dist', environment))).map(([, text]) => text);
  return texts.flatMap((text) => [...text.matchAll(/^ {2}WORD: (.*)$/gm)].map(([, word]) => word)).join(' ');
}

async function synthesised(cwd: string, ...sets: readonly string[]): Promise<void> {
  for (const set of sets) expect(await synth(cwd, set)).toMatchObject({ code: 0 });
}

it('makes the lock, adds to it, and writes what it holds, in the file of the config', async () => {
  const cwd = project();
  const first = await synth(cwd);
  expect(first.err).toContain('rollwright.lock.yaml: prod: words of shop: words-');
  expect([locked(cwd), written(cwd), written(cwd, 'dev')]).toEqual(['prod', 'prod', 'dev']);
  await synthesised(cwd, 'word=b', 'word=c');
  expect([locked(cwd), locked(cwd, 'dev')]).toEqual(['c b prod', 'c b dev']);
  expect([written(cwd), written(cwd, 'dev')]).toEqual(['c b prod', 'c b dev']);
  expect(fs.readdirSync(path.join(cwd, 'dist/prod'))).toEqual(['00-shop-config.yaml', '01-shop.yaml']);
  expect(fs.readdirSync(cwd).sort()).toEqual(['dist', 'main.ts', LOCK_NAME]);
});

it('leaves the lock alone, and says nothing of it, when nothing changes', async () => {
  const cwd = project();
  await synthesised(cwd, 'word=b');
  const before = fs.statSync(path.join(cwd, LOCK_NAME));
  const { err } = await synth(cwd, 'word=b');
  expect(err).not.toContain(LOCK_NAME);
  expect(fs.statSync(path.join(cwd, LOCK_NAME))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
});

it.each([
  ['revisionHistoryLimit of the reader, and the present one', 'history=2', 'f e d'],
  ['the one before at least: its pods run on while others start', 'history=0', 'f e'],
])('holds as many as %s', async (_, history, expected) => {
  const cwd = project();
  await synthesised(cwd, ...[...'abcdef'].map((word) => `word=${word},${history}`));
  expect([locked(cwd), written(cwd)]).toEqual([expected, expected]);
  expect(lockOf(cwd).match(/^- /gm)).toHaveLength(2 * expected.split(' ').length);
});

it('touches only the environments that it is run for', async () => {
  const cwd = project();
  await synthesised(cwd, '');
  await synth(cwd, 'word=b', ['--env', 'prod']);
  expect([locked(cwd), locked(cwd, 'dev')]).toEqual(['b prod', 'dev']);
});

it('drops what belongs to no environment and no program of the project any more, and says so', async () => {
  const cwd = project();
  await synthesised(cwd, '');
  const others = parseLock(lockOf(cwd), LOCK_NAME).flatMap((one) => [
    { ...one, environment: 'gone' },
    { ...one, program: 'gone' },
  ]);
  fs.writeFileSync(path.join(cwd, LOCK_NAME), lockText([...others, ...parseLock(lockOf(cwd), LOCK_NAME)]));
  await synth(cwd, '', ['--env', 'dev']);
  expect(parseLock(lockOf(cwd), LOCK_NAME).map(({ environment, program }) => `${environment}/${program}`)).toContain('gone/shop');
  const { err } = await synth(cwd);
  expect(err).toContain('rollwright.lock.yaml: gone: words of shop: words-');
  expect(parseLock(lockOf(cwd), LOCK_NAME).map(({ environment, program }) => `${environment}/${program}`)).toEqual(['dev/shop', 'prod/shop']);
});

it.each([
  ['is called otherwise', 'name=other', 'c b prod'],
  ['is in mode checksum', 'mode=checksum', 'c b prod'],
])('keeps what revisions may read of a config that %s now, and says so each time', async (_, change, expected) => {
  const cwd = project();
  await synthesised(cwd, '', 'word=b');
  for (const _again of [1, 2]) {
    const { err } = await synth(cwd, `word=c,${change}`);
    expect(err).toContain('prod: words of shop is made no more, and 2 generations of it still written; delete its lines when no revision needs them');
  }
  expect(written(cwd).split(' ').sort()).toEqual(expected.split(' ').sort());
  const text = lockOf(cwd).replace(/^- .*"config":"words".*\n/gm, '');
  fs.writeFileSync(path.join(cwd, LOCK_NAME), text);
  expect((await synth(cwd, `word=c,${change}`)).err).not.toContain('made no more');
  expect(written(cwd)).toBe('c');
});

it('makes no lock where no config is kept', async () => {
  const cwd = project();
  await synthesised(cwd, 'mode=checksum');
  expect(fs.existsSync(path.join(cwd, LOCK_NAME))).toBe(false);
});

describe('frozen', () => {
  it.each<readonly [string, readonly string[], Record<string, string>, number]>([
    ['--frozen', ['--frozen'], {}, 1],
    ['CI', [], { CI: 'true' }, 1],
    ['CI and --no-frozen', ['--no-frozen'], { CI: 'true' }, 0],
    ['CI=false', [], { CI: 'false' }, 0],
    ['CI with nothing in it', [], { CI: '' }, 0],
    ['--stdout too', ['--frozen', '--stdout', '--env', 'prod'], {}, 1],
  ])('%s', async (_, args, env, code) => {
    const cwd = project();
    await synthesised(cwd, '');
    const before = filesIn(cwd);
    const ended = await synth(cwd, 'word=b', args, env);
    expect(ended.code).toBe(code);
    if (code === 0) return;
    expect(ended.err).toMatch(/error LOCK_OUTDATED {2}prod {2}ConfigMap words of shop: .* words-[0-9a-f]{10} is new/);
    expect(ended.err).toContain('npx rollwright synth --no-frozen');
    expect(filesIn(cwd)).toEqual(before);
    await synthesised(cwd, 'word=b');
    expect((await synth(cwd, 'word=b', args, env)).code).toBe(0);
  });

  it('fails where there is no lock, and names every environment', async () => {
    const { code, err } = await synth(project(), '', ['--frozen']);
    expect([code, err.match(/^error LOCK_OUTDATED {2}\w+/gm)]).toEqual([1, ['error LOCK_OUTDATED  dev', 'error LOCK_OUTDATED  prod']]);
  });

  it('asks only about the environments that it is run for, and not about how the lock is written', async () => {
    const cwd = project();
    await synthesised(cwd, '');
    await synth(cwd, 'word=b', ['--env', 'prod']);
    fs.writeFileSync(path.join(cwd, LOCK_NAME), `${lockOf(cwd).replaceAll('\n', '\r\n')}# seen\n`);
    expect((await synth(cwd, 'word=b', ['--env', 'prod', '--frozen'])).code).toBe(0);
    expect((await synth(cwd, '', ['--env', 'dev', '--frozen'])).code).toBe(0);
    expect((await synth(cwd, 'word=b', ['--env', 'dev', '--frozen'])).code).toBe(1);
  });
});

it('--stdout prints what the lock holds and writes nothing', async () => {
  const cwd = project();
  await synthesised(cwd, '', 'word=b');
  const before = filesIn(cwd);
  const { out } = await synth(cwd, 'word=c', ['--env', 'prod', '--stdout']);
  expect(out.match(/(?<=WORD: ).*/g)).toEqual(['c', 'b', 'prod']);
  expect(filesIn(cwd)).toEqual(before);
});

it.each([
  ['a conflict', (text: string) => text.replace('- {', '<<<<<<< HEAD\n- {'), 'LOCK_CONFLICT'],
  ['an edited value', (text: string) => text.replace('"WORD":"prod"', '"WORD":"other"'), 'LOCK_HASH_MISMATCH'],
  ['half of it', (text: string) => text.slice(0, -20), 'LOCK_INVALID'],
  ['nothing', () => '', 'LOCK_INVALID'],
])('refuses a lock with %s, also for another environment, and loses nothing', async (_, edit, code) => {
  const cwd = project();
  await synthesised(cwd, '');
  fs.writeFileSync(path.join(cwd, LOCK_NAME), edit(lockOf(cwd)));
  const before = filesIn(cwd);
  const ended = await synth(cwd, 'word=b', ['--env', 'dev']);
  expect([ended.code, ended.err]).toEqual([1, expect.stringContaining(`error ${code}`)]);
  expect(filesIn(cwd)).toEqual(before);
});

it('refuses a lock that is a folder', async () => {
  const cwd = project();
  fs.mkdirSync(path.join(cwd, LOCK_NAME));
  expect((await synth(cwd)).err).toContain('error FILE_UNREADABLE');
});

it('refuses what would put the text of a secret into the lock, and what was put there before it was one', async () => {
  const cwd = project();
  const leak = await synth(cwd, 'word=correct horse,password=correct horse');
  expect([leak.code, leak.err]).toEqual([1, expect.stringContaining('SECRET_IN_OUTPUT')]);
  expect(fs.existsSync(path.join(cwd, LOCK_NAME))).toBe(false);
  await synthesised(cwd, 'word=correct horse');
  const before = filesIn(cwd);
  const { code, err } = await synth(cwd, 'word=b,password=correct horse');
  expect([code, err]).toEqual([1, expect.stringMatching(/SECRET_IN_OUTPUT {2}dev {2}ConfigMap shop\/words-[0-9a-f]{10} {2}\/data\/WORD/)]);
  expect(err).toMatch(/rollwright\.lock\.yaml:7$/m);
  expect(err).not.toContain('correct horse');
  expect(filesIn(cwd)).toEqual(before);
});

it('runs for two environments at once both find their way into the lock', async () => {
  const cwd = project();
  await synthesised(cwd, '');
  const other = lockOf(cwd).replace(/"order":1,"name":"words-\w+","data":\{"WORD":"dev"\}/, '"order":7,"name":"words-NAME","data":{"WORD":"later"}');
  const name = parseNames(await namesOf('later'));
  // The other run writes while this one renders: when its program is read, the lock has been read.
  const ended = await invoke(['synth', '--env', 'prod', '--set', 'word=b'], {
    cwd,
    load: () => {
      setImmediate(() => fs.writeFileSync(path.join(cwd, LOCK_NAME), other.replace('words-NAME', name)));
      return kept;
    },
  });
  expect(ended.code).toBe(0);
  expect([locked(cwd, 'dev'), locked(cwd, 'prod')]).toEqual(['later', 'b prod']);
});

async function namesOf(word: string): Promise<string> {
  const cwd = project();
  await synthesised(cwd, `word=${word}`);
  return lockOf(cwd);
}
function parseNames(text: string): string {
  return text.match(/words-[0-9a-f]{10}/)?.[0] ?? '';
}

it('projectFiles takes a lock, or none, and writes nothing', async () => {
  const cwd = project();
  await synthesised(cwd, '', 'word=b');
  const texts = (lock?: string) =>
    projectFiles(kept, { env: ['prod'], lock })
      .flatMap(({ files }) => files.map(({ text }) => text))
      .join('');
  expect(texts(lockOf(cwd)).match(/(?<=WORD: ).*/g)).toEqual(['prod', 'b']);
  expect(texts().match(/(?<=WORD: ).*/g)).toEqual(['prod']);
});
