import type { Json } from '../../../manifest';
import { constant, type Node, UNKNOWN } from '../template';
import { choose } from './choose';
import type { Learning } from './learning';
import { type Column, filtered, type Table } from './table';

/** How many different numbers count as cases of a condition. */
const MOST_CASES = 6;

/** Explains numbers: `a * setting + b`, a length or index so, or one of few constants by conditions. */
export function learnNumber(column: Column, learning: Learning): Node {
  const straight = scaledNumber(column);
  if (straight !== undefined) return straight;
  const withDefault = absentOr(column, learning);
  if (withDefault !== undefined) return withDefault;
  const cases = [...new Set(column.values)];
  if (cases.length > MOST_CASES) return greater(column, learning) ?? UNKNOWN;
  return choose(column, cases, (value) => value, learning) ?? greater(column, learning) ?? UNKNOWN;
}

/** A number that may be missing, and what stands for it then. */
function absentOr(column: Column, learning: Learning): Node | undefined {
  for (const { condition, bits } of learning.formulas(column.table).plainFeatures) {
    if (condition.op !== 'has') continue;
    const [yes, no] = [1, 0].map((bit) => filtered(column, (row) => bits[row] === bit)) as [Column, Column];
    if (yes.rows.length < 4 || no.rows.length < 4) continue;
    const [then, other] = [scaledNumber(yes), lineOrConstant(no)];
    if (then !== undefined && other !== undefined) return { op: 'if', condition, yes: then, no: other };
  }
  return undefined;
}

/** The greater or the less of two: two straight lines, one on each side of a comparison. */
function greater(column: Column, learning: Learning): Node | undefined {
  for (const { condition, bits } of learning.formulas(column.table).comparingFeatures) {
    if (condition.op !== 'less') continue;
    const [yes, no] = [1, 0].map((bit) => filtered(column, (row) => bits[row] === bit)) as [Column, Column];
    if (yes.rows.length < 4 || no.rows.length < 4) continue;
    const [then, other] = [lineOrConstant(yes), lineOrConstant(no)];
    if (then !== undefined && other !== undefined) return { op: 'if', condition, yes: then, no: other };
  }
  return undefined;
}

function lineOrConstant(column: Column): Node | undefined {
  const first = column.values[0] as Json;
  return column.values.every((value) => value === first) ? constant(first) : scaledNumber(column);
}

/** A number setting, a length or an index, times and plus a constant. */
export function scaledNumber({ table, rows, values }: Column): Node | undefined {
  for (const { node, numbers } of numberNodes(table)) {
    const own = rows.map((row) => numbers[row]);
    const factors = own.includes(undefined) ? undefined : straightLine(own as number[], values as number[]);
    if (factors === undefined) continue;
    const { times, plus } = factors;
    if (node.op === 'key' && times === 1 && Number.isInteger(plus)) return { ...node, plus };
    return times === 1 && plus === 0 ? node : { op: 'scaled', of: node, times, plus };
  }
  return undefined;
}

interface NumberNode {
  readonly node: Node;
  readonly numbers: readonly (number | undefined)[];
}

function numberNodes(table: Table): readonly NumberNode[] {
  const settings = table.readables.flatMap((readable): NumberNode[] => {
    const { place, setting } = readable;
    const values = table.valuesOf(readable);
    if (setting.kind === 'number' || setting.kind === 'enum') return [{ node: { op: 'setting', place } as const, numbers: values.map(numberOrNone) }];
    const isSized = (setting.kind === 'list' || setting.kind === 'record') && !place.path.includes(0);
    return isSized ? [{ node: { op: 'length', place } as const, numbers: values.map(sizeOf) }] : [];
  });
  const keys = table.scopes
    .slice(1)
    .map((_, at) => ({ node: { op: 'key', scope: at + 1, plus: 0 } as const, numbers: table.contexts.map(({ frames }) => numberOrNone(frames[at + 1]?.key)) }));
  return [...settings, ...keys];
}

function numberOrNone(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function sizeOf(value: Json | undefined): number | undefined {
  return Array.isArray(value) ? value.length : typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
}

/** The whole numbers `times` and `plus` with y = times * x + plus for all pairs; a product of two settings or a rounded quotient has none. */
function straightLine(x: readonly number[], y: readonly number[]): { times: number; plus: number } | undefined {
  const other = x.findIndex((value) => value !== x[0]);
  if (other < 0) return undefined;
  const [x0, y0] = [x[0] as number, y[0] as number];
  const times = ((y[other] as number) - y0) / ((x[other] as number) - x0);
  const plus = y0 - times * x0;
  if (times === 0 || !x.every((value, at) => value * times + plus === y[at])) return undefined;
  // Go computes whole numbers exactly; with fractions only the setting itself is the same.
  const isWhole = Number.isInteger(times) && Number.isInteger(plus) && x.every(Number.isInteger);
  return isWhole || (times === 1 && plus === 0) ? { times, plus } : undefined;
}
