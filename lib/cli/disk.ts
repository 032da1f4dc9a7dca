import * as fs from 'node:fs';
import path from 'node:path';
import { RollwrightError } from '../errors';

/** The file system calls of the writer; tests put failing ones in their place. */
export type Disk = Pick<
  typeof fs,
  | 'mkdirSync'
  | 'readdirSync'
  | 'lstatSync'
  | 'readFileSync'
  | 'writeFileSync'
  | 'renameSync'
  | 'linkSync'
  | 'copyFileSync'
  | 'readlinkSync'
  | 'symlinkSync'
  | 'unlinkSync'
  | 'rmdirSync'
  | 'rmSync'
>;

export const realDisk: Disk = fs;

/** The errno of a failed call (`ENOSPC`), or undefined when it was no system call that failed. */
export function errnoOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, syscall } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && typeof syscall === 'string' ? code : undefined;
}

/** Makes a folder and those above it. Node's own recursive mkdir never ends where the system refuses with ENOENT although the folder above is there, as in /proc. */
export function makeFolder(disk: Pick<Disk, 'mkdirSync'>, folder: string): void {
  try {
    disk.mkdirSync(folder);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'EEXIST' && isFolder(folder)) return;
    const above = path.dirname(folder);
    if (errno !== 'ENOENT' || above === folder || isFolder(above)) throw error;
    makeFolder(disk, above);
    disk.mkdirSync(folder);
  }
}

/** Links are followed: the output folder may be one. */
function isFolder(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}

const CAUSES: Record<string, string> = {
  ENOENT: 'the system makes no files there',
  EROFS: 'the file system is read-only',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a file stands where a folder should be',
  EISDIR: 'a folder stands where a file should be',
  EBUSY: 'it is in use, or a mount point of its own',
  ENAMETOOLONG: 'the path is too long for the file system',
};

/** Turns a failed call of the writer into the error that people read; anything else is passed on as it is. */
export function outputError(error: unknown, path: string): unknown {
  const errno = errnoOf(error);
  if (errno === undefined) return error;
  if (errno === 'ENOSPC' || errno === 'EDQUOT') {
    return new RollwrightError({
      code: 'OUTPUT_DISK_FULL',
      message:
        errno === 'EDQUOT' ? 'the disk quota is used up; the output of the last run is unchanged' : 'the disk is full; the output of the last run is unchanged',
      file: path,
      fix: 'Free some space, or write elsewhere with --outdir, and run again',
    });
  }
  return new RollwrightError({
    code: 'OUTPUT_NOT_WRITABLE',
    message: `cannot write the output: ${CAUSES[errno] ?? 'the system refused'} (${errno}); the output of the last run is unchanged`,
    file: path,
    fix: 'Make this path a folder that this user may write, or write elsewhere with --outdir, and run again',
  });
}
