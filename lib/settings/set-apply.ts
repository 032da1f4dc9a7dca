import { copyOf, isMap, type Json, own, put } from './json';
import type { Assignment } from './set-syntax';

type Values = { [key: string]: Json };

/** `pkg/strvals` MaxIndex. */
const MAX_INDEX = 65536;

/** Why an assignment does not fit what is already there, or undefined where it does. */
export type Misfit = string | undefined;

/** Signals a misfit from deep inside; never leaves this file. */
class DoesNotFit extends Error {}

/**
 * Assigns into values, as Helm's `pkg/strvals` `ParseInto` does after the values files were merged: maps and lists are made where they are missing,
 * an item of an existing list is replaced in place. Changes `values`.
 * @returns why it does not fit: Helm refuses to turn a text or a null that is there into a map or a list
 */
export function assign(values: Values, assignment: Assignment): Misfit {
  try {
    assignKey(values, assignment, 0);
    return undefined;
  } catch (error) {
    if (error instanceof DoesNotFit) return error.message;
    throw error;
  }
}

/** `parser.key`. Returns false where the expression ended: what is then not written back is Helm's own doing. */
function assignKey(data: Values, assignment: Assignment, at: number): boolean {
  const { path, end } = assignment;
  if (at === path.length) return false;
  const key = path[at] as string;
  const next = path[at + 1];
  if (typeof next === 'number') {
    const there = own(data, key);
    if (there !== undefined && !Array.isArray(there)) throw new DoesNotFit(`${kindOf(there)} is there, not a list`);
    const [list, done] = assignItem((there as Json[] | undefined) ?? [], assignment, at + 1);
    setKey(data, key, list);
    return done;
  }
  if (next === undefined && end === 'bracket') return false;
  if (next === undefined && (end === 'value' || end === 'empty')) {
    setKey(data, key, copyOf(assignment.value));
    return end === 'value';
  }
  const there = own(data, key);
  if (there !== undefined && !isMap(there)) throw new DoesNotFit(`${kindOf(there)} is there, not a map`);
  const inner = (there as Values | undefined) ?? {};
  const done = assignKey(inner, assignment, at + 1);
  const empty = Object.keys(inner).length === 0;
  if (done && empty) throw new DoesNotFit('no name after the last dot');
  if (!empty) setKey(data, key, inner);
  return done;
}

/** `parser.listItem`. */
function assignItem(list: Json[], assignment: Assignment, at: number): [Json[], boolean] {
  const { path, end } = assignment;
  const index = path[at] as number;
  const next = path[at + 1];
  if (next === undefined && (end === 'item' || end === 'bracket')) return [list, false];
  if (next === undefined && (end === 'value' || end === 'empty')) return [setIndex(list, index, copyOf(assignment.value)), true];
  if (typeof next === 'number') {
    const there = list[index] ?? null;
    if (there !== null && !Array.isArray(there)) throw new DoesNotFit(`${kindOf(there)} is item ${index}, not a list`);
    const [inner, done] = assignItem((there as Json[] | null) ?? [], assignment, at + 1);
    return done ? [setIndex(list, index, inner), true] : [list, false];
  }
  let inner: Values = {};
  if (list.length > index) {
    const there = list[index];
    if (isMap(there)) inner = there as Values;
    else list[index] = inner;
  }
  return assignKey(inner, assignment, at + 1) ? [setIndex(list, index, inner), true] : [list, false];
}

/** `set`: an empty name sets nothing. */
function setKey(data: Values, key: string, value: Json): void {
  if (key !== '') put(data, key, value);
}

function setIndex(list: Json[], index: number, value: Json): Json[] {
  if (index > MAX_INDEX) throw new DoesNotFit(`index ${index} is greater than ${MAX_INDEX}`);
  const grown = index < list.length ? list : [...list, ...Array.from({ length: index + 1 - list.length }, () => null)];
  grown[index] = value;
  return grown;
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return isMap(value) ? 'a map' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}
