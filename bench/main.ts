import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { contestants } from './contestants';
import { type Cost, least, measure } from './measure';
import { startup } from './startup';
import { costTable, targetTable } from './targets';

/**
 * `npm run bench [-- N…]`: how much CPU, time and memory it takes to render N services of six objects. All in one run, in turns, and of each figure the
 * least: the ratios are what counts. Output goes to memory where the system has a file system in memory, so that a disk's noise hits nobody.
 */
const DEFAULT_COUNTS = [100, 300, 1000, 3000];

function main(counts: readonly number[]): void {
  const folder = mkdtempSync(join(writable('/dev/shm') ? '/dev/shm' : tmpdir(), 'rollwright-bench-'));
  try {
    const results = new Map<string, Map<number, Cost>>();
    const notes = new Map<string, string>();
    for (const count of counts) run(folder, count, results, notes);
    const small = startup(folder);
    process.stdout.write(`node ${process.version}, ${cpus().length} CPUs, ${new Date().toISOString().slice(0, 10)}\n\n`);
    process.stdout.write(`${costTable(results, counts, notes)}\n\n${targetTable(results)}\n\n${small}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(folder: string, count: number, results: Map<string, Map<number, Cost>>, notes: Map<string, string>): void {
  const here = mkdtempSync(join(folder, `n${count}-`));
  const all = contestants(here);
  const costs = new Map<string, Cost[]>(all.map(({ name }) => [name, []]));
  const rounds = Math.max(...all.map(({ runs }) => runs(count)));
  for (let round = 0; round < rounds; round++) {
    for (const { name, upTo, runs, command } of all) {
      if (count > upTo || round >= runs(count)) continue;
      const prepared = command(count);
      if ('install' in prepared) notes.set(name, `install ${prepared.install}`);
      else {
        if (process.stderr.isTTY) process.stderr.write(`N = ${count}, round ${round + 1}: ${name}\n`);
        costs.get(name)?.push(measure(prepared));
      }
    }
  }
  for (const [name, measured] of costs) {
    const known = results.get(name) ?? new Map<number, Cost>();
    if (measured.length > 0) known.set(count, least(measured));
    results.set(name, known);
  }
  rmSync(here, { recursive: true });
}

function writable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

const asked = process.argv.slice(2).map(Number);
main(asked.length > 0 ? asked : DEFAULT_COUNTS);
