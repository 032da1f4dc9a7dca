import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { filesIn, newFolder, removeFolders } from './testing/invoke';

afterAll(removeFolders);
const ROOT = path.join(__dirname, '../..');
const CDK8S = path.join(path.dirname(require.resolve('cdk8s-cli/package.json')), 'bin/cdk8s');

function cdk8s(args: readonly string[], env: Record<string, string> = {}, cwd = ROOT): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [CDK8S, 'synth', ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', CDK8S_CHECK_UPGRADE: 'false', ...env },
  });
}

/** What `npm run synth` runs. */
function synth(outdir: string, env: Record<string, string> = {}): void {
  const { status, stderr } = spawnSync(process.execPath, ['--import', require.resolve('tsx'), 'lib/cli/main.ts', 'synth', '--outdir', outdir], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
  expect({ status, stderr }).toMatchObject({ status: 0 });
}

it('cdk8s synth writes the same bytes as npm run synth, with ROLLWRIGHT_SET too, and prints the same objects', () => {
  const folder = newFolder();
  const set = { ROLLWRIGHT_SET: 'logLevel=error' };
  synth(path.join(folder, 'npm'), set);
  const { status, stdout } = cdk8s(['-o', path.join(folder, 'cdk8s')], set);
  expect(status).toBe(0);
  const files = filesIn(path.join(folder, 'npm'));
  expect(Object.keys(files).length).toBeGreaterThan(0);
  expect(Object.values(files).join('')).toContain('LOG_LEVEL: error');
  expect(filesIn(path.join(folder, 'cdk8s'))).toEqual(files);
  for (const file of Object.keys(files)) expect(stdout).toContain(`${folder}/cdk8s/${file}`);
});

it('cdk8s synth fails with the coded error', () => {
  const folder = newFolder();
  const { status, stderr } = cdk8s(['-o', path.join(folder, 'dist')], { ROLLWRIGHT_SET: 'nothing.like=this' });
  expect(status).not.toBe(0);
  expect(stderr).toContain('error SETTINGS_UNKNOWN_KEY');
  expect(fs.existsSync(path.join(folder, 'dist'))).toBe(false);
});

it('cdk8s synth keeps generations of config in the lock, although it empties the output folder; frozen in CI', () => {
  const folder = newFolder();
  const main = path.join(folder, 'main.ts');
  fs.writeFileSync(main, `export { default } from '${path.join(__dirname, 'testing/kept/main')}';\n`);
  const app = `node --require ${require.resolve('tsx/cjs')} ${path.join(__dirname, 'main.ts')} synth`;
  fs.writeFileSync(path.join(folder, 'cdk8s.yaml'), `language: typescript\napp: ${app}\nimports: []\n`);
  const words = () => Object.values(filesIn(path.join(folder, 'dist'))).flatMap((text) => text.match(/(?<=WORD: ).*/g) ?? []);
  expect(cdk8s([], { CI: '' }, folder)).toMatchObject({ status: 0 });
  expect(cdk8s([], { CI: '', ROLLWRIGHT_SET: 'word=b' }, folder)).toMatchObject({ status: 0 });
  expect(words()).toEqual(['b', 'dev', 'b', 'prod']);
  const { status, stderr } = cdk8s([], { CI: 'true', ROLLWRIGHT_SET: 'word=c' }, folder);
  expect([status === 0, stderr]).toEqual([false, expect.stringContaining('error LOCK_OUTDATED')]);
  expect(cdk8s([], { CI: 'true', ROLLWRIGHT_SET: 'word=b' }, folder)).toMatchObject({ status: 0 });
  expect(words()).toEqual(['b', 'dev', 'b', 'prod']);
});
