import path from 'node:path';
import { SynthApp, type SynthAppProps, type SynthFile, type SynthOptions } from '../synth';
import { type Disk, errnoOf, makeFolder, outputError, realDisk } from './disk';

/** Properties of {@link App}. */
export type AppProps = SynthAppProps;

/**
 * cdk8s' `App`, as a drop-in: `import { App } from 'rollwright'` where it said `from 'cdk8s'`, and nothing else changes. The same files with the same content,
 * but in time linear in the number of objects, written so that an interrupted run leaves whole files, and with errors where stock is silent.
 *
 * An app knows no environments, so it has no lock: of an AppConfig in mode `keep` it writes the present generation only.
 *
 * Reads the environment as stock does: `CDK8S_OUTDIR`, `CDK8S_RECORD_CONSTRUCT_METADATA`, `CDK8S_DISABLE_SORT`.
 */
export class App extends SynthApp {
  constructor(props: AppProps = {}) {
    super({ sourceFolder: process.cwd(), ...props });
  }

  /**
   * Writes all files to the output folder. Nothing else in the folder is touched; nothing is written when anything is wrong.
   * @throws RollwrightError VALIDATION_FAILED, DEPENDENCY_CYCLE, DEPENDENCY_OUTSIDE_CHART, OBJECT_UNRENDERABLE, OBJECT_DUPLICATE, FILE_DUPLICATE,
   * OUTPUT_NOT_WRITABLE, OUTPUT_DISK_FULL
   */
  override synth(): void {
    writeFiles(this.outdir, this.eachFile());
  }

  override eachFile(options: SynthOptions = {}): Iterable<SynthFile> {
    return super.eachFile({ ...asEnvironmentSays(), ...options });
  }

  override synthYaml(options: SynthOptions = {}): string {
    return super.synthYaml({ ...asEnvironmentSays(), ...options });
  }
}

function asEnvironmentSays(): SynthOptions {
  return { sortKeys: !process.env.CDK8S_DISABLE_SORT };
}

/**
 * Writes files into a folder: first all of them into a staging folder, then each renamed into place; a folder that is not there yet appears whole.
 * @throws RollwrightError OUTPUT_NOT_WRITABLE, OUTPUT_DISK_FULL, and what making the files throws; what was in the folder before is then as it was
 */
export function writeFiles(outdir: string, files: Iterable<SynthFile>, disk: Disk = realDisk): void {
  const folder = path.resolve(outdir);
  let staging: string | undefined;
  try {
    makeFolder(disk, path.dirname(folder));
    const isNew = !exists(disk, folder);
    staging = isNew ? `${folder}.rollwright-${process.pid}` : path.join(folder, `.rollwright-${process.pid}`);
    disk.rmSync(staging, { recursive: true, force: true });
    disk.mkdirSync(staging);
    const written = stage(disk, staging, files);
    if (isNew) disk.renameSync(staging, folder);
    else moveInto(disk, staging, folder, written);
    staging = undefined;
  } catch (error) {
    throw outputError(error, outdir);
  } finally {
    if (staging !== undefined) removeQuietly(disk, staging);
  }
}

function exists(disk: Disk, folder: string): boolean {
  try {
    disk.readdirSync(folder);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Writes files below the staging folder and returns their paths. */
function stage(disk: Disk, staging: string, files: Iterable<SynthFile>): readonly string[] {
  const folders = new Set<string>();
  const written: string[] = [];
  for (const file of files) {
    const folder = file.path.includes('/') ? path.posix.dirname(file.path) : undefined;
    if (folder !== undefined && !folders.has(folder)) {
      makeFolder(disk, `${staging}/${folder}`);
      folders.add(folder);
    }
    disk.writeFileSync(`${staging}/${file.path}`, file.text);
    written.push(file.path);
  }
  return written;
}

function moveInto(disk: Disk, staging: string, folder: string, files: readonly string[]): void {
  for (const below of new Set(files.filter((file) => file.includes('/')).map((file) => path.posix.dirname(file)))) {
    makeFolder(disk, `${folder}/${below}`);
  }
  for (const file of files) disk.renameSync(`${staging}/${file}`, `${folder}/${file}`);
  disk.rmSync(staging, { recursive: true, force: true });
}

/** Cleaning up must not hide why writing failed. */
function removeQuietly(disk: Disk, staging: string): void {
  try {
    disk.rmSync(staging, { recursive: true, force: true });
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}
