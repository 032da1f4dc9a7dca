import { isObject, type Json } from '../../../manifest';
import { grouped } from './grouping';
import { anyNumber, firstWord, labelOf } from './labels';
import type { Members } from './learning';
import type { Grouped, Member } from './member';
import type { Context } from './table';

/** The same keys, or items of the same names in the same order, in all samples: no need to look for markers in them. */
export function steadyGroups(members: readonly (readonly Member[])[], kind: Members): readonly (readonly Grouped[])[] | undefined {
  const first = members[0] as readonly Member[];
  const labels = new Set(first.map(({ label }) => label));
  const isSteady = (some: readonly Member[]) =>
    some.length === first.length && some.every(({ label }, at) => (kind === 'entries' ? labels.has(label) : label === first[at]?.label));
  if (!members.every(isSteady)) return undefined;
  return members.map((some) => some.map(({ label }, at) => ({ group: kind === 'entries' ? label : String(at) })));
}

/** Members by their labels; and by labels that say less, where these tell fewer apart. */
export function groupings(
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

export function membersOf(value: Json, kind: Members): readonly Member[] {
  if (kind === 'entries')
    return Object.entries(isObject(value) ? value : {}).flatMap(([label, member]) => (member === undefined ? [] : [{ label, value: member }]));
  return (value as readonly Json[]).map((item) => ({ label: labelOf(item), value: item }));
}

/** Lists of one length: the first is the first, and so on. */
export function positions(members: readonly (readonly Member[])[]): readonly (readonly Grouped[])[] | undefined {
  const length = members[0]?.length ?? 0;
  if (members.some((some) => some.length !== length)) return undefined;
  return members.map((some) => some.map((_, at) => ({ group: String(at) })));
}
