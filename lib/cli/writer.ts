import path from 'node:path';
import { type Problem, RollwrightError } from '../errors';
import type { OutputFolder } from '../outputs';
import { carry } from './carry';
import { type Disk, errnoOf, makeFolder, outputError, realDisk } from './disk';
import { type Found, filesBelow, standing } from './generated';
import { holdSignals } from './signals';
import { closeStaging, openStaging, recover, type Staging, staged } from './staging';

/** What became of one folder. */
export interface WrittenFolder {
  readonly folder: string;
  /** Its files, relative to the output folder. */
  readonly files: readonly string[];
  /** False when the folder held these bytes already, and was left alone. */
  readonly changed: boolean;
}

/**
 * Writes folders of an output so that each is, at every instant, the old one or the new one as a whole: they are made beside their targets and swapped in by
 * renames when all of them are complete. A run that is killed between the two renames of a swap is put right by the next (`recover`).
 * Files that do not carry our header stay where they are.
 *
 * @param before is called when all is staged and nothing can stop the swap but a failing disk; what it returns takes it back then
 * @throws RollwrightError `OUTPUT_NOT_WRITABLE`, `OUTPUT_DISK_FULL`, `OUTPUT_FOREIGN_FILE`: the old output is whole.
 * @throws Interrupted when a signal came before the swap: the old output is whole.
 */
export async function writeOutput(
  outdir: string,
  folders: readonly OutputFolder[],
  disk: Disk = realDisk,
  before: () => () => void = () => () => {},
): Promise<readonly WrittenFolder[]> {
  let at = outdir;
  try {
    makeFolder(disk, outdir);
    recover(disk, outdir);
    const found = folders.map(({ folder }) => {
      at = path.join(outdir, folder);
      return filesBelow(disk, at);
    });
    refuseCollisions(disk, outdir, folders, found);
    const changed = folders.map((folder, index) => !holdsAlready(disk, outdir, folder, found[index] ?? []));
    const toWrite = folders.map((folder, index) => ({ folder, before: found[index] ?? [] })).filter((_, index) => changed[index]);
    at = outdir;
    if (toWrite.length > 0) await replace(disk, outdir, toWrite, before);
    else before();
    return folders.map(({ folder, files }, index) => ({ folder, files: files.map((file) => `${folder}/${file.path}`), changed: changed[index] ?? false }));
  } catch (error) {
    throw outputError(error, at);
  }
}

/** Puts right what killed runs left behind (see `recover`). @throws RollwrightError where that is not allowed */
export function recoverOutput(outdir: string, disk: Disk = realDisk): void {
  try {
    recover(disk, outdir);
  } catch (error) {
    throw outputError(error, outdir);
  }
}

interface Replacement {
  readonly folder: OutputFolder;
  readonly before: readonly Found[];
}

async function replace(disk: Disk, outdir: string, replacements: readonly Replacement[], before: () => () => void): Promise<void> {
  const signals = holdSignals();
  try {
    const staging = openStaging(
      disk,
      outdir,
      replacements.map(({ folder }) => folder.folder),
    );
    try {
      replacements.forEach((replacement, index) => {
        stage(disk, outdir, replacement, staged(staging, index, 'new'));
      });
      await signals.check();
      const takeBack = before();
      try {
        swapAll(disk, outdir, staging);
      } catch (error) {
        takeBack();
        throw error;
      }
    } finally {
      closeQuietly(disk, outdir, staging);
    }
    await signals.check();
  } finally {
    signals.release();
  }
}

/** Cleaning up must not hide why writing failed, nor fail a run that has written everything; what stays behind, the next run puts right. */
function closeQuietly(disk: Disk, outdir: string, staging: Staging): void {
  try {
    closeStaging(disk, outdir, staging);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}

/** Makes a folder as it will be: the new files, and what is not ours of the old. */
function stage(disk: Disk, outdir: string, { folder, before }: Replacement, to: string): void {
  makeFolder(disk, to);
  for (const { path: file, text } of folder.files) {
    makeFolder(disk, path.dirname(path.join(to, file)));
    disk.writeFileSync(path.join(to, file), text);
  }
  for (const { file, standing: what } of before) {
    if (what === 'foreign') carry(disk, path.join(outdir, folder.folder, file), path.join(to, file));
  }
}

/** Swaps every folder; when one cannot be swapped, those before it are swapped back. */
function swapAll(disk: Disk, outdir: string, staging: Staging): void {
  let swapped = 0;
  try {
    for (const [index, folder] of staging.folders.entries()) {
      const target = path.join(outdir, folder);
      makeFolder(disk, path.dirname(target));
      if (standing(disk, target) !== 'nothing') disk.renameSync(target, staged(staging, index, 'old'));
      disk.renameSync(staged(staging, index, 'new'), target);
      swapped = index + 1;
    }
  } catch (error) {
    for (const [index, folder] of staging.folders.entries()) {
      if (index < swapped) disk.renameSync(path.join(outdir, folder), staged(staging, index, 'new'));
    }
    throw error; // closing the staging folder moves each `old` back
  }
}

function refuseCollisions(disk: Disk, outdir: string, folders: readonly OutputFolder[], before: readonly (readonly Found[])[]): void {
  const problems: Problem[] = [];
  for (const [index, { folder, files }] of folders.entries()) {
    const target = path.join(outdir, folder);
    if (!['nothing', 'folder'].includes(standing(disk, target))) {
      problems.push({
        code: 'OUTPUT_NOT_WRITABLE',
        message: 'a file or a link stands where the output folder goes; the output of the last run is unchanged',
        file: target,
        fix: 'Move it away, or write elsewhere with --outdir',
      });
    }
    const foreign = (before[index] ?? []).filter(({ standing: what }) => what === 'foreign').map(({ file }) => file.split(path.sep).join('/'));
    for (const { path: file } of files) {
      if (foreign.some((other) => other === file || other.startsWith(`${file}/`) || file.startsWith(`${other}/`))) {
        problems.push({
          code: 'OUTPUT_FOREIGN_FILE',
          message: 'a file that rollwright did not write has the name of one that it would write; nothing was written',
          file: path.join(target, file),
          fix: 'Move it away; generated files are known by their first line',
        });
      }
    }
  }
  if (problems.length > 0) throw new RollwrightError(problems);
}

/** Whether a folder's files of ours are these, byte for byte. */
function holdsAlready(disk: Disk, outdir: string, { folder, files }: OutputFolder, before: readonly Found[]): boolean {
  const ours = before.filter(({ standing: what }) => what === 'ours');
  return (
    standing(disk, path.join(outdir, folder)) === 'folder' &&
    ours.length === files.length &&
    files.every((file) => {
      const at = path.join(outdir, folder, file.path);
      return standing(disk, at) === 'ours' && disk.readFileSync(at, 'utf8') === file.text;
    })
  );
}
