import path from 'node:path';
import { type Disk, errnoOf, makeFolder } from './disk';
import { namesIn, standing } from './generated';

/** Brings a foreign file into the folder that replaces its own: as a second link to the same file, or as a copy where the file system has no links. */
export function carry(disk: Disk, from: string, to: string): void {
  makeFolder(disk, path.dirname(to));
  if (disk.lstatSync(from).isSymbolicLink()) {
    disk.symlinkSync(disk.readlinkSync(from), to);
    return;
  }
  try {
    disk.linkSync(from, to);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV'].includes(errnoOf(error) ?? '')) throw error;
    disk.copyFileSync(from, to);
  }
}

/**
 * Empties a folder that was replaced: our files are removed, everything else (carried already, or put there in the meantime) ends in the folder that
 * replaced it. Nothing foreign is removed but the second name of a file that is in its new place.
 */
export function sweep(disk: Disk, old: string, replacement: string): void {
  for (const name of namesIn(disk, old)) {
    const from = path.join(old, name);
    const to = path.join(replacement, name);
    const what = standing(disk, from);
    if (what === 'folder') {
      if (standing(disk, to) !== 'nothing') sweep(disk, from, to);
      else if (holdsForeign(disk, from)) disk.renameSync(from, to);
      else sweep(disk, from, to);
    } else if (what === 'ours' || sameFile(disk, from, to)) {
      disk.unlinkSync(from);
    } else {
      disk.renameSync(from, to);
    }
  }
  if (standing(disk, old) === 'folder') disk.rmdirSync(old);
}

/** Whether a folder is to be kept: it holds something foreign, or nothing at all (then somebody made it). */
function holdsForeign(disk: Disk, folder: string): boolean {
  const names = namesIn(disk, folder);
  return (
    names.length === 0 ||
    names.some((name) => {
      const what = standing(disk, path.join(folder, name));
      return what === 'folder' ? holdsForeign(disk, path.join(folder, name)) : what === 'foreign';
    })
  );
}

function sameFile(disk: Disk, a: string, b: string): boolean {
  if (standing(disk, b) === 'nothing') return false;
  const [first, second] = [disk.lstatSync(a), disk.lstatSync(b)];
  return first.ino === second.ino && first.dev === second.dev;
}
