import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isRunning, killProcess, type ProcessIdentity } from './process-identity';
import { RUN_MARK, readRecord, runFolders } from './run-record';

/** How long killed processes may take to be gone, in milliseconds. */
const PATIENCE = 20_000;

/**
 * Ends every process of a run, removes its cgroups and its folder.
 *
 * Two ways lead to the processes: the record, and the mark in their environment, for the child that was born between fork and the record's next line.
 */
export async function removeRun(folder: string): Promise<void> {
  const record = readRecord(folder);
  const until = Date.now() + PATIENCE;
  for (;;) {
    const left = [...(record?.children ?? []).filter(isRunning), ...marked(folder)];
    if (left.length === 0) break;
    if (Date.now() > until) throw new Error(`still running after KILL: ${left.map(({ pid }) => pid).join(', ')} (run ${folder})`);
    for (const child of left) killProcess(child);
    await sleep(20);
  }
  for (const cgroup of record?.cgroups ?? []) await removeCgroup(cgroup, until);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 }); // another process may be cleaning up the same run
}

/** Removes what runs left behind whose owner is dead; returns what they were. */
export async function removeDeadRuns(): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const folder of runFolders()) {
    const record = readRecord(folder);
    if (record === undefined ? isYoung(folder) : isRunning(record.owner)) continue;
    await removeRun(folder);
    removed.push(`${record?.what ?? 'a run'} of process ${record?.owner.pid ?? 'unknown'}`);
  }
  return removed;
}

/** A folder without a record belongs to a run that is just beginning, unless it has been so for a minute. */
function isYoung(folder: string): boolean {
  return existsSync(folder) && Date.now() - statSync(folder).mtimeMs < 60_000;
}

function marked(folder: string): readonly ProcessIdentity[] {
  const mark = `${RUN_MARK}=${folder}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => environmentOf(pid).includes(mark))
    .flatMap((pid) => identify(Number(pid)) ?? []);
}

function environmentOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
  } catch {
    return []; // somebody else's process, or one that just ended
  }
}

/** The kernel refuses to remove a cgroup that still holds a dying process or another cgroup, so: leaves first, and again. */
async function removeCgroup(cgroup: string, until: number): Promise<void> {
  while (existsSync(cgroup)) {
    removeLeaves(cgroup);
    if (!existsSync(cgroup)) return;
    if (Date.now() > until) throw new Error(`cannot remove cgroup ${cgroup}: it still holds ${processesOf(cgroup) || 'other cgroups'}`);
    await sleep(50);
  }
}

function removeLeaves(cgroup: string): void {
  try {
    for (const entry of readdirSync(cgroup, { withFileTypes: true })) if (entry.isDirectory()) removeLeaves(join(cgroup, entry.name));
    rmdirSync(cgroup);
  } catch (error) {
    if (!['EBUSY', 'ENOENT', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function processesOf(cgroup: string): string {
  return readFileSync(join(cgroup, 'cgroup.procs'), 'utf8').trim().split('\n').join(', ');
}
