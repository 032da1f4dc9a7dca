import path from 'node:path';
import { GENERATED } from '../outputs';
import { type Disk, errnoOf } from './disk';

/** What stands at a path: nothing, a folder, a file of ours, or anything else (a link, a socket, a file without our header). */
export type Standing = 'nothing' | 'folder' | 'ours' | 'foreign';

/** Looks at a path without following links. */
export function standing(disk: Disk, file: string): Standing {
  try {
    const stat = disk.lstatSync(file);
    if (stat.isDirectory()) return 'folder';
    return stat.isFile() && isGenerated(disk.readFileSync(file, 'utf8')) ? 'ours' : 'foreign';
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return 'nothing';
    if (errnoOf(error) === 'EACCES') return 'foreign';
    throw error;
  }
}

/** Whether a text's first line says that rollwright wrote it. */
export function isGenerated(text: string): boolean {
  const end = text.indexOf('\n');
  return (end < 0 ? text : text.slice(0, end)).includes(GENERATED);
}

/** A file below a folder. */
export interface Found {
  /** Relative to the folder. */
  readonly file: string;
  readonly standing: 'ours' | 'foreign';
}

/** Every file below a folder (nothing when there is none), sorted; links are not followed. */
export function filesBelow(disk: Disk, folder: string, below = ''): readonly Found[] {
  const found: Found[] = [];
  for (const name of namesIn(disk, path.join(folder, below))) {
    const file = path.join(below, name);
    const what = standing(disk, path.join(folder, file));
    if (what === 'folder') found.push(...filesBelow(disk, folder, file));
    else if (what !== 'nothing') found.push({ file, standing: what });
  }
  return found;
}

/** The sorted names in a folder; none when there is no such folder. */
export function namesIn(disk: Disk, folder: string): readonly string[] {
  try {
    return disk.readdirSync(folder).sort();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return [];
    throw error;
  }
}
