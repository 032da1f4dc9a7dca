import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../machine/cache-folder';
import { withLock } from '../machine/lock';
import { findGo, findProgram, MissingProgram, run } from './commands';
import { debianFiles, hasApt } from './debian';
import { type Progress, silent } from './progress';
import { TOOLS, type Tool, type ToolName } from './table';

/** The folder of a tool's programs, built now unless it was built before. Its name holds the hash of everything that decides the result. */
export async function buildTool(name: ToolName, progress: Progress = silent): Promise<string> {
  const folder = builtFolder(name);
  if (existsSync(folder)) return folder;
  const lock = join(cacheFolder('locks'), 'build');
  await withLock(
    lock,
    () => buildOnce(name, folder, progress),
    (owner) => progress.waiting(name, owner),
  );
  return folder;
}

/** Several tools, one after the other: Go uses all processors for one. */
export async function buildTools(names: readonly ToolName[], progress?: Progress): Promise<readonly string[]> {
  const folders: string[] = [];
  for (const name of names) folders.push(await buildTool(name, progress));
  return folders;
}

/** Where a tool's programs are once they are built. */
export function builtFolder(name: ToolName): string {
  const hash = createHash('sha256').update(JSON.stringify([process.platform, process.arch, TOOLS[name]]));
  for (const file of moduleFiles(name)) hash.update(`\0${file}\0`).update(readFileSync(join(moduleFolder(name), file)));
  return join(cacheFolder('tools'), `${name}-${hash.digest('hex').slice(0, 16)}`);
}

function moduleFolder(name: ToolName): string {
  return join(__dirname, name);
}

function moduleFiles(name: ToolName): readonly string[] {
  const files = readdirSync(moduleFolder(name), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(moduleFolder(name).length + 1)).sort();
}

async function buildOnce(name: ToolName, folder: string, progress: Progress): Promise<void> {
  if (existsSync(folder)) return; // somebody else built it while we waited
  const tool: Tool = TOOLS[name];
  const fromSource = tool.cgo === undefined || canCompileC();
  if (fromSource) findGo(); // before saying that a build begins
  removeHalfBuilt();
  const work = mkdtempSync(`${folder}.new-`);
  const done = progress.building(name, tool.firstBuild);
  try {
    const programs = join(work, 'programs');
    mkdirSync(programs);
    if (fromSource) for (const [program, source] of Object.entries(tool.programs)) await goBuild(name, tool, source, join(programs, program));
    else takeFromPath(name, tool, programs);
    await copyModuleFiles(name, tool, programs);
    for (const [alias, program] of Object.entries(tool.links ?? {})) symlinkSync(program, join(programs, alias));
    renameSync(programs, folder);
    done('built');
  } catch (error) {
    done('failed');
    throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What a killed build left; nobody else builds while we hold the lock. */
function removeHalfBuilt(): void {
  for (const entry of readdirSync(cacheFolder('tools')))
    if (entry.includes('.new-')) rmSync(join(cacheFolder('tools'), entry), { recursive: true, force: true });
}

async function goBuild(name: ToolName, tool: Tool, source: string, output: string): Promise<void> {
  const variables = Object.entries(tool.variables ?? {}).map(([variable, text]) => `-X ${variable}=${text}`);
  const flags = ['-trimpath', '-buildvcs=false', '-mod=readonly', '-ldflags', ['-s', '-w', ...variables, ...(tool.linkerFlags ?? [])].join(' ')];
  const tags = tool.tags === undefined ? [] : ['-tags', tool.tags.join(' ')];
  const environment = { GOFLAGS: '', GOWORK: 'off', ...(await cEnvironment(tool)) };
  await run(findGo(), ['build', ...flags, ...tags, '-o', output, source], { cwd: moduleFolder(name), environment });
}

/** Where the build has just been, the modules' sources are in Go's cache; that cache may be emptied later. */
async function copyModuleFiles(name: ToolName, tool: Tool, folder: string): Promise<void> {
  for (const [file, { module, path, isProgram = false }] of Object.entries(tool.files ?? {})) {
    const environment = { GOFLAGS: '', GOWORK: 'off' };
    const source = await run(findGo(), ['list', '-mod=readonly', '-m', '-f', '{{.Dir}}', module], { cwd: moduleFolder(name), environment });
    copyFileSync(join(source.trim(), path), join(folder, file));
    chmodSync(join(folder, file), isProgram ? 0o755 : 0o644);
  }
}

async function cEnvironment({ cgo }: Tool): Promise<Record<string, string>> {
  if (cgo === undefined) return { CGO_ENABLED: '0' };
  const files = join(await debianFiles(cgo.libraries), 'usr');
  const folders = readdirSync(join(files, 'lib')).map((triplet) => `-L${join(files, 'lib', triplet)}`);
  // pkg-config would look for the installed library, which there may be none of.
  return { CGO_ENABLED: '1', PKG_CONFIG: '/bin/true', CGO_CFLAGS: `-I${files}/include`, CGO_LDFLAGS: [...folders, ...cgo.flags].join(' ') };
}

function canCompileC(): boolean {
  return hasApt() && findProgram('gcc') !== undefined;
}

function takeFromPath(name: ToolName, tool: Tool, folder: string): void {
  for (const program of Object.keys(tool.programs)) {
    const installed = findProgram(program);
    if (installed === undefined)
      throw new MissingProgram(`${name} needs gcc and Debian's ${tool.cgo?.libraries.join(', ')}; or install ${program} and put it on PATH`);
    symlinkSync(installed, join(folder, program));
  }
}
