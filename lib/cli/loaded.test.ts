import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');

test('synth loads nothing that only other commands need: a small program takes as long as loading it does', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rollwright-loaded-'));
  const seen = path.join(folder, 'seen.cjs');
  fs.writeFileSync(
    seen,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(`${folder}/loaded`)}, Object.keys(require.cache).join('\\n')));`,
  );
  const args = ['--require', 'tsx/cjs', '--require', seen, 'lib/cli/main.ts', 'synth', '--outdir', path.join(folder, 'dist')];
  execFileSync(process.execPath, args, { cwd: ROOT, stdio: 'pipe' });
  const loaded = fs.readFileSync(path.join(folder, 'loaded'), 'utf8').split('\n');
  fs.rmSync(folder, { recursive: true });

  expect(loaded).toContain(path.join(ROOT, 'lib/outputs/plain.ts'));
  const superfluous = [/^lib\/outputs\/helm\/(?!helm-chart\.ts)/, /^node_modules\/(yaml|@babel)\//];
  expect(loaded.map((file) => path.relative(ROOT, file)).filter((file) => superfluous.some((one) => one.test(file)))).toEqual([]);
});
