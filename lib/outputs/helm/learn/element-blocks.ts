/**
 * Lines that belong to an element of a collection although nothing of it stands in them: `location /x {` has a marker, the `}` that closes it has none. They are
 * found between the lines that each element has one of.
 */
import { numbered } from './grouping';
import { anyNumber, firstWord } from './labels';
import type { Grouped } from './member';
import type { Context } from './table';

/** Where an element's block is known to be: the line that each element has. */
interface Anchor {
  readonly at: number;
  readonly key: string | number;
}

/** How many lines of a block may stand before its anchor. */
export const MOST_BEFORE = 3;

/**
 * Groups in which all lines of an element's block are one run; undefined where there are no such blocks.
 * @param tagged the groups, before those of one name are numbered
 * @param before how many lines of a block stand before the line that has the marker
 */
export function elementBlocks(
  contexts: readonly Context[],
  tagged: readonly (readonly Grouped[])[],
  before: number,
): readonly (readonly Grouped[])[] | undefined {
  const collections = new Set(tagged.flatMap((some) => some.flatMap(({ element }) => element?.collection ?? [])));
  const blocks = tagged.map((some) => some.map((): Grouped | undefined => undefined));
  for (const collection of collections) {
    const anchors = anchorsOf(contexts, tagged, collection);
    if (anchors === undefined || !isAbsorbing(tagged, anchors, collection) || anchors.some(([first]) => first !== undefined && first.at < before)) continue;
    const most = mostBetween(tagged, anchors, before);
    for (const [row, own] of anchors.entries()) {
      for (const [n, { at, key }] of own.entries()) {
        const next = own[n + 1];
        const end = next === undefined ? endOfLast(tagged[row] as readonly Grouped[], at, { collection, key }, most) : next.at - before;
        for (let line = at - before; line < end; line++) (blocks[row] as Grouped[])[line] = { group: `block ${collection}`, element: { collection, key } };
      }
    }
  }
  if (blocks.every((some) => some.every((block) => block === undefined))) return undefined;
  return tagged.map((some, row) => {
    const own = blocks[row] as readonly (Grouped | undefined)[];
    const others = [...numbered(some.filter((_, at) => own[at] === undefined))];
    return some.map((_, at) => own[at] ?? (others.shift() as Grouped));
  });
}

/** The first group of which each element has one line in every sample. */
function anchorsOf(contexts: readonly Context[], tagged: readonly (readonly Grouped[])[], collection: string): readonly (readonly Anchor[])[] | undefined {
  const groups = new Set(tagged.flatMap((some) => some.filter(({ element }) => element?.collection === collection).map(({ group }) => group)));
  const keys = contexts.map(({ frames, symbols }) => symbols.keysOf(collection, frames));
  // Lines that are there without any element are of none.
  const outside = new Set(tagged.flatMap((some, row) => (keys[row]?.length === 0 ? some.map(({ group }) => group) : [])));
  for (const group of groups) {
    const anchors = tagged.map((some, row) => anchorsIn(some, group, keys[row] as readonly (string | number)[], collection, outside));
    if (anchors.every((own) => own !== undefined)) return anchors as readonly (readonly Anchor[])[];
  }
  return undefined;
}

function anchorsIn(
  some: readonly Grouped[],
  group: string,
  keys: readonly (string | number)[],
  collection: string,
  outside: ReadonlySet<string>,
): readonly Anchor[] | undefined {
  const exact = some.flatMap((one, at) => (one.group === group && one.element?.collection === collection ? [{ at, key: one.element.key }] : []));
  if (exact.length === keys.length && new Set(exact.map(({ key }) => key)).size === keys.length) return exact;
  // Texts that are too short, or stand twice in the settings, are no markers: the lines that begin so are as many as the elements.
  const loose = some.flatMap((one, at) => (wordsOf(one.group) === wordsOf(group) && !outside.has(one.group) ? [at] : []));
  return loose.length === keys.length ? loose.map((at, n) => ({ at, key: keys[n] as string | number })) : undefined;
}

/** Whether between the lines of two elements there are such as belong to none. */
function isAbsorbing(tagged: readonly (readonly Grouped[])[], anchors: readonly (readonly Anchor[])[], collection: string): boolean {
  return anchors.some((own, row) => {
    const [first, last] = [own[0]?.at ?? 0, own.at(-1)?.at ?? 0];
    return own.length > 1 && (tagged[row] as readonly Grouped[]).slice(first, last).some(({ element }) => element?.collection !== collection);
  });
}

/** How often a line stands in one block at most, of all blocks that another follows. */
function mostBetween(tagged: readonly (readonly Grouped[])[], anchors: readonly (readonly Anchor[])[], before: number): ReadonlyMap<string, number> {
  const most = new Map<string, number>();
  for (const [row, own] of anchors.entries()) {
    for (const [n, { at }] of own.entries()) {
      const next = own[n + 1];
      if (next === undefined) continue;
      const counts = new Map<string, number>();
      for (const { group } of (tagged[row] as readonly Grouped[]).slice(at + 1, next.at - before)) {
        const words = wordsOf(group);
        counts.set(words, (counts.get(words) ?? 0) + 1);
      }
      for (const [words, count] of counts) most.set(words, Math.max(count, most.get(words) ?? 0));
    }
  }
  return most;
}

/** Where the last block ends: before the first line that has no marker of its element and that no other block has, or has not so often. */
function endOfLast(some: readonly Grouped[], anchor: number, own: Grouped['element'], most: ReadonlyMap<string, number>): number {
  const counts = new Map<string, number>();
  let at = anchor + 1;
  for (; at < some.length; at++) {
    const { group, element } = some[at] as Grouped;
    if (element !== undefined && element.collection === own?.collection && element.key === own.key) continue;
    const words = wordsOf(group);
    const count = (counts.get(words) ?? 0) + 1;
    if (count > (most.get(words) ?? 0)) break;
    counts.set(words, count);
  }
  return at;
}

function wordsOf(label: string): string {
  return firstWord(label) ?? anyNumber(label) ?? label;
}
