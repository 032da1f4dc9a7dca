/** A value that JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** An object of JSON values; a member that is `undefined` is absent. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Whether a value is a map: an object that is neither null nor a list. */
export function isMap(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of that very name: never one that the object inherits (`constructor`, `toString`). */
export function own<T>(object: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Sets a member, whatever its name: assigning to `__proto__` would change the object's prototype instead. */
export function put<T>(object: { [key: string]: T }, key: string, value: T): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

/** A copy that shares nothing with the original; absent members are left out. */
export function copyOf<T extends Json | undefined>(value: T): T {
  if (Array.isArray(value)) return value.map((item) => copyOf(item as Json)) as unknown as T;
  if (!isMap(value)) return value;
  const copy: { [key: string]: Json } = {};
  for (const [key, member] of Object.entries(value)) if (member !== undefined) put(copy, key, copyOf(member));
  return copy as T;
}
