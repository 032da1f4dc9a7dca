import { pointer } from '../../../manifest';
import type { Node, Sequence } from '../template';
import type { TextExpression } from './expressions';
import type { Formulas } from './formulas';
import type { Column, Readable, Table } from './table';

/** What the parts of the learner ask of each other. */
export interface Learning {
  /** Explains a column of values; parts of the result may be unknown. */
  node(column: Column): Node;
  /** Explains lists of items, maps' entries or lines of text; undefined where some part stays unknown. */
  sequence(column: Column, members: Members): Sequence | undefined;
  formulas(table: Table): Formulas;
  texts(table: Table): Texts;
  /** What is inside a range over a collection, for some rows of a table. */
  inside(table: Table, rows: readonly number[], over: Readable): Inside;
}

/** The inside of a range: a context for each element of each row. */
export interface Inside {
  readonly table: Table;
  /** The indexes or keys of the elements, by row. */
  readonly keys: readonly (readonly (string | number)[])[];
}

/** The expressions of a table. */
export interface Texts {
  readonly plain: readonly TextExpression[];
  readonly all: readonly TextExpression[];
}

/** What a sequence is made of. */
export type Members = 'items' | 'entries' | 'lines';

/** Whether some part of a node is not explained. */
export function isKnown(node: Node): boolean {
  switch (node.op) {
    case 'unknown':
      return false;
    case 'text':
    case 'apply':
    case 'cut':
    case 'scaled':
      return isKnown(node.of);
    case 'concat':
      return node.parts.every(isKnown);
    case 'if':
      return isKnown(node.yes) && isKnown(node.no);
    case 'map':
      return isKnownSequence(node.entries);
    case 'list':
    case 'lines':
      return isKnownSequence(node.items);
    default:
      return true;
  }
}

export function isKnownSequence(items: Sequence): boolean {
  return items.every((segment) =>
    segment.op === 'range' ? isKnownSequence(segment.body) : isKnown(segment.node) && (segment.key === undefined || isKnown(segment.key)),
  );
}

/** Where in an object something is not explained, as JSON pointers. */
export function unknownPlaces(node: Node, at = ''): readonly string[] {
  if (node.op !== 'map') return isKnown(node) ? [] : [at];
  return node.entries.flatMap((segment) => {
    if (segment.op === 'range') return isKnownSequence(segment.body) ? [] : [at];
    return segment.key?.op === 'constant' ? unknownPlaces(segment.node, pointer(at, String(segment.key.value))) : isKnown(segment.node) ? [] : [at];
  });
}
