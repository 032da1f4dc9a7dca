import type { Problem } from '../errors';
import { configKey, nameError, shellName } from './names';

/**
 * Typed data that becomes environment variables. Objects nest (`WEB: { PORT: 1 }` is `WEB__PORT`), lists are numbered (`WEB__HOSTS__0`), and a member that
 * is `undefined` is absent; so are all members of an empty list or object.
 */
export type ConfigValue = string | number | boolean | undefined | readonly ConfigValue[] | { readonly [key: string]: ConfigValue };

/** What stands between the levels of a key. */
export const LEVEL = '__';

/** Flat data, in the order in which it is written, and what is wrong with it. */
export interface Flat {
  readonly data: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** Flattens typed data. Every problem is found, none is thrown. */
export function flatten(data: { readonly [key: string]: ConfigValue }): Flat {
  const flat = { data: new Map<string, string>(), places: new Map<string, string>(), problems: [] as Problem[] };
  members(data, '', '', flat);
  return flat;
}

interface Flattening {
  readonly data: Map<string, string>;
  /** The place of each key in the typed data. */
  readonly places: Map<string, string>;
  readonly problems: Problem[];
}

function members(object: object, key: string, place: string, flat: Flattening): void {
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    const at = place === '' ? name : `${place}.${name}`;
    if (name === '') flat.problems.push({ code: 'CONFIG_KEY_INVALID', path: at, message: 'a key is empty', fix: 'Give every level of a key a name.' });
    else add(value, key === '' ? name : key + LEVEL + name, at, flat);
  }
}

function add(value: unknown, key: string, place: string, flat: Flattening): void {
  if (Array.isArray(value)) {
    // By index, since forEach would skip the holes of a sparse list.
    for (let index = 0; index < value.length; index++) add(value[index], `${key}${LEVEL}${index}`, `${place}.${index}`, flat);
  } else if (isPlainObject(value)) {
    members(value, key, place, flat);
  } else {
    leaf(value, key, place, flat);
  }
}

function leaf(value: unknown, key: string, place: string, flat: Flattening): void {
  const problem = leafProblem(value, key, place, flat.places.get(key));
  if (problem !== undefined) {
    flat.problems.push(problem);
    return;
  }
  flat.places.set(key, place);
  flat.data.set(key, String(value));
}

function leafProblem(value: unknown, key: string, path: string, taken: string | undefined): Problem | undefined {
  const why = valueError(value);
  if (why !== undefined) return { code: 'CONFIG_VALUE_INVALID', path, ...why };
  const notAName = nameError(shellName, key) ?? nameError(configKey, key);
  if (notAName !== undefined) {
    const message = `${JSON.stringify(key)} is no name that a shell accepts: ${notAName}`;
    return { code: 'CONFIG_KEY_INVALID', path, message, fix: 'Rename it, or put it under `files` if it is one.' };
  }
  if (taken === undefined) return undefined;
  const fix = 'Write one of them in the way of the other, or drop it.';
  return { code: 'CONFIG_KEY_COLLISION', path, message: `${taken} and ${path} both become the key ${key}`, fix };
}

/** Why a value cannot be written as it is meant, without the value itself where it could be a secret. */
function valueError(value: unknown): { message: string; fix: string } | undefined {
  switch (typeof value) {
    case 'boolean':
      return undefined;
    case 'string':
      return value.includes('\0')
        ? { message: 'the text holds a NUL character, which no environment variable can carry', fix: 'Put it under `binaryFiles`.' }
        : undefined;
    case 'number':
      return numberError(value);
    case 'undefined':
      return { message: 'an item of the list is undefined, which would leave a gap in the numbers', fix: 'Filter the list first.' };
    default:
      if (value === null) return { message: 'null has no text', fix: "Leave the key out with undefined, or write ''." };
      return {
        message: `a ${typeof value === 'object' ? className(value) : typeof value} has no text of its own`,
        fix: 'Write the string that the program should read.',
      };
  }
}

function numberError(value: number): { message: string; fix: string } | undefined {
  const fix = 'Write the string that the program should read.';
  if (!Number.isFinite(value)) return { message: `${value} is no number that a program reads back`, fix };
  if (Object.is(value, -0)) return { message: '-0 would be written as 0', fix };
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    return { message: `${value} is beyond the whole numbers that are kept exactly, so it may not be what was written`, fix };
  return undefined;
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another realm (a vm context, jest) have an Object.prototype of their own, which has no prototype either.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function className(value: object): string {
  return value.constructor?.name || 'object';
}
