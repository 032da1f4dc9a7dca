/** A set of characters: spans of code points, both ends included. */
export type CharacterSet = readonly (readonly [number, number])[];

/**
 * Every character of the basic plane. Characters beyond it are two to JavaScript and one to RE2, so no set of ours has them: a pattern that means "any but" refuses
 * them in a chart.
 */
export const ANY_CHARACTER: CharacterSet = [
  [0, 0xd7ff],
  [0xe000, 0xffff],
];

/** A set of spans, each written as its first and its last character. Empty texts add nothing. */
export function setOf(...spans: readonly string[]): CharacterSet {
  return ranges(spans.filter((span) => span !== '').map((span) => [span.charCodeAt(0), span.charCodeAt(span.length - 1)] as const));
}

/** The same set, sorted and without overlaps. */
export function ranges(set: CharacterSet): CharacterSet {
  const merged: [number, number][] = [];
  for (const [from, to] of [...set].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** Every character of the basic plane that is not in a set. */
export function complement(set: CharacterSet): CharacterSet {
  const rest: [number, number][] = [];
  for (const [low, high] of ANY_CHARACTER) {
    let from = low;
    for (const [first, last] of ranges(set)) {
      if (last < from || first > high) continue;
      if (first > from) rest.push([from, first - 1]);
      from = last + 1;
    }
    if (from <= high) rest.push([from, high]);
  }
  return rest;
}

/** A set as JavaScript (with the flag `u`) and RE2 read it: one character, or a class. */
export function escapeSet(set: CharacterSet): string {
  const spans = ranges(set);
  const [first] = spans;
  if (spans.length === 1 && first !== undefined && first[0] === first[1]) return escapeCharacter(first[0], OUTSIDE);
  const inverse = complement(spans);
  const isShorter = inverse.length < spans.length && spans.some(([, to]) => to === 0xffff);
  // Said as "any but", the set must say that it has nothing beyond the basic plane.
  if (isShorter) return `[^${inverse.map(span).join('')}\u{10000}-\u{10ffff}]`;
  return spans.length === 0 ? '[^\\x00-\u{10ffff}]' : `[${spans.map(span).join('')}]`;
}

const OUTSIDE = /[\\^$.*+?()[\]{}|/]/;
const INSIDE = /[\\^\]\-[]/;

function span([from, to]: readonly [number, number]): string {
  if (from === to) return escapeCharacter(from, INSIDE);
  return `${escapeCharacter(from, INSIDE)}${to === from + 1 ? '' : '-'}${escapeCharacter(to, INSIDE)}`;
}

function escapeCharacter(code: number, special: RegExp): string {
  const character = String.fromCharCode(code);
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
  return special.test(character) && character !== '/' ? `\\${character}` : character;
}
