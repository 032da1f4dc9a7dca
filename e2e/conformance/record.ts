/** `npx tsx e2e/conformance/record.ts`: runs the suite and writes docs/conformance.md from what it measured. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { RECORD } from './table';

const ROOT = join(__dirname, '../..');

const { status } = spawnSync('npm', ['run', '--silent', 'e2e', '--', 'e2e/conformance/conformance'], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, [RECORD]: join(ROOT, 'docs/conformance.md') },
});
process.exitCode = status ?? 1;
