import { createHash } from 'node:crypto';
import type { Json } from './json';
import type { Manifest } from './object';
import { isWellFormed, unwritable } from './unwritable';

/**
 * A value as Go's `encoding/json` writes a `map[string]any` (encode.go: `mapEncoder`, `appendString`, `floatEncoder`), which is what `toJson` gives in a Helm
 * template: members in the byte order of their UTF-8 names, no blanks, `<`, `>`, `&`, U+2028 and U+2029 escaped. A member that is `undefined` is absent.
 * @throws RollwrightError `UNWRITABLE_VALUE` with the JSON pointer of each text with half of a surrogate pair, number that is not finite, -0 (YAML
 * makes it 0, so that the hash would not be that of what is applied), or other value that JSON cannot carry
 */
export function canonicalJson(value: Json | Manifest): string {
  try {
    return write(value);
  } catch (error) {
    if (error instanceof NotJson) throw unwritable(value, true);
    throw error;
  }
}

/** The sha256 of a text's UTF-8 bytes, as 64 hexadecimal digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/**
 * The first hexadecimal digits of the sha256 of a value's canonical JSON.
 * @param length how many digits, 64 by default
 */
export function contentHash(value: Json | Manifest, length = 64): string {
  return sha256(canonicalJson(value)).slice(0, length);
}

class NotJson extends Error {}

function write(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'number':
      return writeNumber(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? writeList(value) : writeObject(value as { readonly [key: string]: unknown });
    default:
      throw new NotJson();
  }
}

function writeList(list: readonly unknown[]): string {
  let text = '[';
  for (let i = 0; i < list.length; i++) text += i === 0 ? write(list[i]) : `,${write(list[i])}`;
  return `${text}]`;
}

function writeObject(object: { readonly [key: string]: unknown }): string {
  let text = '{';
  for (const key of Object.keys(object).sort(compareUtf8)) {
    const member = object[key];
    if (member !== undefined) text += `${text.length === 1 ? '' : ','}${writeString(key)}:${write(member)}`;
  }
  return `${text}}`;
}

/** Go writes a number as ES6 does (`floatEncoder`: "convert as if by ES6 number to string conversion"). */
function writeNumber(value: number): string {
  if (!Number.isFinite(value) || Object.is(value, -0)) throw new NotJson();
  return String(value);
}

/** Characters that JSON.stringify and Go write as they are and Go escapes, and the surrogates, which may be half a pair. */
const SPECIAL = /[<>&\u2028\u2029\ud800-\udfff]/;

function writeString(text: string): string {
  const json = JSON.stringify(text);
  if (!SPECIAL.test(text)) return json;
  if (!isWellFormed(text)) throw new NotJson();
  return json.replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * The order of two texts by their UTF-8 bytes, which is that of their code points; JavaScript's own order is that of UTF-16 units, where an emoji comes before U+E000.
 */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // Half of a pair stands for a character above all others.
    const xIsPair = x >= 0xd800 && x <= 0xdfff;
    return xIsPair === (y >= 0xd800 && y <= 0xdfff) ? x - y : xIsPair ? 1 : -1;
  }
  return a.length - b.length;
}
