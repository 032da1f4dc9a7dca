import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a command cost. */
export interface Cost {
  /** Seconds of user and system time, of all its threads and children. */
  readonly cpu: number;
  /** Seconds from start to end. */
  readonly wall: number;
  /** Peak resident memory in MB; `undefined` without GNU time. */
  readonly memory: number | undefined;
}

const GNU_TIME = '/usr/bin/time';

/**
 * Runs a command with its standard output thrown away. CPU time is what the shell's `times` says of its children, in milliseconds, for every contestant
 * alike; GNU time, where it is installed, adds the peak memory.
 * @param cwd The folder that it runs in; this process's own if absent
 */
export function measure(command: readonly string[], cwd = process.cwd()): Cost {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const peak = join(folder, 'peak');
  const timed = existsSync(GNU_TIME) ? [GNU_TIME, '-f', '%M', '-o', peak, ...command] : command;
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync('bash', ['-c', '"$@" >/dev/null || exit $?; times', 'bench', ...timed], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  try {
    if (status !== 0) throw new Error(`${command.join(' ')} failed:\n${stderr.split('\n').slice(0, 20).join('\n')}`);
    const memory = existsSync(peak) ? Number(readFileSync(peak, 'utf8').trim()) / 1024 : undefined;
    return { cpu: seconds(stdout.trim().split('\n')[1] ?? ''), wall, memory };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** `0m1.234s 0m0.056s` as a sum. */
function seconds(times: string): number {
  return [...times.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest), 0);
}

/** Each figure the least of several runs: what is more is other work of the machine. */
export function least(costs: readonly Cost[]): Cost {
  const memories = costs.flatMap(({ memory }) => (memory === undefined ? [] : [memory]));
  return {
    cpu: Math.min(...costs.map(({ cpu }) => cpu)),
    wall: Math.min(...costs.map(({ wall }) => wall)),
    memory: memories.length === 0 ? undefined : Math.min(...memories),
  };
}
