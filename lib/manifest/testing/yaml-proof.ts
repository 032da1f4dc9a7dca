import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const SOURCE = resolve(__dirname, '../../../e2e/tools/yamlproof');

/** Whether Go is there. In CI it must be; elsewhere one line says what was not proved. */
export function goIsThere(): boolean {
  const there = spawnSync('go', ['version']).status === 0;
  if (!there && process.env.CI) throw new Error('CI proves the YAML emitter with Go: install it');
  if (!there) process.stderr.write('skipped: install Go to prove YAML text and canonical JSON with the parsers of Kubernetes\n');
  return there;
}

/** Runs e2e/tools/yamlproof, built once for its sources into the temporary folder, and gives the lines it prints. */
export function yamlProof<Line>(mode: 'documents' | 'streams' | 'canonical', input: readonly unknown[]): readonly Line[] {
  const run = spawnSync(binary(), [mode], { input: input.map((line) => `${JSON.stringify(line)}\n`).join(''), encoding: 'utf8', maxBuffer: 1 << 30 });
  if (run.error) throw run.error;
  if (run.status !== 0 && run.status !== 1) throw new Error(`yamlproof ${mode}: ${run.stderr}`);
  return run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

function binary(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(SOURCE).filter((name) => /\.go$|^go\.(mod|sum)$/.test(name))) hash.update(readFileSync(join(SOURCE, file)));
  const folder = join(tmpdir(), 'rollwright-tools');
  const path = join(folder, `yamlproof-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  // Two test files may build it at the same time: each moves a whole one into place.
  const built = `${path}.${process.pid}`;
  const build = spawnSync('go', ['build', '-o', built, '.'], { cwd: SOURCE, encoding: 'utf8' });
  if (build.status !== 0) throw new Error(`go build of yamlproof failed:\n${build.stderr}`);
  renameSync(built, path);
  return path;
}
