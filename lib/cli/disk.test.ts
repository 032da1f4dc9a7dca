import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { filesIn, newFolder, onShop, removeFolders, SHOP } from './testing/invoke';

afterAll(removeFolders);
jest.setTimeout(30_000);

/** A mount namespace of its own, where this machine allows one; what a real disk does is also tested with injected errors, in writer.test.ts. */
const UNSHARE = [['-m'], ['-rm']].find((flags) => spawnSync('unshare', [...flags, 'true']).status === 0);
const onMount = UNSHARE === undefined ? it.skip : it;

/** Runs a shell script in a folder whose `dist` is a file system of 64 kB with the old output; returns what the run said and how the output compares. */
function onSmallDisk(script: string): string {
  const cwd = newFolder();
  const synth = `${process.execPath} --import ${require.resolve('tsx')} ${path.join(__dirname, 'main.ts')} synth --project ${SHOP}`;
  const prepare = `${synth} --outdir old 2>/dev/null >&2; mkdir dist; mount -t tmpfs -o size=64k none dist; cp -r old/. dist/`;
  const compare = 'diff -r old dist && echo the same; ls -A dist | tr "\\n" " "';
  const { stdout, stderr } = spawnSync('unshare', [...(UNSHARE ?? []), 'sh', '-c', `${prepare}; ${script.replace('SYNTH', synth)}; ${compare}`], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return stdout + stderr;
}

onMount('a full disk: a coded error, and the old output is whole', () => {
  const said = onSmallDisk('dd if=/dev/zero of=dist/filler bs=1k 2>/dev/null; SYNTH --set web.replicas=9 2>&1; echo "exit $?"; rm dist/filler');
  expect(said).toContain('error OUTPUT_DISK_FULL: the disk is full; the output of the last run is unchanged\n  at dist');
  expect(said).toContain('exit 1\nthe same\ndev prod ');
});

onMount('a disk that fills up while files are staged', () => {
  const said = onSmallDisk('dd if=/dev/zero of=dist/filler bs=1k count=32 2>/dev/null; SYNTH --set web.replicas=9 2>&1; echo "exit $?"; rm dist/filler');
  expect(said).toContain('error OUTPUT_DISK_FULL');
  expect(said).toContain('exit 1\nthe same\ndev prod ');
});

onMount('a read-only disk', () => {
  const said = onSmallDisk('mount -o remount,ro dist; SYNTH --set web.replicas=9 2>&1; echo "exit $?"');
  expect(said).toContain('error OUTPUT_NOT_WRITABLE: cannot write the output: the file system is read-only (EROFS)');
  expect(said).toContain('exit 1\nthe same\ndev prod ');
});

onMount('a read-only disk that holds the output already is none of our business', () => {
  const said = onSmallDisk('mount -o remount,ro dist; SYNTH 2>&1; echo "exit $?"');
  expect(said).toContain('dist/prod: 4 objects, 3 files, unchanged\nexit 0\nthe same\n');
});

it.each([
  ['a path that no file can be made in', '/proc/nowhere'],
  ['a path below a file', path.join(SHOP, 'dist')],
])('refuses %s', async (_, outdir) => {
  const ended = await onShop(['synth', '--outdir', outdir], { cwd: newFolder() });
  expect(ended).toMatchObject({ code: 1, out: '' });
  expect(ended.err).toContain('error OUTPUT_NOT_WRITABLE');
});

it('refuses a folder in which this user may not write', async () => {
  const cwd = newFolder();
  spawnSync('chmod', ['555', cwd]);
  expect((await asNobody(() => onShop(['synth'], { cwd }))).err).toContain('error OUTPUT_NOT_WRITABLE');
  spawnSync('chmod', ['755', cwd]);
  expect(filesIn(cwd)).toEqual({});
});

/** Root may write everywhere, so that it becomes another user for as long as this takes. */
async function asNobody<T>(action: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return action();
  process.seteuid?.(65534);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
  }
}
