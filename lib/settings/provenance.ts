import type { JsonObject } from './json';
import type { Layer } from './layer';
import { formatPath, leavesOf, type Path, valueAt } from './path';
import { type Word, wordsOn } from './words';

/** Where a value comes from. */
export interface Origin {
  /** The layer whose word counts; `'default'` where no layer says it: the schema's default or transform gave it. */
  readonly winner: Layer | 'default';
  /** What each layer says of it, in the order of the layers; silent layers are left out. */
  readonly words: readonly Word[];
}

/** Where each value comes from, by path (`web.replicas`): every leaf, and every map and list as a whole. */
export type Provenance = ReadonlyMap<string, Origin>;

/**
 * The origin of every place in a validated value.
 * @param merged the layers together, before validation
 */
export function provenanceOf(layers: readonly Layer[], merged: JsonObject, value: unknown): Provenance {
  const origins = new Map<string, Origin>();
  for (const leaf of leavesOf(value)) {
    for (let length = 1; length <= leaf.length; length++) {
      const path = leaf.slice(0, length);
      const text = formatPath(path);
      if (!origins.has(text)) origins.set(text, originOf(layers, merged, path));
    }
  }
  return origins;
}

/** The origin of one place. */
export function originOf(layers: readonly Layer[], merged: JsonObject, path: Path): Origin {
  const words = wordsOn(layers, path);
  return { winner: valueAt(merged, path) === undefined ? 'default' : (words.at(-1)?.layer ?? 'default'), words };
}
