import type { Json } from '../../../manifest';
import { type Condition, holds, isFilled, type Place } from '../template';
import type { Setting } from '../values';
import type { Readable, Table } from './table';

/** A condition and in which contexts of a table it holds. */
export interface Feature {
  readonly condition: Condition;
  readonly bits: Uint8Array;
  /** How much it costs a reader. */
  readonly weight: number;
}

/** Conditions that programs ask first: switches, enums, what is there and what is empty. */
export function plainFeatures(table: Table): readonly Feature[] {
  const found = table.readables.flatMap((readable) => {
    const { place, setting } = readable;
    // The first element of a list is there if the list is filled.
    if (place.path.includes(0)) return [];
    return plainConditions(setting, place, table.valuesOf(readable));
  });
  const first: Condition[] = table.scopes
    .slice(1)
    .flatMap((_, at) => (typeof table.contexts[0]?.frames[at + 1]?.key === 'number' ? [{ op: 'first', scope: at + 1 } as const] : []));
  return distinct([...found, ...first].map((condition, at) => feature(table, condition, 1 + at * 1e-3)));
}

function plainConditions(setting: Setting, place: Place, values: readonly (Json | undefined)[]): Condition[] {
  const has: Condition[] = setting.optional ? [{ op: 'has', place }] : [];
  switch (setting.kind) {
    case 'boolean':
      return [{ op: 'true', place }, ...has];
    case 'enum':
      return [...setting.values.map((value): Condition => ({ op: 'equals', place, value })), ...has];
    case 'mixed':
      return [...has, ...setting.branches.flatMap((branch) => branch.values).map((value): Condition => ({ op: 'equals', place, value }))];
    case 'number':
      return has;
    case 'map':
    case 'union':
      return [...has, ...(setting.optional ? [{ op: 'filled', place } as const] : [])];
    default:
      return [...has, ...(values.some((value) => value !== undefined && !isFilled(value)) ? [{ op: 'filled', place } as const] : [])];
  }
}

/** Conditions that compare: with numbers and texts of the program, with other settings. */
export function comparingFeatures(table: Table): readonly Feature[] {
  const numbers = table.readables.filter(({ setting, place }) => setting.kind === 'number' && !place.path.includes(0));
  const lists = table.readables.filter(({ setting }) => setting.kind === 'list' || setting.kind === 'record');
  const texts = table.readables.filter(({ setting, place }) => (setting.kind === 'string' || setting.kind === 'mixed') && !place.path.includes(0));
  const conditions = [...numbers.flatMap((one) => numberConditions(one, table)), ...lists.flatMap(lengthConditions), ...pairConditions(numbers)];
  return distinct(
    [...conditions, ...texts.flatMap((one) => textConditions(one, texts, table))].map((condition, at) => feature(table, condition, 2 + at * 1e-4)),
  );
}

function numberConditions({ place }: Readable, table: Table): Condition[] {
  const constants = table.literals.filter((one) => typeof one === 'number');
  const number = { op: 'number', place } as const;
  return [...new Set(constants)].flatMap((value): Condition[] => [
    { op: 'equals', place, value },
    { op: 'less', left: number, right: { op: 'constant', value } },
    { op: 'less', left: { op: 'constant', value }, right: number },
  ]);
}

function lengthConditions({ place }: Readable): Condition[] {
  return [2, 3, 4, 5].map((value): Condition => ({ op: 'less', left: { op: 'length', place }, right: { op: 'constant', value } }));
}

function pairConditions(numbers: readonly Readable[]): Condition[] {
  return numbers.flatMap(({ place: left }, at) =>
    numbers.slice(at + 1).flatMap(({ place: right }): Condition[] => [
      { op: 'less', left: { op: 'number', place: left }, right: { op: 'number', place: right } },
      { op: 'less', left: { op: 'number', place: right }, right: { op: 'number', place: left } },
      { op: 'same', left, right },
    ]),
  );
}

/** Only what some sample has: a literal as a text's value, start, end or inside; the value of another text. */
function textConditions(readable: Readable, texts: readonly Readable[], table: Table): Condition[] {
  const { place } = readable;
  const values = table.valuesOf(readable).filter((value) => typeof value === 'string');
  const literals = table.literals.filter((one) => typeof one === 'string' && one !== '') as string[];
  const found = [...new Set(literals)].flatMap((text): Condition[] => {
    if (!values.some((value) => value.includes(text))) return [];
    return [
      { op: 'equals', place, value: text },
      { op: 'prefix', place, text },
      { op: 'suffix', place, text },
      { op: 'contains', place, text },
    ];
  });
  const mine = table.valuesOf(readable);
  const others = texts
    .slice(texts.indexOf(readable) + 1)
    .filter((other) => table.valuesOf(other).some((value, row) => value !== undefined && value !== '' && value === mine[row]));
  return [...found, ...others.map((other): Condition => ({ op: 'same', left: place, right: other.place }))];
}

export function feature(table: Table, condition: Condition, weight: number): Feature {
  return { condition, weight, bits: Uint8Array.from(table.contexts, ({ frames }) => (holds(condition, frames) ? 1 : 0)) };
}

/** Without conditions that never or always hold, and one of those that always agree. */
function distinct(features: readonly Feature[]): readonly Feature[] {
  const seen = new Set<string>();
  return features.filter(({ bits }) => {
    const key = Buffer.from(bits).toString('latin1');
    const varies = bits.includes(1) && bits.includes(0);
    if (!varies || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
