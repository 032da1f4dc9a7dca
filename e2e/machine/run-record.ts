import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder';
import type { ProcessIdentity } from './process-identity';

/** What has to be undone after a run; it lies in the run's folder, so that the next run can do it when this one was killed. */
export interface RunRecord {
  /** What it is, for people: `control plane`. */
  readonly what: string;
  readonly owner: ProcessIdentity;
  readonly children: readonly (ProcessIdentity & { readonly name: string })[];
  /** cgroup folders, to be removed with everything beneath them. */
  readonly cgroups: readonly string[];
}

/** Every process of a run carries this variable with the run's folder as its value. */
export const RUN_MARK = 'ROLLWRIGHT_E2E_RUN';

/** Where the runs are, a folder each. */
export function runsFolder(): string {
  return cacheFolder('runs');
}

/** The folders of all the runs that were started and not yet removed. */
export function runFolders(): readonly string[] {
  return readdirSync(runsFolder()).map((name) => join(runsFolder(), name));
}

/** Writes the record so that a reader sees the old one or the new one, never half of it. */
export function writeRecord(folder: string, record: RunRecord): void {
  const file = join(folder, 'run.json');
  writeFileSync(`${file}.new`, JSON.stringify(record, null, 2));
  renameSync(`${file}.new`, file);
}

/** The record of a run; `undefined` when the run was killed before it wrote one, or is gone. */
export function readRecord(folder: string): RunRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as RunRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
