import type { Json, JsonObject } from './json';

/**
 * A value with each text in it, keys too, replaced by what `replace` says of it. What holds no text that changes is given back as it is, the very same reference, so that
 * it costs nothing but the walk.
 */
export function replaceStrings<Value extends Json>(value: Value, replace: (text: string) => string): Value {
  return walk(value, replace) as Value;
}

function walk(value: Json, replace: (text: string) => string): Json {
  if (typeof value === 'string') return replace(value);
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? walkList(value as readonly Json[], replace) : walkObject(value as JsonObject, replace);
}

function walkList(list: readonly Json[], replace: (text: string) => string): readonly Json[] {
  let changed: Json[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const item = list[i] as Json;
    const after = walk(item, replace);
    if (after === item) continue;
    changed ??= list.slice();
    changed[i] = after;
  }
  return changed ?? list;
}

function walkObject(object: JsonObject, replace: (text: string) => string): JsonObject {
  let changed: [string, Json | undefined][] | undefined;
  for (const key in object) {
    const member = object[key];
    const name = replace(key);
    const after = member === undefined ? member : walk(member, replace);
    if (changed === undefined && name === key && after === member) continue;
    changed ??= membersBefore(object, key);
    changed.push([name, after]);
  }
  return changed === undefined ? object : Object.fromEntries(changed);
}

function membersBefore(object: JsonObject, key: string): [string, Json | undefined][] {
  const members = Object.entries(object);
  return members.slice(
    0,
    members.findIndex(([name]) => name === key),
  );
}
