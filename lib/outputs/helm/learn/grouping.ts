import type { LooserLabel } from './labels';
import type { Grouped, Member } from './member';
import { asRun, type Found, find, runShapes, withoutIndexes } from './runs';
import type { Context } from './table';

function labelsOfSeveral(tagged: readonly (readonly Grouped[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const some of tagged) for (const group of new Set(some.map((one) => one.group))) counts.set(group, (counts.get(group) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= ENOUGH).map(([group]) => group));
}

/** Members of elements whose texts are too short or too common to be found: as many as the run lacks, in their order. */
function withOrphans(
  some: readonly Grouped[],
  common: ReadonlySet<string>,
  runs: ReadonlyMap<string, string>,
  { frames, symbols }: Context,
): readonly Grouped[] {
  const [only, ...others] = runs;
  const orphans = some.filter(({ group, element }) => element === undefined && !common.has(group));
  if (only === undefined || others.length > 0 || orphans.length === 0) return some;
  const [group, collection] = only;
  const taken = new Set(some.map(({ element }) => element?.key));
  const missing = symbols.keysOf(collection, frames).filter((key) => !taken.has(key));
  if (missing.length !== orphans.length) return some;
  return some.map((one) => (orphans.includes(one) ? { group, element: { collection, key: missing[orphans.indexOf(one)] as string | number } } : one));
}

/** How many samples have to have a label as it is. */
const ENOUGH = 3;

function literalLabels(found: readonly (readonly Found[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const some of found) for (const one of some) if (!one.isMarked) counts.set(one.group, (counts.get(one.group) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= ENOUGH).map(([label]) => label));
}

function asLiteral(one: Found, label: string, literal: ReadonlySet<string>, { frames }: Context): Found {
  const group = withoutIndexes(label, frames);
  return one.isMarked && literal.has(group) ? { ...one, group, shape: group } : one;
}

/**
 * Groups the members of each sample. A shape of members is a run over a collection when some sample has several of it, each with markers of one element only.
 * @param loosely Labels that say less, for members that have no other of the same in any sample: what a number or an enum changes is one member then
 */
export function grouped(
  contexts: readonly Context[],
  members: readonly (readonly Member[])[],
  loosely: readonly LooserLabel[] = [],
): readonly (readonly Grouped[])[] {
  return tagged(contexts, members, loosely).map(numbered);
}

/** The same, with members of one sample that are not told apart by their labels in one group. */
export function tagged(
  contexts: readonly Context[],
  members: readonly (readonly Member[])[],
  loosely: readonly LooserLabel[] = [],
): readonly (readonly Grouped[])[] {
  const scanned = members.map((some, row) => some.map((member) => find(member, contexts[row] as Context)));
  // What an environment says may be a word of the program as well: a label that others have as it is holds no marker.
  const literal = literalLabels(scanned);
  const found = scanned.map((some, row) => some.map((one, n) => asLiteral(one, members[row]?.[n]?.label ?? '', literal, contexts[row] as Context)));
  const runs = runShapes(found);
  const groups = loosely.reduce(
    loosened,
    found.map((some) => some.map((member) => asRun(member, runs.get(member.shape)))),
  );
  const common = labelsOfSeveral(groups);
  return groups.map((some, row) => withOrphans(some, common, runs, contexts[row] as Context));
}

function loosened(tagged: readonly (readonly Grouped[])[], looser: LooserLabel): readonly (readonly Grouped[])[] {
  const isAlone = new Map<string, boolean>();
  for (const some of tagged) {
    const seen = new Set<string>();
    for (const { group, element } of some) {
      const label = element === undefined ? looser(group) : undefined;
      if (label === undefined) continue;
      isAlone.set(label, !seen.has(label) && isAlone.get(label) !== false);
      seen.add(label);
    }
  }
  return tagged.map((some) =>
    some.map((one) => {
      const label = one.element === undefined ? looser(one.group) : undefined;
      return label !== undefined && isAlone.get(label) === true ? { group: label } : one;
    }),
  );
}

/** Members of one sample that are not told apart by their labels are by their order. */
export function numbered(some: readonly Grouped[]): readonly Grouped[] {
  const counts = new Map<string, number>();
  return some.map((one) => {
    const id = one.element === undefined ? one.group : `${one.group}\n${one.element.collection}\n${one.element.key}`;
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    return count === 1 ? one : { ...one, group: `${one.group}#${count}` };
  });
}
