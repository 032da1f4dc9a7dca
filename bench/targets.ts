import type { Cost } from './measure';

/** What was measured: by contestant and number of services. */
export type Results = ReadonlyMap<string, ReadonlyMap<number, Cost>>;

interface Target {
  readonly says: string;
  readonly wanted: string;
  readonly ratio: (cpu: (name: string, count: number) => number | undefined) => readonly [number | undefined, number | undefined];
  readonly holds: (ratio: number) => boolean;
}

const OURS = 'rollwright App, a Chart each';

const TARGETS: readonly Target[] = [
  {
    says: 'stock cdk8s, a Chart each / ours, N = 3000',
    wanted: 'at least 25',
    ratio: (cpu) => [cpu('stock cdk8s, a Chart each', 3000), cpu(OURS, 3000)],
    holds: (ratio) => ratio >= 25,
  },
  {
    says: 'ours / helm template, N = 3000',
    wanted: 'at most 0.6',
    ratio: (cpu) => [cpu(OURS, 3000), cpu('helm template, one chart, range', 3000)],
    holds: (ratio) => ratio <= 0.6,
  },
  {
    says: 'ours / floor, N = 3000',
    wanted: 'at most 2.2',
    ratio: (cpu) => [cpu(OURS, 3000), cpu('floor: plain objects, our emitter', 3000)],
    holds: (ratio) => ratio <= 2.2,
  },
  {
    says: 'the same, both started with node options for large trees',
    wanted: 'at most 2.2',
    ratio: (cpu) => [cpu('rollwright App, a Chart each, node with options', 3000), cpu('floor, node with options', 3000)],
    holds: (ratio) => ratio <= 2.2,
  },
  { says: 'ours, N = 3000 / N = 1000', wanted: 'at most 3.3', ratio: (cpu) => [cpu(OURS, 3000), cpu(OURS, 1000)], holds: (ratio) => ratio <= 3.3 },
];

/** Each target with what was measured. */
export function targetTable(results: Results): string {
  const cpu = (name: string, count: number) => results.get(name)?.get(count)?.cpu;
  const rows = TARGETS.map(({ says, wanted, ratio, holds }) => {
    const [above, below] = ratio(cpu);
    if (above === undefined || below === undefined) return `| ${says} | ${wanted} | not measured | |`;
    return `| ${says} | ${wanted} | ${(above / below).toFixed(2)} | ${holds(above / below) ? 'holds' : 'MISSED'} |`;
  });
  return ['| CPU ratio | wanted | measured | |', '|-|-|-|-|', ...rows].join('\n');
}

/** Costs as `CPU s / wall s / peak MB`, a row for each contestant. */
export function costTable(results: Results, counts: readonly number[], notes: ReadonlyMap<string, string>): string {
  const rows = [...results].map(([name, costs]) => {
    const cells = counts.map((count) => {
      const cost = costs.get(count);
      if (cost === undefined) return notes.get(name) ?? '-';
      return `${cost.cpu.toFixed(2)} / ${cost.wall.toFixed(2)} / ${cost.memory?.toFixed(0) ?? '?'}`;
    });
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  return [`| CPU s / wall s / peak MB | ${counts.map((count) => `N = ${count}`).join(' | ')} |`, `|-${'|-'.repeat(counts.length)}|`, ...rows].join('\n');
}
