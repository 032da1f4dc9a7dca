import { Lazy } from 'cdk8s';

/** Thrown when a value is outside what {@link plain} knows; the caller then takes cdk8s' own way, which may know it or say what is wrong. */
export const UNKNOWN_VALUE = Symbol('unknown value');

/** Which empty values are left out: cdk8s does so in metadata only. */
export type Empty = 'kept' | 'dropped';

export type Members = { [key: string]: unknown };

/**
 * A value with its Lazys, tokens (`resolve()`) and unions (`value`) resolved and nulls left out: cdk8s' `resolve` (lib/resolve.ts, with its three built-in
 * resolvers) and `sanitizeValue` (lib/_util.ts) in one pass, but for the order of keys. What is plain already is given back as it is, not copied: most of a
 * manifest is. In lists, which cannot leave anything out, a missing value is null. Values are asked for in the order in which they were written, as stock asks.
 */
export function plain(value: unknown, empty: Empty): unknown {
  switch (typeof value) {
    case 'object':
      return value === null ? undefined : Array.isArray(value) ? plainList(value, empty) : plainObject(value as Members, empty);
    case 'function':
      throw UNKNOWN_VALUE;
    default:
      return value;
  }
}

function plainList(list: readonly unknown[], empty: Empty): unknown {
  const length = list.length;
  if (length === 0 && empty === 'dropped') return undefined;
  let changed: unknown[] | undefined;
  for (let i = 0; i < length; i++) {
    const item = list[i];
    const made = typeof item === 'string' ? item : (plain(item, empty) ?? null);
    if (made === item) continue;
    changed ??= [...list];
    changed[i] = made;
  }
  return changed ?? list;
}

function plainObject(object: Members, empty: Empty): unknown {
  if (Object.getPrototypeOf(object) !== Object.prototype) return plainInstance(object, empty);
  let changed: Members | undefined;
  let isEmpty = true;
  // for…in: its loads are by position, several times faster than by name, and the prototype has nothing to list
  for (const key in object) {
    const value = object[key];
    if (key === 'constructor' || key === '__proto__') throw UNKNOWN_VALUE;
    if (typeof value === 'string') {
      isEmpty = false;
      continue;
    }
    if (key === 'resolve' && typeof value === 'function') return plain(value.call(object), empty);
    const made = plain(value, empty);
    if (made !== undefined) isEmpty = false;
    if (made === value) continue;
    changed ??= { ...object };
    changed[key] = made;
  }
  return isEmpty && empty === 'dropped' ? undefined : (changed ?? object);
}

function plainInstance(object: Members, empty: Empty): unknown {
  if (object instanceof Lazy) return plain(object.produce(), empty);
  if (typeof object.resolve === 'function') return plain(object.resolve(), empty);
  const union = object.value;
  if (typeof union === 'number' || typeof union === 'string') return { value: union };
  throw UNKNOWN_VALUE;
}
