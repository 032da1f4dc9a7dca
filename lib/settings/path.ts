import { type Json, own } from './json';

/** A place inside settings: names of members and indexes of list items. */
export type Path = readonly (string | number)[];

/** A path as `--set` and `explain` write it: `web.hosts[0]`; the characters that have a meaning there are escaped (`a\.b`). */
export function formatPath(path: Path): string {
  return path.map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${step.replace(/[\\.[\],=]/g, '\\$&')}`)).join('');
}

/**
 * The path that a text names, in the notation of `--set`.
 * @returns undefined when the text is no path: an empty name, an index that is no number, a bracket that is not closed.
 */
export function parsePath(text: string): Path | undefined {
  const path: (string | number)[] = [];
  let left = `.${text}`;
  while (left !== '') {
    const step = /^(?:\.((?:\\.|[^\\.[\],=])+)|\[(\d+)\])/su.exec(left);
    if (step === null) return undefined;
    path.push(step[1] === undefined ? Number(step[2]) : step[1].replace(/\\(.)/gsu, '$1'));
    left = left.slice(step[0].length);
  }
  return path;
}

/** What a value holds at a path: undefined where there is nothing. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    if (Array.isArray(at) !== (typeof step === 'number')) return undefined;
    at = own(at as { readonly [key: string]: Json | undefined }, String(step));
  }
  return at;
}

/** Every place of a value that holds no other: scalars, and lists and maps without members. The value itself where it is a scalar. */
export function leavesOf(value: unknown, base: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [base];
  if (!Array.isArray(value) && !isPlain(value)) return [base];
  const members = Array.isArray(value) ? value.map((item, at) => [at, item] as const) : Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return base.length === 0 ? [] : [base];
  return members.flatMap(([step, member]) => leavesOf(member, [...base, step]));
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
