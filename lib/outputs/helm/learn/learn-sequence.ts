import type { Json } from '../../../manifest';
import { elementsOf, type Item, type Node, readPlace, type Segment, type Sequence, settingId } from '../template';
import { elementBlocks, MOST_BEFORE } from './element-blocks';
import { grouped, tagged } from './grouping';
import { anyNumber, firstWord } from './labels';
import { range } from './learn-range';
import { isKnown, type Learning, type Members } from './learning';
import type { Grouped, Member } from './member';
import { type OrderedPart, orderGroups } from './order-groups';
import { groupings, membersOf, positions, steadyGroups } from './sequence-groups';
import type { Column, Context } from './table';

/** What is explained: the members of a list, a map or a text in each sample. */
interface Listed {
  readonly column: Column;
  readonly contexts: readonly Context[];
  readonly members: readonly (readonly Member[])[];
  readonly kind: Members;
  readonly learning: Learning;
}

/** Explains lists, maps and lines: which members are the same in all samples, which are made for each element of a collection, when each is there, and in which order. */
export function learnSequence(column: Column, kind: Members, learning: Learning): Sequence | undefined {
  const contexts = column.rows.map((row) => column.table.contexts[row] as Context);
  const members = column.values.map((value) => membersOf(value, kind));
  const listed: Listed = { column, contexts, members, kind, learning };
  const steady = steadyGroups(members, kind);
  const simple = steady === undefined ? undefined : learned(listed, steady);
  if (simple !== undefined) return simple;
  const exact = grouped(contexts, members);
  const hasRuns = exact.some((some) => some.some(({ element }) => element !== undefined));
  const inPlace = kind === 'entries' || hasRuns ? undefined : positions(members);
  for (const groups of [...(inPlace === undefined ? [] : [inPlace]), ...groupings(contexts, members, exact, kind)]) {
    const found = learned(listed, groups);
    if (found !== undefined) return found;
  }
  if (kind === 'entries') return undefined;
  return hasRuns ? inBlocks(listed) : byCount(listed);
}

/** Runs over a collection with members that say nothing of their element. */
function inBlocks(listed: Listed): Sequence | undefined {
  const { contexts, members } = listed;
  for (const groups of [tagged(contexts, members, [firstWord, anyNumber]), tagged(contexts, members)]) {
    for (let before = 0; before <= MOST_BEFORE; before++) {
      const blocks = elementBlocks(contexts, groups, before);
      const found = blocks === undefined ? undefined : learned(listed, blocks);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Lists that are as long as some list of the settings (and so much longer), whose elements leave no marker. */
function byCount(listed: Listed): Sequence | undefined {
  const { column, contexts, members } = listed;
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
      const found = learned(listed, groups);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function learned({ column, contexts, members, kind, learning }: Listed, groups: readonly (readonly Grouped[])[]): Sequence | undefined {
  const order = orderGroups(groups, kind === 'entries');
  if (order === undefined || (kind !== 'entries' && isByHeart(groups, order))) return undefined;
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

/** Whether most of what is told apart stands in one sample or two: that says what the samples are, and nothing of other settings. */
function isByHeart(groups: readonly (readonly Grouped[])[], order: readonly OrderedPart[]): boolean {
  if (groups.length < ENOUGH) return false;
  const counts = new Map<string, number>();
  for (const some of groups) for (const group of new Set(some.map((one) => one.group))) counts.set(group, (counts.get(group) ?? 0) + 1);
  const rare = [...counts.values()].filter((count) => count <= FEW).length;
  return rare > Math.max(MOST_RARE, order.length / 3);
}

const ENOUGH = 20;
const FEW = 2;
const MOST_RARE = 3;

export function item(column: Column, members: readonly (Member | undefined)[], kind: Members, learning: Learning): Item | undefined {
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
