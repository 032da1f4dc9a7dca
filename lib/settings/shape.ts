import { isMap } from './json';

/** The longest text that a message repeats. */
const LONGEST = 60;

/** A value as messages show it: scalars as JSON writes them, of lists and maps only what they are. */
export function shapeOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length} item${value.length === 1 ? '' : 's'}`;
  if (isMap(value)) return Object.keys(value).length === 0 ? 'an empty map' : 'a map';
  if (typeof value !== 'string') return String(value);
  const chars = [...value];
  return chars.length <= LONGEST ? JSON.stringify(value) : `${JSON.stringify(`${chars.slice(0, LONGEST).join('')}…`)} (${chars.length} characters)`;
}

/** A value's kind alone, for what may be secret. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value) || isMap(value)) return shapeOf(value);
  if (typeof value === 'string') return value === '' ? 'an empty text' : 'a text that is not shown';
  return value === null ? 'null' : `a ${typeof value} that is not shown`;
}
