import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { filesIn, invoke, newFolder, onShop, removeFolders, SHOP } from './testing/invoke';

afterAll(removeFolders);
jest.setTimeout(30_000);

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly err: string;
}

/** The real command in a process of its own, sent a signal when it says that it is there. */
async function interrupted(cwd: string, args: readonly string[], slowDisk: string, word: string, signal: NodeJS.Signals, project = SHOP): Promise<Ended> {
  const go = path.join(newFolder(), 'go');
  const tsx = ['--import', require.resolve('tsx'), '--import', path.join(__dirname, 'testing/slow-disk.ts')];
  const child = spawn(process.execPath, [...tsx, path.join(__dirname, 'main.ts'), 'synth', '--project', project, ...args], {
    cwd,
    env: { ...process.env, SLOW_DISK: `${slowDisk}:${go}`, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  let sent = false;
  child.stderr.on('data', (data: Buffer) => {
    err += String(data);
    if (sent || !err.includes(word)) return;
    sent = child.kill(signal);
    fs.writeFileSync(go, '');
  });
  return new Promise((resolve) => child.on('close', (code, by) => resolve({ code, signal: by, err })));
}

const REPLICAS = ['--set', 'web.replicas=9'];

async function outputs(): Promise<{ cwd: string; before: Record<string, string>; after: Record<string, string> }> {
  const [cwd, other] = [newFolder(), newFolder()];
  await onShop(['synth'], { cwd });
  await onShop(['synth', ...REPLICAS], { cwd: other });
  return { cwd, before: filesIn(cwd), after: filesIn(other) };
}

it('Ctrl-C while rendering leaves the old output', async () => {
  const { cwd, before } = await outputs();
  const { code, signal, err } = await interrupted(cwd, [...REPLICAS, '--set', 'wrong=waits'], '', 'rendering', 'SIGINT');
  // The default action of node: the shell calls it 130.
  expect([code, signal]).toEqual([null, 'SIGINT']);
  expect(err).not.toMatch(/^\s+at /m);
  expect(filesIn(cwd)).toEqual(before);
});

it.each<[string, NodeJS.Signals, number]>([
  ['Ctrl-C', 'SIGINT', 130],
  ['SIGTERM', 'SIGTERM', 143],
  ['a closed terminal', 'SIGHUP', 129],
])('%s while files are staged leaves the old output and nothing else', async (_, signal, code) => {
  const { cwd, before } = await outputs();
  const ended = await interrupted(cwd, REPLICAS, 'writeFileSync:3', 'waiting', signal);
  expect(ended).toMatchObject({ code, signal: null });
  expect(ended.err).toContain(`interrupted by ${signal}`);
  expect(filesIn(cwd)).toEqual(before);
});

it.each([1, 4])('Ctrl-C at rename %i of the swap waits until it is whole', async (rename) => {
  const { cwd, after } = await outputs();
  expect(await interrupted(cwd, REPLICAS, `renameSync:${rename}`, 'waiting', 'SIGINT')).toMatchObject({ code: 130, signal: null });
  expect(filesIn(cwd)).toEqual(after);
});

it.each([2, 3])('kill -9 at rename %i of the swap: each environment is old or new, or the next run puts it right', async (rename) => {
  const { cwd, before, after } = await outputs();
  expect(await interrupted(cwd, REPLICAS, `renameSync:${rename}`, 'waiting', 'SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
  // Even a run that fails puts right what was left.
  await onShop(['synth', '--env', 'nowhere'], { cwd });
  for (const environment of ['dev', 'prod']) {
    const of = (all: Record<string, string>): object => Object.fromEntries(Object.entries(all).filter(([file]) => file.startsWith(`dist/${environment}/`)));
    expect([of(before), of(after)]).toContainEqual(of(filesIn(cwd)));
  }
  expect(fs.readdirSync(path.join(cwd, 'dist'))).toEqual(['dev', 'prod']);
  await onShop(['synth', ...REPLICAS], { cwd });
  expect(filesIn(cwd)).toEqual(after);
});

describe('the lock', () => {
  /** A project with a lock, and what its files are before and after a change of config. */
  async function locked(): Promise<{ cwd: string; main: string; before: Record<string, string>; after: Record<string, string> }> {
    const synth = async (...args: readonly string[]): Promise<string> => {
      const folder = newFolder();
      fs.writeFileSync(path.join(folder, 'main.ts'), `export { default } from '${path.join(__dirname, 'testing/kept/main')}';\n`);
      await invoke(['synth'], { cwd: folder });
      if (args.length > 0) await invoke(['synth', ...args], { cwd: folder });
      return folder;
    };
    const [cwd, other] = [await synth(), await synth('--set', 'word=b')];
    return { cwd, main: path.join(cwd, 'main.ts'), before: filesIn(cwd), after: filesIn(other) };
  }
  const change = ['--no-frozen', '--set', 'word=b'];
  const lockIn = (files: Record<string, string>) => files['rollwright.lock.yaml'];

  it('stays the old one, as the output does, after Ctrl-C while files are staged', async () => {
    const { cwd, main, before } = await locked();
    expect(await interrupted(cwd, change, 'writeFileSync:3', 'waiting', 'SIGINT', main)).toMatchObject({ code: 130 });
    expect(filesIn(cwd)).toEqual(before);
  });

  it('is the new one, as the output is, after Ctrl-C in the swap', async () => {
    const { cwd, main, after } = await locked();
    expect(await interrupted(cwd, change, 'renameSync:2', 'waiting', 'SIGINT', main)).toMatchObject({ code: 130 });
    expect(filesIn(cwd)).toEqual(after);
  });

  it('holds at least what the output has after kill -9 in the swap, and the next run finishes', async () => {
    const { cwd, main, after } = await locked();
    expect(await interrupted(cwd, change, 'renameSync:2', 'waiting', 'SIGKILL', main)).toMatchObject({ signal: 'SIGKILL' });
    expect(lockIn(filesIn(cwd))).toBe(lockIn(after));
    await invoke(['synth', ...change], { cwd });
    expect(filesIn(cwd)).toEqual(after);
  });
});
