/**
 * The keys of an object as `Object.keys` would list them had it been filled in sorted order: whole numbers first, by value, then the others by UTF-16 code
 * units. By insertion sort: objects have few keys, most in order already, and a comparison function would cost more than everything else in writing a file.
 */
export function sortedKeys(object: object): readonly string[] {
  const keys = Object.keys(object);
  const first = afterWholeNumbers(keys);
  for (let i = first + 1; i < keys.length; i++) {
    const key = keys[i] as string;
    let at = i;
    for (; at > first && (keys[at - 1] as string) > key; at--) keys[at] = keys[at - 1] as string;
    keys[at] = key;
    if (i === LONG) return [...keys.slice(0, first), ...keys.slice(first).sort()];
  }
  return keys;
}

/** From here on insertion, which is quadratic, gives way to the library's sort. */
const LONG = 32;

/** Array indices are listed first by every JavaScript object, whatever the order of insertion. */
function afterWholeNumbers(keys: readonly string[]): number {
  let at = 0;
  while (at < keys.length && isArrayIndex(keys[at] as string)) at++;
  return at;
}

function isArrayIndex(key: string): boolean {
  const code = key.charCodeAt(0);
  return code >= 48 && code <= 57 && String(Number(key) >>> 0) === key && Number(key) < 0xffffffff;
}
