import type { z } from 'zod';
import { isMap, own } from './json';
import { formatPath, type Path } from './path';
import { defOf, type Schema, takesMap, unwrap } from './schema';

/** A name that the schema does not have. */
export interface UnknownKey {
  readonly path: Path;
  /** The names that the schema has there. */
  readonly known: readonly string[];
}

/**
 * The names in a value that a schema does not have, at any depth, whether the author's objects are strict or not: a name that nothing reads is a
 * mistake. Records, loose objects and catchalls take any name; so does what only a transform's code knows.
 */
export function unknownKeys(schema: Schema, value: unknown, path: Path = []): UnknownKey[] {
  if (typeof value !== 'object' || value === null) return [];
  const def = defOf(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return unknownKeys(def.innerType, value, path);
    case 'lazy':
      return unknownKeys(def.getter(), value, path);
    case 'pipe':
      return defOf(def.in).type === 'transform' ? [] : unknownKeys(def.in, value, path);
    case 'union':
      return fewest(def.options.filter((option) => fits(option, value)).map((option) => unknownKeys(option, value, path)));
    case 'intersection':
      return unknownToBoth(unknownKeys(def.left, value, path), unknownKeys(def.right, value, path));
    case 'array':
      return Array.isArray(value) ? value.flatMap((item, at) => unknownKeys(def.element, item, [...path, at])) : [];
    case 'tuple':
      if (!Array.isArray(value)) return [];
      return value.flatMap((item, at) => {
        const part = def.items[at] ?? def.rest;
        return part === null || part === undefined ? [] : unknownKeys(part, item, [...path, at]);
      });
    case 'record':
      return isMap(value) ? Object.entries(value).flatMap(([key, member]) => unknownKeys(def.valueType, member, [...path, key])) : [];
    case 'object':
      return isMap(value) ? Object.keys(value).flatMap((key) => unknownMember(def, key, value[key], path)) : [];
    default:
      return [];
  }
}

function unknownMember(def: z.core.$ZodObjectDef, key: string, member: unknown, path: Path): UnknownKey[] {
  const schema = own(def.shape, key) ?? def.catchall;
  if (schema === undefined || defOf(schema).type === 'never') return [{ path: [...path, key], known: Object.keys(def.shape) }];
  return unknownKeys(schema, member, [...path, key]);
}

/** Whether an alternative of a union may be the one that is meant. */
function fits(option: Schema, value: object): boolean {
  return unwrap(option).schemas.some((schema) => {
    const { type } = defOf(schema);
    if (['any', 'unknown', 'custom', 'transform'].includes(type)) return true;
    return Array.isArray(value) ? type === 'array' || type === 'tuple' : takesMap(schema, value);
  });
}

function fewest(alternatives: readonly UnknownKey[][]): UnknownKey[] {
  return alternatives.reduce<UnknownKey[] | undefined>((least, one) => (least === undefined || one.length < least.length ? one : least), undefined) ?? [];
}

/** Of an intersection, each side knows a part: a name is unknown where neither side knows it, or one does not know what it stands in. */
function unknownToBoth(left: readonly UnknownKey[], right: readonly UnknownKey[]): UnknownKey[] {
  const isIn = (one: UnknownKey, others: readonly UnknownKey[]) => others.some((other) => other.path.every((step, at) => step === one.path[at]));
  const both = new Map<string, UnknownKey>();
  for (const one of [...left.filter((key) => isIn(key, right)), ...right.filter((key) => isIn(key, left))]) {
    const twin = both.get(formatPath(one.path));
    both.set(formatPath(one.path), { path: one.path, known: [...new Set([...(twin?.known ?? []), ...one.known])] });
  }
  return [...both.values()];
}
