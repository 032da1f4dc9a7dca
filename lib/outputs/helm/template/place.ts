import { isObject, type Json } from '../../../manifest';

/** Where a setting stands: below the values (`scope` 0), or below the element of the `scope`-th range around the place that reads it. */
export interface Place {
  readonly scope: number;
  readonly path: readonly (string | number)[];
}

/** What a range gives its body: an element, and its index or key. Frame 0 holds the settings themselves. */
export interface Frame {
  readonly value: Json | undefined;
  readonly key: string | number;
  /** The collection that is ranged over, as {@link collectionId} names it; empty for frame 0. */
  readonly over: string;
}

/** The frames around a place, outermost first. */
export type Frames = readonly Frame[];

/** The frames of a program's top level. */
export function rootFrames(settings: Json): Frames {
  return [{ value: settings, key: '', over: '' }];
}

/** The value at a place, or undefined where something on the way is absent. */
export function readPlace(frames: Frames, place: Place): Json | undefined {
  return readPath(frames[place.scope]?.value, place.path);
}

/** The value below another, or undefined where something on the way is absent. */
export function readPath(value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  let at: Json | undefined = value;
  for (const step of path) {
    if (typeof step === 'number') at = Array.isArray(at) ? (at[step] as Json | undefined) : undefined;
    else at = isObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }
  return at;
}

/** The elements of a list, or the entries of a map in the order in which Helm ranges over them. */
export function elementsOf(value: Json | undefined): readonly { readonly key: string | number; readonly value: Json }[] {
  if (Array.isArray(value)) return value.map((item: Json, key) => ({ key, value: item }));
  if (!isObject(value)) return [];
  return Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort(byCodePoint)
    .map((key) => ({ key, value: value[key] as Json }));
}

/** Go's order of strings: by bytes of UTF-8, which is that of code points. */
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** A setting's path as people write it, `*` for an element: `worker.queues.*.name`. */
export function settingId(path: readonly (string | number)[]): string {
  return path.join('.');
}

/** Whether two places are the same. */
export function samePlace(a: Place, b: Place): boolean {
  return a.scope === b.scope && a.path.length === b.path.length && a.path.every((step, at) => step === b.path[at]);
}
