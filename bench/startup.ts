import { existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { least, measure } from './measure';

const ROOT = join(__dirname, '..');
const RUNS = 7;

/** What `rollwright synth` of the repository's own program costs, against an empty program that imports the same packages; both started by tsx. */
export function startup(folder: string): string {
  if (!existsSync(join(ROOT, 'main.ts'))) return 'the repository declares no program yet';
  const tsx = join(ROOT, 'node_modules/.bin/tsx');
  const empty = [];
  const synth = [];
  for (let run = 0; run < RUNS; run++) {
    empty.push(measure([tsx, join(__dirname, 'programs/empty.ts')]));
    synth.push(measure([tsx, join(ROOT, 'lib/cli/main.ts'), 'synth', '--outdir', mkdtempSync(join(folder, 'dodo-'))]));
  }
  const [least0, least1] = [least(empty), least(synth)];
  return [
    '| | CPU s | wall s |',
    '|-|-|-|',
    `| empty tsx program that imports cdk8s, cdk8s-plus-27, constructs, zod | ${least0.cpu.toFixed(2)} | ${least0.wall.toFixed(2)} |`,
    `| \`rollwright synth\` of dodo, both environments | ${least1.cpu.toFixed(2)} | ${least1.wall.toFixed(2)} |`,
    `| ratio (wanted: at most 1.5) | ${(least1.cpu / least0.cpu).toFixed(2)} | ${(least1.wall / least0.wall).toFixed(2)} |`,
  ].join('\n');
}
