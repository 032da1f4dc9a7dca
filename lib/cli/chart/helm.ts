import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { RollwrightError } from '../../errors';
import type { Terminal } from '../terminal';

const run = promisify(execFile);

/** What the environment may name instead of the helm on PATH. */
export const HELM_VARIABLE = 'ROLLWRIGHT_HELM';

/**
 * The oldest version that takes every value that a chart takes. Those before read values through YAML to check them, and fail for a U+007F in a text
 * (pkg/chartutil/jsonschema.go, `ValidateAgainstSingleSchema`, changed in v3.18.5).
 */
const OLDEST = [3, 18, 5] as const;

/** What a run of helm gave. */
export type HelmAnswer = { readonly text: string } | { readonly refused: string };

/** A helm binary. */
export interface Helm {
  readonly version: string;
  /** @returns what it printed, or why it refused */
  run(args: readonly string[]): Promise<HelmAnswer>;
}

/**
 * The helm that ROLLWRIGHT_HELM or HELM names, or the one on PATH; run without plugins or settings of this user.
 * @param home a folder of its own, for what it keeps
 * @throws RollwrightError HELM_MISSING, HELM_TOO_OLD
 */
export async function findHelm(terminal: Pick<Terminal, 'env' | 'cwd'>, home: string): Promise<Helm> {
  const file = helmFile(terminal);
  if (file === undefined) throw missing('there is no helm on PATH, and ROLLWRIGHT_HELM names none');
  const env = { PATH: terminal.env.PATH, HOME: home };
  const ask = async (args: readonly string[]): Promise<HelmAnswer> => {
    try {
      const { stdout } = await run(file, [...args], { env, cwd: home, maxBuffer: 1 << 29 });
      return { text: stdout };
    } catch (error) {
      const { stderr = '', stdout = '', code } = error as { stderr?: string; stdout?: string; code?: unknown };
      if (typeof code !== 'number') throw missing(`${file} cannot be run: ${(error as Error).message}`);
      return { refused: `${stderr}${stdout}`.trim() };
    }
  };
  const answer = await ask(['version', '--template', '{{.Version}}']);
  const version = 'text' in answer ? answer.text.trim() : answer.refused;
  const numbers = /^v(\d+)\.(\d+)(?:\.(\d+))?/.exec(version)?.slice(1).map(Number);
  if (numbers === undefined) throw missing(`${file} does not say its version: ${version.split('\n', 1)[0]}`);
  if (isOlder(numbers)) throw tooOld(file, version);
  return { version, run: ask };
}

function helmFile({ env, cwd }: Pick<Terminal, 'env' | 'cwd'>): string | undefined {
  const named = [env[HELM_VARIABLE], env.HELM].find((one) => one !== undefined && one !== '');
  if (named?.includes(path.sep)) return path.resolve(cwd, named);
  const folders = (env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => path.join(folder, named ?? 'helm')).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

const HOW =
  'install Helm (https://helm.sh/docs/intro/install: `brew install helm`, `apt-get install helm`, …), or name a binary: ROLLWRIGHT_HELM=/path/to/helm';

function missing(message: string): RollwrightError {
  return new RollwrightError({ code: 'HELM_MISSING', message, fix: HOW });
}

function isOlder(version: readonly number[]): boolean {
  const at = OLDEST.findIndex((part, n) => (version[n] || 0) !== part);
  return at >= 0 && (version[at] || 0) < (OLDEST[at] ?? 0);
}

function tooOld(file: string, version: string): RollwrightError {
  return new RollwrightError({ code: 'HELM_TOO_OLD', message: `${file} is helm ${version}; charts are proved with v${OLDEST.join('.')} and newer`, fix: HOW });
}
