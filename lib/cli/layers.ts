import fs from 'node:fs';
import path from 'node:path';
import { type Problem, RollwrightError } from '../errors';
import { type Layer, setFileLayer, setLayer, setStringLayer, valuesFileLayer } from '../settings';
import { errnoOf } from './disk';
import type { Terminal } from './terminal';

/** The options that say settings, in the words of Helm. */
export interface LayerOptions {
  readonly values?: readonly string[] | undefined;
  readonly set?: readonly string[] | undefined;
  readonly setString?: readonly string[] | undefined;
  readonly setFile?: readonly string[] | undefined;
}

/** The environment variable that says settings where nobody can pass options: under `cdk8s synth`. Its text is one `--set` expression. */
export const SET_VARIABLE = 'ROLLWRIGHT_SET';

/**
 * The layers of the command line, in the order in which they go over those of an environment: values files, `ROLLWRIGHT_SET`, `--set`, `--set-string`,
 * `--set-file` (Helm's own order of these, `Options.MergeValues` of pkg/cli/values).
 * @throws RollwrightError every file that cannot be read and every expression that is none, together
 */
export function commandLineLayers(options: LayerOptions, terminal: Pick<Terminal, 'cwd' | 'env'>): readonly Layer[] {
  const problems: Problem[] = [];
  const each = (texts: readonly string[] | undefined, read: (text: string) => Layer): Layer[] =>
    (texts ?? []).flatMap((text) => {
      try {
        return [read(text)];
      } catch (error) {
        if (!(error instanceof RollwrightError)) throw error;
        problems.push(...error.problems);
        return [];
      }
    });
  const variable = terminal.env[SET_VARIABLE];
  const layers = [
    ...each(options.values, (file) => valuesFileLayer({ file, content: readFile(file, terminal.cwd) })),
    ...each(variable === undefined || variable === '' ? [] : [variable], (text) => fromVariable(() => ({ ...setLayer(text), name: SET_VARIABLE }))),
    ...each(options.set, setLayer),
    ...each(options.setString, setStringLayer),
    ...each(options.setFile, (text) => setFileLayer(text, (file) => readText(file, terminal.cwd))),
  ];
  if (problems.length > 0) throw new RollwrightError(problems);
  return layers;
}

/** What is wrong with the variable must not be said of `--set`. */
function fromVariable(read: () => Layer): Layer {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RollwrightError)) throw error;
    throw new RollwrightError(error.problems.map((problem) => ({ ...problem, path: `(from ${SET_VARIABLE})` })));
  }
}

function readFile(file: string, cwd: string): Uint8Array {
  try {
    return fs.readFileSync(path.resolve(cwd, file));
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    const causes: Record<string, string> = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'this user may not read it' };
    throw new RollwrightError({
      code: 'FILE_UNREADABLE',
      message: `${causes[errno] ?? 'the system refused to read it'} (${errno})`,
      file,
      fix: 'Name a file that exists and can be read; paths are relative to the folder that you are in',
    });
  }
}

function readText(file: string, cwd: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFile(file, cwd));
  } catch (error) {
    if (error instanceof RollwrightError) throw error;
    throw new RollwrightError({ code: 'FILE_NOT_TEXT', message: 'it is not UTF-8 text', file, fix: 'Settings hold text; keep binary files out of them' });
  }
}
