import { isObject, type Json, type JsonObject } from '../../../manifest';
import { isSecretPath, type SettingsSchema } from '../../../settings';

/** Values without those at some paths: settings that are the release's. */
export function withoutPaths(values: JsonObject, paths: readonly (readonly string[])[]): JsonObject {
  return paths.reduce(withoutPath, values);
}

function withoutPath(values: JsonObject, [step, ...rest]: readonly string[]): JsonObject {
  if (step === undefined || values[step] === undefined) return values;
  if (rest.length === 0) return Object.fromEntries(Object.entries(values).filter(([key]) => key !== step));
  const there = values[step];
  return isObject(there) ? { ...values, [step]: withoutPath(there, rest) } : values;
}

/** Values without secrets. A list that holds one is left out whole, since lists do not merge. */
export function withoutSecrets(schema: SettingsSchema, values: JsonObject): JsonObject {
  return (kept(schema, values, []) ?? {}) as JsonObject;
}

function kept(schema: SettingsSchema, value: Json, path: readonly (string | number)[]): Json | undefined {
  if (path.length > 0 && isSecretPath(schema, path)) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item: Json, at) => kept(schema, item, [...path, at]));
    return items.every((item, at) => item !== undefined && item === value[at]) ? value : undefined;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, kept(schema, member as Json, [...path, key])] as const);
  if (entries.every(([key, member]) => member === value[key])) return value;
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined));
}
