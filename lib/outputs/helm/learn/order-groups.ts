import type { Grouped } from './member';

/** A member that all samples may have, or a run over a collection (of one group, or of several that alternate). */
export interface OrderedPart {
  readonly groups: ReadonlySet<string>;
  readonly collection?: string | undefined;
}

/** The order of groups in which each sample lists them; undefined where there is none. Of entries of a map, any order. */
export function orderGroups(samples: readonly (readonly Grouped[])[], anyOrder: boolean): readonly OrderedPart[] | undefined {
  const collections = new Map<string, string | undefined>();
  for (const some of samples) for (const { group, element } of some) if (!collections.has(group)) collections.set(group, element?.collection);
  const merged = mergeRuns(samples, collections, anyOrder);
  const partOf = (group: string) => merged.get(group) ?? group;
  const listed = samples.map((some) => withoutRepeats(some.map(({ group }) => partOf(group))));
  const sequences = anyOrder ? listed.map((sequence) => [...new Set(sequence)]) : listed;
  if (!anyOrder && sequences.some((sequence) => new Set(sequence).size < sequence.length)) return undefined;
  const order = mergedOrder(sequences) ?? (anyOrder ? firstSeen(sequences) : undefined);
  return order?.map((part) => ({ groups: new Set([...collections.keys()].filter((group) => partOf(group) === part)), collection: collections.get(part) }));
}

/** Groups over one collection that alternate (a1 b1 a2 b2) are one run; groups that follow each other (a1 a2 b1 b2) are two. Of entries, all over one collection. */
function mergeRuns(
  samples: readonly (readonly Grouped[])[],
  collections: ReadonlyMap<string, string | undefined>,
  anyOrder: boolean,
): ReadonlyMap<string, string> {
  const merged = new Map<string, string>();
  const runs = [...collections].filter(([, collection]) => collection !== undefined);
  for (const [at, [group, collection]] of runs.entries()) {
    const other = runs.slice(0, at).find(([earlier, over]) => over === collection && (anyOrder || alternate(samples, earlier, group)));
    if (other !== undefined) merged.set(group, merged.get(other[0]) ?? other[0]);
  }
  return merged;
}

/** Two groups of which some element's members stand between those of the other. */
function alternate(samples: readonly (readonly Grouped[])[], a: string, b: string): boolean {
  return samples.some((some) => {
    const own = some.map(({ group }) => group).filter((group) => group === a || group === b);
    return withoutRepeats(own).length > 2 || (own.length === 2 && own[0] !== own[1] && sameElement(some, a, b) && !separate(samples, a, b));
  });
}

function sameElement(some: readonly Grouped[], a: string, b: string): boolean {
  const [left, right] = [a, b].map((group) => some.find((one) => one.group === group)?.element?.key);
  return left === right;
}

function separate(samples: readonly (readonly Grouped[])[], a: string, b: string): boolean {
  return samples.some(
    (some) =>
      some.filter(({ group }) => group === a).length > 1 &&
      withoutRepeats(some.map(({ group }) => group).filter((group) => group === a || group === b)).length === 2,
  );
}

function withoutRepeats(list: readonly string[]): readonly string[] {
  return list.filter((one, at) => one !== list[at - 1]);
}

function firstSeen(sequences: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(sequences.flat())];
}

/** An order that all sequences agree with, as near to the longest ones as can be; undefined where there is none. */
export function mergedOrder(sequences: readonly (readonly string[])[]): readonly string[] | undefined {
  const before = new Map<string, Set<string>>();
  for (const sequence of sequences) {
    for (const [at, group] of sequence.entries()) {
      const known = before.get(group) ?? new Set();
      before.set(group, known);
      if (at > 0) known.add(sequence[at - 1] as string);
    }
  }
  const longestFirst = [...sequences].sort((a, b) => b.length - a.length);
  const waiting = firstSeen(longestFirst);
  const order: string[] = [];
  const rest = new Set(waiting);
  while (rest.size > 0) {
    const next = waiting.find((group) => rest.has(group) && ![...(before.get(group) ?? [])].some((other) => rest.has(other)));
    if (next === undefined) return undefined;
    rest.delete(next);
    order.push(next);
  }
  return order;
}
