import type { Json } from '../../../manifest';

/** Whether two JSON values are the same; a member that is undefined is absent, and -0 is 0. */
export function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => isEqual(item, b[at] as Json));
  }
  const [left, right] = [a as { readonly [key: string]: Json | undefined }, b as { readonly [key: string]: Json | undefined }];
  let members = 0;
  for (const key in left) {
    if (left[key] === undefined) continue;
    if (!Object.hasOwn(right, key) || !isEqual(left[key], right[key])) return false;
    members++;
  }
  for (const key in right) if (right[key] !== undefined) members--;
  return members === 0;
}
