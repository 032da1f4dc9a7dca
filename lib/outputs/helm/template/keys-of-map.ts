import type { Item, Node, Range, Sequence } from './template';

export interface Keyed {
  readonly item: Item;
  readonly ranges: readonly Range[];
}

export function keysOf(entries: Sequence, ranges: readonly Range[]): readonly Keyed[] {
  return entries.flatMap((segment) => (segment.op === 'range' ? keysOf(segment.body, [...ranges, segment]) : [{ item: segment, ranges }]));
}

export function isRecordKeyOf({ item }: Keyed): boolean {
  return item.key?.op === 'key';
}

export function sameRange(one: Keyed, other: Keyed): boolean {
  return one.ranges.at(-1) === other.ranges.at(-1) && JSON.stringify(one.item.key) === JSON.stringify(other.item.key);
}

/** What a key begins and ends with, and whether something that is read stands between. */
export function shapeOf(key: Node): { start: string; end: string; reads: boolean } {
  if (key.op === 'constant') return { start: String(key.value), end: '', reads: false };
  const parts = key.op === 'concat' ? key.parts : [key];
  const [first, last] = [parts[0], parts.at(-1)];
  return { start: first?.op === 'constant' ? String(first.value) : '', end: last?.op === 'constant' ? String(last.value) : '', reads: true };
}
