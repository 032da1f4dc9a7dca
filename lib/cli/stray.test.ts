import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { newFolder, removeFolders } from './testing/invoke';

afterAll(removeFolders);

function synth(text: string): { readonly status: number | null; readonly stderr: string } {
  const cwd = newFolder();
  fs.writeFileSync(path.join(cwd, 'main.ts'), text);
  const tsx = ['--require', require.resolve('tsx/cjs')];
  return spawnSync(process.execPath, [...tsx, path.join(__dirname, 'main.ts'), 'synth'], { cwd, encoding: 'utf8' });
}

it.each([
  ['a promise that nobody waits for', "export const lost = Promise.reject(new Error('no such host'));", 1],
  ['a timer', "setTimeout(() => {\n  throw new Error('no such host');\n}, 0);", 2],
])('%s that fails is a coded error without a stack', (_, text, line) => {
  const { status, stderr } = synth(text);
  expect(status).toBe(1);
  expect(stderr).toContain(`error PROJECT_FAILED: something that the project started failed: no such host\n  at main.ts:${line}\n`);
  expect(stderr).not.toMatch(/^\s+at .*\(/m);
});

it.each([
  [0, 1],
  [3, 3],
])('a project that ends the process with %i is said, and is no success', (code, status) => {
  expect(synth(`process.exit(${code});`)).toMatchObject({ status, stderr: expect.stringContaining('error PROJECT_FAILED: the process ended before') });
});
