import { RollwrightError } from '../errors';
import type { Json } from './json';

/** One `name=value` of a `--set` expression. */
export interface Assignment {
  readonly path: readonly (string | number)[];
  /**
   * How it ends, in the words of the expression:
   * - `value`: a value was read
   * - `empty`: the expression ends after `=`; the value is `''`
   * - `dot`, `bracket`, `item`: the expression ends after `.`, after `[` or inside it, after `]`. Helm takes these in silence and sets nothing (or an
   *   empty list); rollwright refuses them.
   */
  readonly end: 'value' | 'empty' | 'dot' | 'bracket' | 'item';
  readonly value: Json;
  /** Where it starts in the expression, in characters, from 0. */
  readonly at: number;
}

/** `pkg/strvals` MaxNestedNameLevel. */
const MAX_LEVEL = 30;

/** Makes a value of the characters after `=`, or of one item of `{a,b}`. */
export type Typed = (text: string, at: number) => Json;

/**
 * Reads a `--set` expression as Helm's `pkg/strvals` does (`parser.key`, `listItem`, `valList`, `runesUntil`), except that Helm assigns while it reads:
 * what depends on the values that are already there is in set-apply.ts.
 * @throws RollwrightError SETTINGS_SET, with the position; the text itself is not repeated, because it may be a secret
 */
export function readAssignments(expression: string, typed: Typed): Assignment[] {
  const text = [...expression];
  const assignments: Assignment[] = [];
  let pos = 0;

  /** The characters up to one of `stops`, which is consumed; a backslash takes the next character as it is. */
  function until(stops: string): { text: string; stop: string | undefined } {
    let taken = '';
    while (pos < text.length) {
      const char = text[pos++] as string;
      if (stops.includes(char)) return { text: taken, stop: char };
      if (char !== '\\') taken += char;
      else if (pos < text.length) taken += text[pos++];
    }
    return { text: taken, stop: undefined };
  }

  /** The value after `=`: `{a,b}` or everything up to the next comma. */
  function value(): { end: 'value' | 'empty'; value: Json } {
    if (pos >= text.length) return { end: 'empty', value: '' };
    if (text[pos] !== '{') {
      const start = pos;
      return { end: 'value', value: typed(until(',').text, start) };
    }
    pos++;
    const list: Json[] = [];
    for (;;) {
      const start = pos;
      const item = until(',}');
      if (item.stop === undefined) throw setError(start, 'the list is not closed', 'end the list with }');
      if (item.stop === '}' && text[pos] === ',') pos++;
      list.push(typed(item.text, start));
      if (item.stop === '}') return { end: 'value', value: list };
    }
  }

  /** The index after `[`, in the notation of Go's strconv.Atoi; undefined where the expression ends inside it. */
  function index(): number | undefined {
    const start = pos;
    const digits = until(']');
    if (digits.stop === undefined) return undefined;
    if (!/^[+-]?\d+$/.test(digits.text) || !Number.isSafeInteger(Number(digits.text))) throw setError(start, 'the index is not a whole number');
    if (Number(digits.text) < 0) throw setError(start, 'the index is negative');
    return Number(digits.text);
  }

  /** One assignment: `name`, then `.name` and `[index]`, then `=value`. Undefined where the expression has ended. */
  function assignment(): Assignment | undefined {
    const at = pos;
    const path: (string | number)[] = [];
    let level = 0;
    let afterIndex = false;
    for (;;) {
      const start = pos;
      const name = until(afterIndex ? '[.=' : '=[,.');
      if (afterIndex && name.text !== '') throw setError(start, 'nothing but ., [ or = can follow ]');
      if (name.stop === undefined && name.text !== '') throw setError(start, 'a name without a value', 'a comma inside a value is written \\,');
      if (name.stop === undefined) {
        if (path.length === 0) return pos > at ? { path: [''], end: 'item', value: '', at } : undefined;
        return { path, end: afterIndex ? 'item' : 'dot', value: '', at };
      }
      if (name.stop === ',') throw setError(start, 'a name without a value', 'a comma inside a value is written \\,');
      if (!afterIndex) path.push(name.text);
      if (name.stop === '=') return { path, ...value(), at };
      if (name.stop === '.') {
        if (!afterIndex && ++level > MAX_LEVEL) throw setError(start, `more than ${MAX_LEVEL} names deep`);
        afterIndex = false;
      } else {
        const i = index();
        if (i === undefined) return { path, end: 'bracket', value: '', at };
        path.push(i);
        afterIndex = true;
      }
    }
  }

  for (let next = assignment(); next !== undefined; next = assignment()) assignments.push(next);
  return assignments;
}

/** A mistake in an expression; its characters count from 1. */
export function setError(at: number, message: string, fix?: string): RollwrightError {
  return new RollwrightError({ code: 'SETTINGS_SET', message: `at character ${at + 1}: ${message}`, fix });
}
