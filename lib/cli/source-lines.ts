import fs from 'node:fs';
import path from 'node:path';
import { type Layer, lineInTypeScript, type Path } from '../settings';

/** The line at which a layer written in TypeScript says a path; for messages only, so that a file that cannot be read is no error. */
export function sourceLine(layer: Pick<Layer, 'kind' | 'file' | 'line'>, at: Path, cwd: string): number | undefined {
  if (layer.kind !== 'program' || layer.file === undefined) return undefined;
  try {
    return lineInTypeScript(fs.readFileSync(path.resolve(cwd, layer.file), 'utf8'), at, layer.line);
  } catch {
    return undefined;
  }
}

/** A file as people read it: relative where it lies in the working folder. */
export function shortPath(file: string, cwd: string): string {
  return file.startsWith(cwd + path.sep) ? path.relative(cwd, file) : file;
}
