/**
 * `npm run bench:chart [-- LEAVES OBJECTS]`: how much CPU it takes to derive the chart of dodo, or one of a made-up program, and how that grows with the settings'
 * leaves and with the objects. Each case in a process of its own, since what one compiled helps the next.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deriveTemplates } from '../lib/outputs/helm';
import { renderProgram } from '../lib/synth';
import { type Cost, least, measure } from './measure';
import { estate, estateValues, LEAVES_OF_A_TEAM, LITERALS, OBJECTS_OF_A_SERVICE } from './programs/estate';
import { scriptWords } from './script-words';

const CASES: readonly (readonly [leaves: number, objects: number])[] = [
  [15, 300],
  [30, 300],
  [60, 75],
  [60, 150],
  [60, 300],
];

const LIMIT = 30;
const DODO_LIMIT = 5;
const RUNS = 3;

interface Measured {
  readonly cpu: number;
  readonly wall: number;
  readonly renders: number;
  readonly samples: number;
  readonly frozen: number;
  readonly objects: number;
}

/** Derives one chart, here. */
function derived(leaves: number, objects: number): Measured {
  // Where each construct was made is asked by messages only, and costs more than rendering.
  Error.stackTraceLimit = 0;
  const teams = Math.round(leaves / LEAVES_OF_A_TEAM);
  const program = estate(teams, Math.round(objects / OBJECTS_OF_A_SERVICE));
  const [start, wall] = [process.cpuUsage(), performance.now()];
  const chart = deriveTemplates({
    chart: program.name,
    schema: program.settings,
    render: (settings) => renderProgram(program, settings, { sources: 0 }),
    bases: [estateValues(teams)],
    literals: LITERALS,
    progress: (phase, detail) => process.stderr.isTTY && process.stderr.write(`${phase}: ${detail}\n`),
  });
  const { user, system } = process.cpuUsage(start);
  const { renders, samples } = chart.effort;
  return { cpu: (user + system) / 1e6, wall: (performance.now() - wall) / 1000, renders, samples, frozen: chart.frozen.length, objects: chart.order.length };
}

function measured(leaves: number, objects: number): Measured {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...process.execArgv, __filename, String(leaves), String(objects)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Measured;
}

function table(): string {
  const rows = CASES.map(([leaves, objects]) => {
    const { cpu, wall, renders, samples, frozen, objects: found } = measured(leaves, objects);
    return { cpu, text: `| ${leaves} | ${found} | ${cpu.toFixed(1)} | ${wall.toFixed(1)} | ${renders} | ${samples} | ${frozen} |` };
  });
  const last = rows.at(-1)?.cpu ?? 0;
  return [
    '| leaves | objects | CPU s | wall s | renders | samples | frozen |',
    '|-|-|-|-|-|-|-|',
    ...rows.map(({ text }) => text),
    '',
    `60 leaves and 300 objects under ${LIMIT} s of CPU: ${last.toFixed(1)} s, ${last < LIMIT ? 'holds' : 'MISSED'}`,
  ].join('\n');
}

/** The chart of this repository's own program, by the command that writes it. `synth` loads the same, and renders it once for each environment. */
function dodo(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const cost = (command: string): Cost => {
      const words = [...scriptWords('rollwright'), command, '--outdir', join(folder, command)];
      return least(Array.from({ length: RUNS }, () => measure(words, join(__dirname, '..'))));
    };
    const [chart, synth] = [cost('chart'), cost('synth')];
    const deriving = chart.cpu - synth.cpu;
    return [
      '| dodo | CPU s | wall s |',
      '|-|-|-|',
      `| \`rollwright chart\` | ${chart.cpu.toFixed(1)} | ${chart.wall.toFixed(1)} |`,
      `| \`rollwright synth\`, which loads the same | ${synth.cpu.toFixed(1)} | ${synth.wall.toFixed(1)} |`,
      `| deriving, the difference | ${deriving.toFixed(1)} | ${(chart.wall - synth.wall).toFixed(1)} |`,
      '',
      `deriving under ${DODO_LIMIT} s of CPU: ${deriving.toFixed(1)} s, ${deriving < DODO_LIMIT ? 'holds' : 'MISSED'}`,
    ].join('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [leaves, objects] = process.argv.slice(2).map(Number);
if (leaves !== undefined && objects !== undefined) process.stdout.write(`${JSON.stringify(derived(leaves, objects))}\n`);
else process.stdout.write(`${dodo()}\n\n${table()}\n`);
