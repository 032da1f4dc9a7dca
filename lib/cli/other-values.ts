import type { Json } from '../settings';

/**
 * Values to try in place of one, to see what depends on it; likely ones first. Null, which removes the setting, is among them.
 * @param known values that it has elsewhere or that its schema names: surely meaningful
 */
export function otherValues(value: Json | undefined, known: readonly Json[] = []): readonly Json[] {
  const texts = new Set<string>();
  const same = JSON.stringify(value);
  return [...known, ...like(value)].filter((other) => {
    const text = JSON.stringify(other);
    return text !== same && !texts.has(text) && texts.add(text);
  });
}

/** Valid for the most common checks of a text that is not there yet. */
const TEXTS = ['x', 'https://x.example.com', '1', '2001-02-03', 'x@example.com', '10m', '1Gi'];

function like(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [...TEXTS, 1, true, ['x'], {}, false, 0, []];
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1, null, value - 1, value * 2, 0, 1];
  if (typeof value === 'string') return insertSecond<Json>(likeText(value), null);
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    const [first] = items;
    const changed =
      first === undefined
        ? [['x'], [1]]
        : like(first)
            .filter((item) => item !== null)
            .map((item) => [item, ...items.slice(1)]);
    return insertSecond<Json>([...changed.slice(0, 8), items.slice(0, -1), [...items, ...items.slice(-1)], []], null);
  }
  return [null, {}];
}

function insertSecond<T>([first, ...others]: readonly T[], second: T): readonly T[] {
  return first === undefined ? [second] : [first, second, ...others];
}

/** Texts that differ in one place and keep the pattern, whatever it is: a digit for a digit, a letter for a letter; then longer ones. */
function likeText(text: string): readonly string[] {
  const at = text.search(/[0-9a-z][^0-9a-z]*$/i);
  const changed = at < 0 ? [] : [`${text.slice(0, at)}${next(text.charAt(at))}${text.slice(at + 1)}`];
  const number = text.replace(/\d+/, (digits) => String(Number(digits) + 1));
  return [...changed, number, `${text}x`, `x${text}`, `${text}1`, ...TEXTS];
}

function next(char: string): string {
  const last: Record<string, string> = { '9': '8', f: 'e', z: 'y', F: 'E', Z: 'Y' };
  return last[char] ?? String.fromCharCode(char.charCodeAt(0) + 1);
}
