import { isObject, type Json } from '../../manifest';
import { type Grouped, grouped, labelOf, type Member } from './grouping';
import { isKnown, type Learning, type Members } from './learning';
import { orderGroups } from './order-groups';
import { elementsOf, type Frames, type Place, readPlace, settingId } from './place';
import type { Setting } from './setting';
import type { Column, Context, Table } from './table';
import type { Item, Node, Segment, Sequence } from './template';

/** Explains lists, maps and lines: which members are the same in all samples, which are made for each element of a collection, when each is there, and in which order. */
export function learnSequence(column: Column, kind: Members, learning: Learning): Sequence | undefined {
  const contexts = column.rows.map((row) => column.table.contexts[row] as Context);
  const members = column.values.map((value) => membersOf(value, kind));
  const groups = grouped(contexts, members);
  const hasRuns = groups.some((some) => some.some(({ element }) => element !== undefined));
  if (kind !== 'entries' && !hasRuns) {
    const inPlace = positions(members);
    if (inPlace !== undefined) return learned(column, contexts, members, inPlace, kind, learning) ?? learned(column, contexts, members, groups, kind, learning);
  }
  const found = learned(column, contexts, members, groups, kind, learning);
  if (found !== undefined || kind === 'entries') return found;
  return hasRuns ? undefined : byCount(column, contexts, members, kind, learning);
}

function membersOf(value: Json, kind: Members): readonly Member[] {
  if (kind === 'entries')
    return Object.entries(isObject(value) ? value : {}).flatMap(([label, member]) => (member === undefined ? [] : [{ label, value: member }]));
  return (value as readonly Json[]).map((item) => ({ label: labelOf(item), value: item }));
}

/** Lists of one length: the first is the first, and so on. */
function positions(members: readonly (readonly Member[])[]): readonly (readonly Grouped[])[] | undefined {
  const length = members[0]?.length ?? 0;
  if (members.some((some) => some.length !== length)) return undefined;
  return members.map((some) => some.map((_, at) => ({ group: String(at) })));
}

/** Lists that are as long as some list of the settings (and so much longer), whose elements leave no marker. */
function byCount(
  column: Column,
  contexts: readonly Context[],
  members: readonly (readonly Member[])[],
  kind: Members,
  learning: Learning,
): Sequence | undefined {
  for (const { place, setting } of column.table.readables) {
    if (setting.kind !== 'list' || place.path.includes(0)) continue;
    const counts = contexts.map(({ frames }) => elementsOf(readPlace(frames, place)).length);
    const more = (members[0]?.length ?? 0) - (counts[0] as number);
    if (more < 0 || new Set(counts).size < 2 || counts.some((count, at) => count + more !== members[at]?.length)) continue;
    const collection = settingId(setting.path);
    for (const before of new Set([0, more])) {
      const groups = members.map((some, row) =>
        some.map((_, at): Grouped => {
          const index = at - before;
          const inside = index >= 0 && index < (counts[row] as number);
          return inside ? { group: 'element', element: { collection, key: index } } : { group: String(index < 0 ? at : at - (counts[row] as number)) };
        }),
      );
      const found = learned(column, contexts, members, groups, kind, learning);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function learned(
  column: Column,
  contexts: readonly Context[],
  members: readonly (readonly Member[])[],
  groups: readonly (readonly Grouped[])[],
  kind: Members,
  learning: Learning,
): Sequence | undefined {
  const order = orderGroups(groups, kind === 'entries');
  if (order === undefined) return undefined;
  const segments: Segment[] = [];
  for (const part of order) {
    const at = groups.map((some, row) => some.flatMap((one, n) => (part.groups.has(one.group) ? [{ member: members[row]?.[n] as Member, grouped: one }] : [])));
    const segment =
      part.collection === undefined
        ? item(
            column,
            at.map((some) => some[0]?.member),
            kind,
            learning,
          )
        : range(column, contexts, at, part.collection, kind, learning);
    if (segment === undefined) return undefined;
    segments.push(segment);
  }
  return segments;
}

function item(column: Column, members: readonly (Member | undefined)[], kind: Members, learning: Learning): Item | undefined {
  const present = members.map((member) => member !== undefined);
  const when = present.includes(false) ? learning.formulas(column.table).find(column.rows, present) : undefined;
  if (present.includes(false) && when === undefined) return undefined;
  const rows = column.rows.filter((_, at) => present[at]);
  const there = members.filter((member) => member !== undefined);
  const part = (values: readonly Json[]): Node => learning.node({ table: column.table, rows, values });
  const node = part(there.map(({ value }) => value));
  if (kind !== 'entries') return isKnown(node) ? { op: 'item', when, node } : undefined;
  // An entry that is not explained stays in its map, so that its place can be told.
  const key = part(there.map(({ label }) => label));
  return isKnown(key) ? { op: 'item', when, key, node } : undefined;
}

type Tagged = readonly { readonly member: Member; readonly grouped: Grouped }[];

function range(
  column: Column,
  contexts: readonly Context[],
  members: readonly Tagged[],
  collection: string,
  kind: Members,
  learning: Learning,
): Segment | undefined {
  const found = openings(column.table, collection);
  for (const { place, setting } of found) {
    if (setting.element === undefined) continue;
    const inner: Context[] = [];
    const values: Json[] = [];
    let isOrdered = true;
    for (const [row, { frames, symbols }] of contexts.entries()) {
      const elements = elementsOf(readPlace(frames, place));
      const own = members[row] as Tagged;
      for (const { key, value } of elements) {
        inner.push({ frames: [...frames, { key, value, over: collection }] as Frames, symbols });
        values.push(
          membersValue(
            own.filter((one) => one.grouped.element?.key === key).map(({ member }) => member),
            kind,
          ),
        );
      }
      isOrdered &&=
        kind === 'entries' ||
        inOrder(
          elements.map(({ key }) => key),
          own.map((one) => one.grouped.element?.key as string | number),
        );
    }
    const isSorted =
      !isOrdered && setting.element.kind === 'string' && contexts.every(({ frames }, row) => isSortedRun(readPlace(frames, place), members[row] as Tagged));
    if (!isOrdered && !isSorted) return undefined;
    const table = learning.inside(inner, [...column.table.scopes, setting.element]);
    const body = learning.sequence({ table, rows: table.rows, values }, kind);
    return body === undefined ? undefined : { op: 'range', over: place, sorted: isSorted, body };
  }
  return undefined;
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
  const values = members.map((one) => String(list[one.grouped.element?.key as number]));
  return values.every((value, at) => at === 0 || Buffer.compare(Buffer.from(values[at - 1] as string), Buffer.from(value)) <= 0);
}

/** The places of a collection that can be read here. */
function openings(table: Table, collection: string): readonly { place: Place; setting: Setting }[] {
  return table.readables
    .filter(({ place, setting }) => settingId(setting.path) === collection && !place.path.includes(0) && (setting.kind === 'list' || setting.kind === 'record'))
    .reverse();
}
