import { outsideSymbols } from './labels';
import type { Grouped, Member } from './member';
import { nextElement, type Scan } from './symbols';
import type { Context } from './table';

export interface Found extends Grouped {
  readonly shape: string;
  /** Whether its label holds markers. */
  readonly isMarked: boolean;
  /** For each collection that it holds markers of, of how many elements. */
  readonly elements: ReadonlyMap<string, ReadonlySet<string | number>>;
}

export function find({ label, value }: Member, { symbols, frames }: Context): Found {
  const scan = symbols.scan(label);
  const ofLabel = elementsIn(scan.marks, frames);
  const elements = ofLabel.size > 0 ? ofLabel : elementsIn(symbols.marksIn(value), frames);
  const group = withoutIndexes(repeated(scan.symbolic), frames);
  // An index in the label changes from element to element, a number of the program does not.
  return { group, shape: elements.size > 0 ? outsideSymbols(group, () => '#') : group, isMarked: scan.marks.length > 0, elements };
}

/** Numbers that may be the index of a range around (from 0 or from 1) change from element to element. */
export function withoutIndexes(label: string, frames: Context['frames']): string {
  const indexes = frames.slice(1).flatMap(({ key }) => (typeof key === 'number' ? [String(key), String(key + 1)] : []));
  return indexes.length === 0 ? label : outsideSymbols(label, (digits) => (indexes.includes(digits) ? '#' : digits));
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
export function runShapes(found: readonly (readonly Found[])[]): ReadonlyMap<string, string> {
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

export function asRun({ group, shape, elements }: Found, collection: string | undefined): Grouped {
  const [key] = collection === undefined ? [] : (elements.get(collection) ?? []);
  return collection === undefined || key === undefined ? { group } : { group: shape, element: { collection, key } };
}
