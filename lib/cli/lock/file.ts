import path from 'node:path';
import { RollwrightError } from '../../errors';
import { type Disk, errnoOf, outputError } from '../disk';
import { namesIn } from '../generated';

/**
 * The text of a lock; undefined where there is none.
 * @throws RollwrightError `FILE_UNREADABLE`
 */
export function readLock(file: string, disk: Disk): string | undefined {
  try {
    return disk.readFileSync(file, 'utf8');
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT') return undefined;
    if (errno === undefined) throw error;
    throw new RollwrightError({
      code: 'FILE_UNREADABLE',
      message: `the lock cannot be read (${errno}); nothing was written`,
      file,
      fix: 'Make it a file that this user may read',
    });
  }
}

/**
 * Writes a lock so that the file is, at every instant, the old one or the new one: into a file beside it, which is then renamed.
 * @returns puts the old one back
 * @throws RollwrightError `OUTPUT_NOT_WRITABLE`, `OUTPUT_DISK_FULL`: the old one is there
 */
export function replaceLock(file: string, text: string, disk: Disk): () => void {
  const before = readLock(file, disk);
  put(file, text, disk);
  return () => {
    if (before === undefined) disk.rmSync(file, { force: true });
    else put(file, before, disk);
  };
}

function put(file: string, text: string, disk: Disk): void {
  const staged = `${file}.${process.pid}`;
  try {
    sweep(file, disk);
    disk.writeFileSync(staged, text);
    disk.renameSync(staged, file);
  } catch (error) {
    removeQuietly(staged, disk);
    throw outputError(error, file);
  }
}

/** Removes what a run that was killed between the two calls left behind. */
function sweep(file: string, disk: Disk): void {
  const prefix = `${path.basename(file)}.`;
  for (const name of namesIn(disk, path.dirname(file))) {
    const pid = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    if (/^\d+$/.test(pid) && !isAlive(Number(pid))) disk.rmSync(path.join(path.dirname(file), name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) !== 'ESRCH';
  }
}

/** Cleaning up must not hide why writing failed. */
function removeQuietly(file: string, disk: Disk): void {
  try {
    disk.rmSync(file, { force: true });
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}
