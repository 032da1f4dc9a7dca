import type { Json } from '../../../manifest';
import { type Condition, constant, isEqual, type Node, UNKNOWN } from '../template';
import { choose } from './choose';
import { learnNumber } from './learn-number';
import { learnText } from './learn-text';
import { isKnown, type Learning } from './learning';
import { type Column, filtered } from './table';

/** Explains a column of values of any kinds. */
export function learnNode(column: Column, learning: Learning): Node {
  const { values } = column;
  const first = values[0] as Json;
  if (values.every((value) => isEqual(value, first))) return constant(first);
  const whole = wholeSetting(column);
  if (whole !== undefined && kindOf(first) !== 'text') return whole;
  const kinds = new Set(values.map(kindOf));
  if (kinds.size === 1) {
    const node = learnKind(kindOf(first), column, learning);
    if (isKnown(node) || whole !== undefined) return whole === undefined || isKnown(node) ? node : whole;
    // Where only something inside is not explained, a split there is nearer to it.
    return node.op === 'unknown' ? (splitByFeature(column, learning) ?? node) : node;
  }
  return whole ?? splitByKind(column, [...kinds], learning) ?? splitByFeature(column, learning) ?? UNKNOWN;
}

type Kind = 'text' | 'number' | 'switch' | 'list' | 'map' | 'null';

function kindOf(value: Json): Kind {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'switch';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : 'map';
}

/** A column that is a setting as it is. */
function wholeSetting({ table, rows, values }: Column): Node | undefined {
  const found = table.readables.find((readable) => {
    // The values as a whole have more in a chart: `global`, and what sub-charts are told.
    if (readable.place.scope === 0 && readable.place.path.length === 0) return false;
    const settings = table.valuesOf(readable);
    return rows.every((row, at) => settings[row] !== undefined && isEqual(settings[row], values[at]));
  });
  return found === undefined ? undefined : { op: 'setting', place: found.place };
}

function learnKind(kind: Kind, column: Column, learning: Learning): Node {
  switch (kind) {
    case 'text':
      return learnText(column, learning);
    case 'number':
      return learnNumber(column, learning);
    case 'switch': {
      const condition = learning.formulas(column.table).find(column.rows, column.values as boolean[]);
      return condition === undefined ? UNKNOWN : { op: 'decide', condition };
    }
    case 'map': {
      const entries = learning.sequence(column, 'entries');
      return entries === undefined ? UNKNOWN : { op: 'map', entries };
    }
    case 'list': {
      const items = learning.sequence(column, 'items');
      return items === undefined ? UNKNOWN : { op: 'list', items };
    }
    case 'null':
      return constant(null);
  }
}

function splitByKind(column: Column, kinds: readonly Kind[], learning: Learning): Node | undefined {
  return choose(column, kinds, kindOf, learning);
}

/** Each half of the samples for itself, by the first condition that explains both. */
function splitByFeature(column: Column, learning: Learning): Node | undefined {
  if (column.rows.length < 8) return undefined;
  for (const { condition, bits } of learning.formulas(column.table).plainFeatures) {
    const [yes, no] = [1, 0].map((bit) => filtered(column, (row) => bits[row] === bit)) as [Column, Column];
    if (yes.rows.length < 4 || no.rows.length < 4) continue;
    const node = half(condition, yes, no, learning);
    if (node !== undefined) return node;
  }
  return undefined;
}

function half(condition: Condition, yes: Column, no: Column, learning: Learning): Node | undefined {
  const then = simpleNode(yes, learning);
  if (!isKnown(then)) return undefined;
  const other = simpleNode(no, learning);
  return isKnown(other) ? { op: 'if', condition, yes: then, no: other } : undefined;
}

/** Without a further split. */
function simpleNode(column: Column, learning: Learning): Node {
  const first = column.values[0] as Json;
  if (column.values.every((value) => isEqual(value, first))) return constant(first);
  const kind = kindOf(first);
  return wholeSetting(column) ?? (column.values.every((value) => kindOf(value) === kind) ? learnKind(kind, column, learning) : UNKNOWN);
}
