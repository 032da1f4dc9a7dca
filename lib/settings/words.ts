import { isMap, type Json, own } from './json';
import type { Layer } from './layer';
import { formatPath, type Path, valueAt } from './path';
import type { Assignment } from './set-syntax';

/** What one layer says about a path. */
export interface Word {
  readonly layer: Layer;
  /**
   * - `sets`: it gives a value; of a map or a list that it changes only in part, that part
   * - `removes`: it says null, for the path or for something around it
   * - `replaces`: it replaces something around the path by a list or a scalar that does not hold it
   */
  readonly says: 'sets' | 'removes' | 'replaces';
  /** What it sets. */
  readonly value?: Json | undefined;
  /** The file and line that say it. */
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

/** Each layer's word on a path, in the order of the layers; silent layers are left out. The last word wins. */
export function wordsOn(layers: readonly Layer[], path: Path): Word[] {
  return layers.flatMap((layer) => {
    const word = layer.assignments === undefined ? wordOf(layer.values, path) : wordOfSet(layer.assignments, layer.values, path);
    if (word === undefined) return [];
    return [{ layer, ...word, file: layer.file, line: lineOf(layer, path) }];
  });
}

type BareWord = { readonly says: 'sets'; readonly value: Json } | { readonly says: 'removes' | 'replaces' };

function wordOf(values: Json | undefined, path: Path): BareWord | undefined {
  let at: Json | undefined = values;
  for (const [depth, step] of path.entries()) {
    if (at === undefined) return undefined;
    if (at === null) return { says: 'removes' };
    if (Array.isArray(at)) {
      // A list replaces the whole list below it: what it does not hold is gone.
      const inside = valueAt(at, path.slice(depth));
      return inside === undefined ? { says: 'replaces' } : { says: 'sets', value: inside };
    }
    if (!isMap(at)) return { says: 'replaces' };
    if (typeof step === 'number') return { says: 'replaces' };
    at = own(at, step);
  }
  if (at === undefined) return undefined;
  return at === null ? { says: 'removes' } : { says: 'sets', value: at };
}

/** The last assignment that touches the path decides; one that reaches inside it sets a part of it. */
function wordOfSet(assignments: readonly Assignment[], values: Json, path: Path): BareWord | undefined {
  let word: BareWord | undefined;
  for (const assignment of assignments) {
    const shared = Math.min(assignment.path.length, path.length);
    if (!assignment.path.slice(0, shared).every((step, at) => step === path[at])) continue;
    if (assignment.path.length <= path.length) word = wordOf(assignment.value, path.slice(shared)) ?? { says: 'replaces' };
    else word = { says: 'sets', value: valueAt(values, path) ?? null };
  }
  return word;
}

/** The line that says the path: its own, or that of the nearest thing around it which has one; of a program's layer, that of its call. */
function lineOf(layer: Layer, path: Path): number | undefined {
  for (let length = path.length; layer.lines !== undefined && length > 0; length--) {
    const line = layer.lines.get(formatPath(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return layer.line;
}
