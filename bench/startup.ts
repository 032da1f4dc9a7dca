import { existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type Cost, least, measure } from './measure';
import { scriptWords } from './script-words';

const ROOT = join(__dirname, '..');
const RUNS = 9;

/**
 * What `npm run synth` runs, for the repository's own program, against an empty program that imports the same packages: started by the `tsx` command, which
 * starts a second process and an ES module loader, and in the same way as ours.
 */
export function startup(folder: string): string {
  if (!existsSync(join(ROOT, 'main.ts'))) return 'the repository declares no program yet';
  const synth = scriptWords('synth');
  const empty = join(__dirname, 'programs/empty.ts');
  const entry = synth.findIndex((word) => word.endsWith('.ts'));
  const commands: readonly (() => readonly string[])[] = [
    () => [join(ROOT, 'node_modules/.bin/tsx'), empty],
    () => [...synth.slice(0, entry), empty],
    () => [...synth, '--outdir', mkdtempSync(join(folder, 'dodo-'))],
  ];
  const costs: Cost[][] = commands.map(() => []);
  for (let run = 0; run < RUNS; run++) for (const [i, command] of commands.entries()) costs[i]?.push(measure(command(), ROOT));
  const [byTsx, alike, ours] = costs.map(least) as [Cost, Cost, Cost];
  return [
    '| | CPU s | wall s |',
    '|-|-|-|',
    row('`tsx` with an empty program that imports cdk8s, cdk8s-plus-27, constructs, zod', byTsx),
    row(`\`${synth.slice(0, entry).join(' ')}\` with the same program`, alike),
    row(`\`${synth.join(' ')}\`, which is \`npm run synth\`: dodo, both environments`, ours),
    row('ours / `tsx` with an empty program (wanted: at most 1.5)', ratio(ours, byTsx)),
    row('ours / the same program started as ours is', ratio(ours, alike)),
  ].join('\n');
}

function ratio(a: Cost, b: Cost): Pick<Cost, 'cpu' | 'wall'> {
  return { cpu: a.cpu / b.cpu, wall: a.wall / b.wall };
}

function row(says: string, { cpu, wall }: Pick<Cost, 'cpu' | 'wall'>): string {
  return `| ${says} | ${cpu.toFixed(2)} | ${wall.toFixed(2)} |`;
}
