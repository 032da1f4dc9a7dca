import type { Json } from '../../../manifest';
import { readPlace, type Segment, settingId } from '../template';
import type { Learning, Members } from './learning';
import type { Grouped, Member } from './member';
import type { Column, Context, Readable, Table } from './table';

type Tagged = readonly { readonly member: Member; readonly grouped: Grouped }[];

export function range(
  column: Column,
  contexts: readonly Context[],
  members: readonly Tagged[],
  collection: string,
  kind: Members,
  learning: Learning,
): Segment | undefined {
  const [over] = openings(column.table, collection);
  if (over?.setting.element === undefined) return undefined;
  const { table, keys } = learning.inside(column.table, column.rows, over);
  const values = keys.flatMap((all, row) => byElement(all, members[row] as Tagged).map((some) => membersValue(some, kind)));
  const isOrdered = kind === 'entries' || keys.every((all, row) => inOrder(all, (members[row] as Tagged).map(keyOf)));
  const isSorted =
    !isOrdered &&
    over.setting.element.kind === 'string' &&
    contexts.every(({ frames }, row) => isSortedRun(readPlace(frames, over.place), members[row] as Tagged));
  if (!isOrdered && !isSorted) return undefined;
  const body = learning.sequence({ table, rows: table.rows, values }, kind);
  return body === undefined ? undefined : { op: 'range', over: over.place, sorted: isSorted, body };
}

function byElement(keys: readonly (string | number)[], members: Tagged): readonly (readonly Member[])[] {
  const own = new Map<string | number, Member[]>(keys.map((key) => [key, []]));
  for (const one of members) own.get(keyOf(one))?.push(one.member);
  return [...own.values()];
}

function keyOf({ grouped: { element } }: Tagged[number]): string | number {
  return element?.key as string | number;
}

function membersValue(members: readonly Member[], kind: Members): Json {
  return kind === 'entries' ? Object.fromEntries(members.map(({ label, value }) => [label, value])) : members.map(({ value }) => value);
}

/** Whether a run goes through its elements once, in their order. */
function inOrder(all: readonly (string | number)[], run: readonly (string | number)[]): boolean {
  let at = 0;
  for (const key of run) {
    while (at < all.length && all[at] !== key) at++;
    if (at === all.length) return false;
  }
  return true;
}

function isSortedRun(list: Json | undefined, members: Tagged): boolean {
  if (!Array.isArray(list)) return false;
  const values = members.map((one) => String(list[keyOf(one) as number]));
  return values.every((value, at) => at === 0 || Buffer.compare(Buffer.from(values[at - 1] as string), Buffer.from(value)) <= 0);
}

/** The places of a collection that can be read here. */
function openings(table: Table, collection: string): readonly Readable[] {
  return table.readables
    .filter(({ place, setting }) => settingId(setting.path) === collection && !place.path.includes(0) && (setting.kind === 'list' || setting.kind === 'record'))
    .reverse();
}
