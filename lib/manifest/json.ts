/** A value that JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** An object of JSON values; a member that is `undefined` is absent. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Whether a value is a plain object (not null, not an array). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at a place that should hold one, or an empty one. */
export function objectAt(value: unknown, ...path: readonly string[]): JsonObject {
  let at: unknown = value;
  for (const key of path) at = isObject(at) ? at[key] : undefined;
  return isObject(at) ? at : {};
}

/** The list of objects at a place that should hold one, or an empty list. */
export function objectsAt(value: unknown, ...path: readonly string[]): readonly JsonObject[] {
  let at: unknown = value;
  for (const key of path) at = isObject(at) ? at[key] : undefined;
  return Array.isArray(at) ? at.filter(isObject) : [];
}
