import type { Json, JsonObject } from '../../../manifest';
import { ANY_TEXT, type TextClass } from './text-class';

/** Which values a chart takes, beyond what the schema says. Found out while the chart is learned. */
export interface Domain {
  /** By setting; the keys of a record by its path and `~`. */
  readonly classes: ReadonlyMap<string, TextClass>;
  /** Frozen settings and the values that they may have; undefined stands for absent. */
  readonly pinned: ReadonlyMap<string, readonly (Json | undefined)[]>;
  /** Keys that a record may not have, since they stand in the same map already: those names, and those that begin so. */
  readonly excluded: ReadonlyMap<string, ExcludedKeys>;
  /** How far from zero a whole number may be. */
  readonly bounds: ReadonlyMap<string, number>;
}

export interface ExcludedKeys {
  readonly names: readonly string[];
  readonly prefixes: readonly string[];
}

/** Nothing beyond the schema. */
export const WHOLE_DOMAIN: Domain = { classes: new Map(), pinned: new Map(), excluded: new Map(), bounds: new Map() };

/** Keys that no map of a program can have: JavaScript takes the first for something else, and cdk8s renders no object with the second. */
export const IMPOSSIBLE_KEYS: readonly string[] = ['__proto__', 'constructor'];

export function isExcluded(key: string, excluded: ExcludedKeys | undefined): boolean {
  return excluded !== undefined && (excluded.names.includes(key) || excluded.prefixes.some((prefix) => key.startsWith(prefix)));
}

/** A number's schema, no farther from zero than a bound. */
export function bounded(schema: JsonObject, bound: number | undefined): JsonObject {
  if (bound === undefined) return schema;
  const { minimum = -bound, maximum = bound } = schema as { minimum?: number; maximum?: number };
  return { ...schema, minimum: Math.max(minimum, -bound), maximum: Math.min(maximum, bound) };
}

export function classOf(domain: Domain, path: readonly string[]): TextClass {
  return domain.classes.get(path.join('.')) ?? ANY_TEXT;
}
