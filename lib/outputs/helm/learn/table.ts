import type { Json } from '../../../manifest';
import { type Frames, type Place, readPlace } from '../template';
import type { Setting } from '../values';
import type { Symbols } from './symbols';

/** One time that a template is evaluated: the settings of a sample, and the elements of the ranges around. */
export interface Context {
  readonly frames: Frames;
  readonly symbols: Symbols;
}

/** A setting that templates can read at some depth of ranges. */
export interface Readable {
  readonly place: Place;
  readonly setting: Setting;
}

/** The contexts that one template is learned from, and what can be read in them. Columns of values are parts of it. */
export class Table {
  readonly readables: readonly Readable[];
  /** All contexts. */
  readonly rows: readonly number[];
  private readonly read = new Map<Readable, readonly (Json | undefined)[]>();

  constructor(
    readonly contexts: readonly Context[],
    /** What each frame holds: the whole settings, then elements. */
    readonly scopes: readonly Setting[],
    /** Literals of the program, for conditions that ask for one. */
    readonly literals: readonly (string | number)[],
  ) {
    this.rows = contexts.map((_, row) => row);
    this.readables = scopes.flatMap((setting, scope) => readablesOf(setting, { scope, path: [] }));
  }

  get depth(): number {
    return this.scopes.length - 1;
  }

  /** The values of a setting in all contexts. */
  valuesOf(readable: Readable): readonly (Json | undefined)[] {
    const known = this.read.get(readable);
    if (known !== undefined) return known;
    const values = this.contexts.map(({ frames }) => readPlace(frames, readable.place));
    this.read.set(readable, values);
    return values;
  }
}

/** Some contexts of a table and the value that is to be explained in each. */
export interface Column {
  readonly table: Table;
  readonly rows: readonly number[];
  /** In the order of `rows`. */
  readonly values: readonly Json[];
}

/** The part of a column that fulfils something. */
export function filtered(column: Column, keeps: (row: number, value: Json) => boolean): Column {
  const kept = column.rows.map((row, at) => ({ row, value: column.values[at] as Json })).filter(({ row, value }) => keeps(row, value));
  return { table: column.table, rows: kept.map(({ row }) => row), values: kept.map(({ value }) => value) };
}

/** The same contexts with other values. */
export function withValues(column: Column, values: readonly Json[]): Column {
  return { ...column, values };
}

function readablesOf(setting: Setting, place: Place): Readable[] {
  const below = setting.members.flatMap((member) => readablesOf(member, { scope: place.scope, path: [...place.path, member.path.at(-1) as string] }));
  const first = setting.kind === 'list' && setting.element !== undefined ? readablesOf(setting.element, { scope: place.scope, path: [...place.path, 0] }) : [];
  return [{ place, setting }, ...below, ...first];
}
