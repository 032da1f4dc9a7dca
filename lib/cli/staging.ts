import path from 'node:path';
import { GENERATED } from '../outputs';
import { sweep } from './carry';
import { type Disk, errnoOf } from './disk';
import { isGenerated, namesIn, standing } from './generated';

/**
 * The staging folder of one run, inside the output folder so that it is on the same file system:
 *
 *     dist/.rollwright-<pid>-<time>/owner     our header, the pid and the folders that are being written
 *     dist/.rollwright-<pid>-<time>/0/new     the first folder as it will be
 *     dist/.rollwright-<pid>-<time>/0/old     the first folder as it was, between the two renames that swap them
 */
const PREFIX = '.rollwright-';
/** No run writes for this long: an older staging folder was left behind, even when its pid is in use again. */
const STALE_MS = 10 * 60 * 1000;

export interface Staging {
  readonly root: string;
  /** Relative to the output folder, in the order of the numbers below `root`. */
  readonly folders: readonly string[];
}

/** Makes the staging folder of this run. */
export function openStaging(disk: Disk, outdir: string, folders: readonly string[]): Staging {
  const root = path.join(outdir, `${PREFIX}${process.pid}-${Date.now().toString(36)}`);
  disk.mkdirSync(root);
  try {
    const owner = { pid: process.pid, folders };
    disk.writeFileSync(path.join(root, 'owner'), `# ${GENERATED} while it writes; left over only when it was killed\n${JSON.stringify(owner)}\n`);
  } catch (error) {
    disk.rmSync(root, { recursive: true, force: true });
    throw error;
  }
  return { root, folders };
}

/** The folder as it will be (`new`) or as it was (`old`). */
export function staged(staging: Staging, index: number, which: 'new' | 'old'): string {
  return path.join(staging.root, String(index), which);
}

/** Removes a staging folder; what it holds of a replaced folder goes to where it belongs first. */
export function closeStaging(disk: Disk, outdir: string, staging: Staging): void {
  staging.folders.forEach((folder, index) => {
    const old = staged(staging, index, 'old');
    if (standing(disk, old) === 'nothing') return;
    const target = path.join(outdir, folder);
    if (standing(disk, target) === 'nothing') disk.renameSync(old, target);
    else sweep(disk, old, target);
  });
  disk.rmSync(staging.root, { recursive: true, force: true });
}

/** Puts right what runs that were killed left behind: a folder that was moved aside comes back, their staging folders go. Touches nothing else. */
export function recover(disk: Disk, outdir: string): void {
  for (const name of namesIn(disk, outdir).filter((entry) => entry.startsWith(PREFIX))) {
    const root = path.join(outdir, name);
    if (!isStale(disk, root, name)) continue;
    const folders = foldersOf(disk, root);
    if (folders !== undefined) closeStaging(disk, outdir, { root, folders });
    else if (namesIn(disk, root).length === 0 && standing(disk, root) === 'folder') disk.rmdirSync(root);
  }
}

/** The folders that a staging folder says it writes; undefined when it is not ours, or was killed before it said so. */
function foldersOf(disk: Disk, root: string): readonly string[] | undefined {
  try {
    const text = disk.readFileSync(path.join(root, 'owner'), 'utf8');
    if (text === '') return [];
    if (!isGenerated(text)) return undefined;
    const { folders } = JSON.parse(text.slice(text.indexOf('\n') + 1)) as { folders: readonly string[] };
    return folders.some((folder) => path.isAbsolute(folder) || folder.split('/').includes('..')) ? undefined : folders;
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    if (errnoOf(error) !== undefined) return undefined;
    throw error;
  }
}

function isStale(disk: Disk, root: string, name: string): boolean {
  const pid = Number(name.slice(PREFIX.length).split('-')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errnoOf(error) === 'ESRCH') return true;
  }
  try {
    return Date.now() - disk.lstatSync(root).mtimeMs > STALE_MS;
  } catch {
    return false;
  }
}
