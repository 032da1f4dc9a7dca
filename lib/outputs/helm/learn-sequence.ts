import { isObject, type Json } from '../../manifest';
import { anyNumber, firstWord, type Grouped, grouped, labelOf, type Member } from './grouping';
import { isKnown, type Learning, type Members } from './learning';
import { orderGroups } from './order-groups';
import { elementsOf, readPlace, settingId } from './place';
import type { Column, Context, Readable, Table } from './table';
import type { Item, Node, Segment, Sequence } from './template';

/** Explains lists, maps and lines: which members are the same in all samples, which are made for each element of a collection, when each is there, and in which order. */
export function learnSequence(column: Column, kind: Members, learning: Learning): Sequence | undefined {
  const contexts = column.rows.map((row) => column.table.contexts[row] as Context);
  const members = column.values.map((value) => membersOf(value, kind));
  const steady = steadyGroups(members, kind);
  const simple = steady === undefined ? undefined : learned(column, contexts, members, steady, kind, learning);
  if (simple !== undefined) return simple;
  const exact = grouped(contexts, members);
  const hasRuns = exact.some((some) => some.some(({ element }) => element !== undefined));
  const inPlace = kind === 'entries' || hasRuns ? undefined : positions(members);
  for (const groups of [...(inPlace === undefined ? [] : [inPlace]), ...groupings(contexts, members, exact, kind)]) {
    const found = learned(column, contexts, members, groups, kind, learning);
    if (found !== undefined) return found;
  }
  return kind === 'entries' || hasRuns ? undefined : byCount(column, contexts, members, kind, learning);
}

/** The same keys, or items of the same names in the same order, in all samples: no need to look for markers in them. */
function steadyGroups(members: readonly (readonly Member[])[], kind: Members): readonly (readonly Grouped[])[] | undefined {
  const first = members[0] as readonly Member[];
  const labels = new Set(first.map(({ label }) => label));
  const isSteady = (some: readonly Member[]) =>
    some.length === first.length && some.every(({ label }, at) => (kind === 'entries' ? labels.has(label) : label === first[at]?.label));
  if (!members.every(isSteady)) return undefined;
  return members.map((some) => some.map(({ label }, at) => ({ group: kind === 'entries' ? label : String(at) })));
}

/** Members by their labels; and by labels that say less, where these tell fewer apart. */
function groupings(
  contexts: readonly Context[],
  members: readonly (readonly Member[])[],
  exact: readonly (readonly Grouped[])[],
  kind: Members,
): readonly (readonly (readonly Grouped[])[])[] {
  const loose = grouped(contexts, members, kind === 'entries' ? [anyNumber] : [firstWord, anyNumber]);
  if (countOf(loose) === countOf(exact)) return [exact];
  return kind === 'entries' ? [exact, loose] : [loose, exact];
}

function countOf(groups: readonly (readonly Grouped[])[]): number {
  return new Set(groups.flatMap((some) => some.map(({ group }) => group))).size;
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
