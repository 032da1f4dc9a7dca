import { createRequire } from 'node:module';
import path from 'node:path';
import { RollwrightError } from '../errors';
import { realDisk } from './disk';
import { standing } from './generated';
import { isProject, type Project } from './project';
import { whereThrown } from './thrown';

/** A project as it was found. */
export interface LoadedProject {
  readonly project: Project;
  /** The file that declares it. */
  readonly file: string;
}

/** Runs a module and returns what it exports. */
export type LoadModule = (file: string) => unknown;

const DEFAULTS = ['main.ts', 'main.js', 'main.cjs'];

/**
 * Finds and loads the declaration of a project.
 * @param named What `--project` says: a file, or a folder with a main file
 * @throws RollwrightError `PROJECT_NOT_FOUND`, `PROJECT_LOADER_MISSING`, `PROJECT_FAILED`, `PROJECT_INVALID`
 */
export function loadProject(cwd: string, named: string | undefined, load: LoadModule = loadModule): LoadedProject {
  const file = projectFile(cwd, named);
  let exported: unknown;
  try {
    exported = load(file);
  } catch (error) {
    if (error instanceof RollwrightError) throw error;
    throw projectFailed(error, file, cwd);
  }
  const project = [exported, defaultOf(exported), defaultOf(defaultOf(exported))].find(isProject);
  if (project === undefined) {
    throw new RollwrightError({
      code: 'PROJECT_INVALID',
      message: 'the default export is not a rollwright declaration',
      file: relative(cwd, file),
      fix: 'End the file with `export default rollwright({ programs: […], environments: {…} })`',
    });
  }
  return { project, file };
}

/**
 * The file that declares a project.
 * @param named What `--project` says
 * @throws RollwrightError `PROJECT_NOT_FOUND`
 */
export function projectFile(cwd: string, named: string | undefined): string {
  const at = path.resolve(cwd, named ?? '.');
  const candidates = named !== undefined && standing(realDisk, at) !== 'folder' ? [at] : DEFAULTS.map((name) => path.join(at, name));
  const found = candidates.find((file) => ['ours', 'foreign'].includes(standing(realDisk, file)));
  if (found !== undefined) return found;
  throw new RollwrightError({
    code: 'PROJECT_NOT_FOUND',
    message: `there is no ${candidates.map((file) => relative(cwd, file)).join(', ')}`,
    fix: 'Run in the folder of main.ts, or name the file with --project FILE',
  });
}

function relative(cwd: string, file: string): string {
  const short = path.relative(cwd, file);
  return short.startsWith('..') ? file : short;
}

function defaultOf(exported: unknown): unknown {
  return typeof exported === 'object' && exported !== null ? (exported as { default?: unknown }).default : undefined;
}

function projectFailed(error: unknown, file: string, cwd: string): RollwrightError {
  const { message, at } = whereThrown(error, cwd);
  return new RollwrightError({
    code: 'PROJECT_FAILED',
    message: `the project could not be loaded: ${message}`,
    file: at ?? relative(cwd, file),
    fix: 'Correct the file; ROLLWRIGHT_DEBUG=1 shows the whole stack',
  });
}

/** Loads a JavaScript or TypeScript file with the loader that runs already, else with the project's own tsx or ts-node, else with what Node can do. */
export function loadModule(file: string): unknown {
  const from = createRequire(file);
  if (!/\.[cm]?tsx?$/.test(file) || loaderRuns()) return from(file);
  const tsx = resolved(from, 'tsx/cjs/api');
  if (tsx !== undefined) {
    register(tsx, from(tsx) as Tsx);
    return from(file);
  }
  const tsNode = resolved(from, 'ts-node');
  if (tsNode !== undefined) {
    (from(tsNode) as { register(options: object): void }).register({ transpileOnly: true, cwd: path.dirname(file) });
    return from(file);
  }
  if (from.extensions['.ts'] !== undefined) return from(file);
  throw new RollwrightError({
    code: 'PROJECT_LOADER_MISSING',
    message: 'the project is TypeScript, and nothing here can load it',
    file,
    fix: 'Run `npm install --save-dev tsx`, or compile the project and name the result with --project main.js',
  });
}

interface Tsx {
  register(): void;
}

const registered = new Set<string>();

/**
 * For the whole process: tsx' own `require` loads every package that a project imports a second time, in a namespace of its own, and then the project's cdk8s
 * and rollwright would be others than the command's. What the one makes the other does not know: `instanceof Lazy`, `instanceof RollwrightError`.
 */
function register(id: string, tsx: Tsx): void {
  if (registered.has(id)) return;
  registered.add(id);
  tsx.register();
}

/** Whether this process was started under tsx, ts-node or the like. */
function loaderRuns(): boolean {
  return Symbol.for('ts-node.register.instance') in process || process.execArgv.some((arg) => /\b(tsx|ts-node|swc-node|esbuild-register)\b/.test(arg));
}

function resolved(from: NodeJS.Require, id: string): string | undefined {
  try {
    return from.resolve(id);
  } catch {
    return undefined;
  }
}
