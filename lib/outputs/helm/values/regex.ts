/**
 * Regular expressions as both JavaScript and Go's RE2 read them: parsed, written again in the words that both know, and drawn from. What RE2 lacks
 * (look-around, back references) and what the two read differently is not parsed.
 */
import { type CharacterSet, escapeSet, ranges } from './character-set';

export type Regex =
  | { readonly op: 'set'; readonly set: CharacterSet }
  | { readonly op: 'start' | 'end' }
  | { readonly op: 'sequence'; readonly of: readonly Regex[] }
  | { readonly op: 'choice'; readonly of: readonly Regex[] }
  | { readonly op: 'repeat'; readonly of: Regex; readonly least: number; readonly most: number };

/** A regular expression in words that mean the same to JavaScript (with the flag `u`) and to RE2. */
export function writeRegex(regex: Regex): string {
  switch (regex.op) {
    case 'set':
      return escapeSet(regex.set);
    case 'start':
      return '^';
    case 'end':
      return '$';
    case 'sequence':
      return regex.of.map((one) => (one.op === 'choice' ? `(${writeRegex(one)})` : writeRegex(one))).join('');
    case 'choice':
      return regex.of.map(writeRegex).join('|');
    case 'repeat':
      return `${regex.of.op === 'set' ? writeRegex(regex.of) : `(${writeRegex(regex.of)})`}${writeCount(regex.least, regex.most)}`;
  }
}

function writeCount(least: number, most: number): string {
  if (most === Number.POSITIVE_INFINITY) return least === 0 ? '*' : least === 1 ? '+' : `{${least},}`;
  if (least === 0 && most === 1) return '?';
  return least === most ? `{${least}}` : `{${least},${most}}`;
}

/** Whether every text that a regular expression matches consists of these characters, from its first to its last. */
export function onlyHas(regex: Regex, allowed: CharacterSet): boolean {
  return isAnchored(regex) && setsOf(regex).every((set) => covers(ranges(allowed), set));
}

function covers(outer: CharacterSet, inner: CharacterSet): boolean {
  return inner.every(([from, to]) => outer.some(([low, high]) => low <= from && to <= high));
}

function setsOf(regex: Regex): readonly CharacterSet[] {
  if (regex.op === 'set') return [regex.set];
  if (regex.op === 'repeat') return setsOf(regex.of);
  return regex.op === 'sequence' || regex.op === 'choice' ? regex.of.flatMap(setsOf) : [];
}

/** Whether a regular expression matches whole texts only. */
export function isAnchored(regex: Regex): boolean {
  if (regex.op === 'choice') return regex.of.every(isAnchored);
  return regex.op === 'sequence' && regex.of[0]?.op === 'start' && regex.of.at(-1)?.op === 'end';
}
