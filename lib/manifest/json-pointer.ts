import { isObject, type JsonObject } from './json';

/** A JSON pointer (RFC 6901) one step further: `~` and `/` inside the key are escaped. */
export function pointer(parent: string, key: string | number): string {
  return typeof key === 'number' || !/[~/]/.test(key) ? `${parent}/${key}` : `${parent}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
}

/** The keys that a JSON pointer names, unescaped; the empty pointer names none. */
export function pointerKeys(path: string): string[] {
  return path === ''
    ? []
    : path
        .slice(1)
        .split('/')
        .map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
}

/** An object somewhere in a manifest, and its JSON pointer. */
export interface Placed {
  readonly value: JsonObject;
  readonly path: string;
}

const NOTHING: readonly Placed[] = [];
const NOWHERE: Placed = { value: {}, path: '' };

/** The objects of the list at a place below an object, each with its JSON pointer; none where there is no list. */
export function eachObject(parent: JsonObject, parentPath: string, ...keys: readonly string[]): readonly Placed[] {
  const list = valueAt(parent, keys);
  if (!Array.isArray(list) || list.length === 0) return NOTHING;
  const path = keys.reduce<string>(pointer, parentPath);
  const found: Placed[] = [];
  for (let index = 0; index < list.length; index++) if (isObject(list[index])) found.push({ value: list[index], path: `${path}/${index}` });
  return found;
}

/** The object at a place below an object, with its JSON pointer; an empty one, which stands nowhere, where there is none. */
export function placedAt(parent: Placed, ...keys: readonly string[]): Placed {
  const value = valueAt(parent.value, keys);
  return isObject(value) ? { value, path: keys.reduce<string>(pointer, parent.path) } : NOWHERE;
}

function valueAt(parent: JsonObject, keys: readonly string[]): unknown {
  let value: unknown = parent;
  for (const key of keys) value = isObject(value) ? value[key] : undefined;
  return value;
}
