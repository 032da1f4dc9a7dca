import { asJson, identityKey, identityOf, isObject, type Json, type Manifest, pointer } from '../manifest';

/** Where an object differs between two renderings. */
export interface ObjectDifference {
  readonly object: Manifest;
  /** JSON pointer of each field that differs; empty where the whole object is in one of them only. */
  readonly paths: readonly string[];
}

/**
 * The objects that differ between two renderings of one program, in the order of the first; then those that only the second has. An object whose name carries a
 * hash, and so is another one in the second rendering, is compared with that one.
 */
export function differences(one: readonly Manifest[], other: readonly Manifest[]): readonly ObjectDifference[] {
  const others = new Map(other.map((object) => [identityKey(identityOf(object)), object]));
  const found: ObjectDifference[] = [];
  for (const object of one) {
    const key = identityKey(identityOf(object));
    const counterpart = others.get(key) ?? successor(object, one, others);
    if (counterpart !== undefined) others.delete(identityKey(identityOf(counterpart)));
    if (counterpart === undefined) {
      found.push({ object, paths: [] });
      continue;
    }
    const paths: string[] = [];
    compare(asJson(object), asJson(counterpart), '', paths);
    if (paths.length > 0) found.push({ object, paths });
  }
  return [...found, ...[...others.values()].map((object) => ({ object, paths: [] }))];
}

/** `migrate-4f2c9d10aa` and `migrate-0b1c2d3e4f`: of one kind, in one namespace, and called the same but for a hash at the end. */
function successor(object: Manifest, one: readonly Manifest[], others: ReadonlyMap<string, Manifest>): Manifest | undefined {
  const stem = stemOf(object);
  if (stem === undefined) return undefined;
  const kept = new Set(one.map((each) => identityKey(identityOf(each))));
  return [...others].find(([key, other]) => !kept.has(key) && stemOf(other) === stem)?.[1];
}

function stemOf(object: Manifest): string | undefined {
  const identity = identityOf(object);
  const stem = /^(.+)-[0-9a-f]{8,64}$/.exec(identity.name)?.[1];
  return stem && identityKey({ ...identity, name: stem });
}

function compare(a: Json | undefined, b: Json | undefined, path: string, paths: string[]): void {
  if (Object.is(a, b)) return;
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let at = 0; at < Math.max(a.length, b.length); at++) compare(a[at], b[at], pointer(path, at), paths);
  } else if (isObject(a) && isObject(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) compare(a[key], b[key], pointer(path, key), paths);
  } else {
    paths.push(path);
  }
}
