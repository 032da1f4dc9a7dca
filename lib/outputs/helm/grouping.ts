import { isObject, type Json } from '../../manifest';
import { type ElementOf, nextElement, type Scan } from './symbols';
import type { Context } from './table';

/** Something that is one of several: an item of a list, an entry of a map, an object of a program. */
export interface Member {
  /** What it is told apart by: a name, a key, the text itself. */
  readonly label: string;
  readonly value: Json;
}

/** Which members of all samples are the same one, and which are made once for each element of a collection. */
export interface Grouped {
  /** The same for the same member of all samples, and for all members of a run. */
  readonly group: string;
  /** The element that it is made for. */
  readonly element?: ElementOf | undefined;
}

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

interface Found extends Grouped {
  readonly shape: string;
  /** Whether its label holds markers. */
  readonly isMarked: boolean;
  /** For each collection that it holds markers of, of how many elements. */
  readonly elements: ReadonlyMap<string, ReadonlySet<string | number>>;
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
  const scanned = members.map((some, row) => some.map((member) => find(member, contexts[row] as Context)));
  // What an environment says may be a word of the program as well: a label that others have as it is holds no marker.
  const literal = literalLabels(scanned);
  const found = scanned.map((some, row) => some.map((one, n) => asLiteral(one, members[row]?.[n]?.label ?? '', literal, contexts[row] as Context)));
  const runs = runShapes(found);
  const tagged = loosely.reduce(
    loosened,
    found.map((some) => some.map((member) => asRun(member, runs.get(member.shape)))),
  );
  const common = labelsOfSeveral(tagged);
  return tagged.map((some, row) => numbered(withOrphans(some, common, runs, contexts[row] as Context)));
}

/** A label that says less of a member, or undefined where it is to keep its own. */
export type LooserLabel = (label: string) => string | undefined;

/** Labels with any numbers. */
export const anyNumber: LooserLabel = (label) => outsideSymbols(label, () => '#');

/** The first word of a line, the name of an option. */
export const firstWord: LooserLabel = (label) => /^\s*-{0,2}[A-Za-z_][\w.-]*(?:[=:]|(?=\s))/.exec(label)?.[0];

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

function find({ label, value }: Member, { symbols, frames }: Context): Found {
  const scan = symbols.scan(label);
  const ofLabel = elementsIn(scan.marks, frames);
  const elements = ofLabel.size > 0 ? ofLabel : elementsIn(symbols.marksIn(value), frames);
  const group = withoutIndexes(repeated(scan.symbolic), frames);
  // An index in the label changes from element to element, a number of the program does not.
  return { group, shape: elements.size > 0 ? outsideSymbols(group, () => '#') : group, isMarked: scan.marks.length > 0, elements };
}

/** Numbers that may be the index of a range around (from 0 or from 1) change from element to element. */
function withoutIndexes(label: string, frames: Context['frames']): string {
  const indexes = frames.slice(1).flatMap(({ key }) => (typeof key === 'number' ? [String(key), String(key + 1)] : []));
  return indexes.length === 0 ? label : outsideSymbols(label, (digits) => (indexes.includes(digits) ? '#' : digits));
}

/** A label with other digits, but for those in the names of settings. */
function outsideSymbols(label: string, digits: (found: string) => string): string {
  return label.replace(/‹[^›]*›|\d+/g, (found) => (found.startsWith('‹') ? found : digits(found)));
}

/** Several markers of elements in one text are one list that was joined. */
function repeated(symbolic: string): string {
  return symbolic.replace(/(‹[^›]*\*[^›]*›)(?:[^‹]{1,3}\1)+/g, '$1');
}

function elementsIn(marks: Scan['marks'], frames: Context['frames']): ReadonlyMap<string, ReadonlySet<string | number>> {
  const elements = new Map<string, Set<string | number>>();
  for (const mark of marks) {
    const next = nextElement(mark, frames);
    if (next === undefined) continue;
    const keys = elements.get(next.collection) ?? new Set();
    elements.set(next.collection, keys.add(next.key));
  }
  return elements;
}

/** The collection that each shape runs over, for shapes that do. */
function runShapes(found: readonly (readonly Found[])[]): ReadonlyMap<string, string> {
  const collections = new Map<string, { several: boolean; broken: boolean }>();
  for (const some of found) {
    const seen = new Map<string, Set<string | number>>();
    for (const { shape, elements } of some) {
      for (const [collection, keys] of elements) {
        const id = `${shape}\n${collection}`;
        const state = collections.get(id) ?? { several: false, broken: false };
        collections.set(id, state);
        state.broken ||= keys.size > 1;
        const all = seen.get(id) ?? new Set();
        seen.set(id, all);
        for (const key of keys) all.add(key);
        state.several ||= all.size > 1;
      }
    }
  }
  const runs = new Map<string, string>();
  for (const [id, { several, broken }] of collections) {
    const [shape = '', collection = ''] = id.split('\n');
    const known = runs.get(shape);
    // Of a list in a list the outer one.
    if (several && !broken && (known === undefined || collection.length < known.length)) runs.set(shape, collection);
  }
  return runs;
}

function asRun({ group, shape, elements }: Found, collection: string | undefined): Grouped {
  const [key] = collection === undefined ? [] : (elements.get(collection) ?? []);
  return collection === undefined || key === undefined ? { group } : { group: shape, element: { collection, key } };
}

/** Members of one sample that are not told apart by their labels are by their order. */
function numbered(some: readonly Grouped[]): readonly Grouped[] {
  const counts = new Map<string, number>();
  return some.map((one) => {
    const id = one.element === undefined ? one.group : `${one.group}\n${one.element.collection}\n${one.element.key}`;
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    return count === 1 ? one : { ...one, group: `${one.group}#${count}` };
  });
}

const NAMES = ['name', 'key', 'host', 'mountPath', 'path', 'ip', 'containerPort', 'port', 'type', 'kind'];

/** What an item of a list is told apart by, as Kubernetes does: its name, else its key, host, path and the like, else all of it. */
export function labelOf(item: Json): string {
  if (typeof item === 'string') return item;
  if (!isObject(item)) return typeof item === 'number' ? 'number' : JSON.stringify(item);
  const name = NAMES.find((field) => typeof item[field] === 'string' || typeof item[field] === 'number');
  if (name !== undefined) return `${name}=${item[name]}`;
  return Object.keys(item).sort().join(',');
}
