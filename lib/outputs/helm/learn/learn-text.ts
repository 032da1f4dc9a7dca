import { evaluateNode, type Node, UNKNOWN } from '../template';
import { choose, eitherText } from './choose';
import { scaledNumber } from './learn-number';
import { isKnown, type Learning } from './learning';
import { parseTexts } from './parse-text';
import { type Column, filtered, withValues } from './table';
import { lines, separated } from './text-lists';

const MOST_SHAPES = 8;
const MOST_CASES = 6;

/** Explains texts. */
export function learnText(column: Column, learning: Learning): Node {
  const attempts = [parsed, cases, lines, covered, shapes, cutText, encoded, separated];
  for (const attempt of attempts) {
    const node = attempt(column, learning);
    if (node !== undefined && isKnown(node)) return node;
  }
  return UNKNOWN;
}

/** Constants and expressions beside each other. */
function parsed(column: Column, learning: Learning): Node | undefined {
  const { table, rows } = column;
  const texts = column.values as readonly string[];
  const expressions = learning.texts(table);
  const digits = (numbers: readonly number[]) => scaledNumber(withValues(column, numbers));
  return parseTexts(texts, rows, expressions.plain, digits) ?? parseTexts(texts, rows, expressions.all, digits);
}

/** A few texts: one condition for each. */
function cases(column: Column, learning: Learning): Node | undefined {
  const all = [...new Set(column.values)];
  return all.length > MOST_CASES || all.length * 2 > column.values.length ? undefined : choose(column, all, (value) => value, learning);
}

/** Texts that differ in what stands in them: one condition a shape. */
function shapes(column: Column, learning: Learning): Node | undefined {
  const { table, rows } = column;
  const shapeAt = new Map(rows.map((row, at) => [row, shapeOf(column.values[at] as string, table.contexts[row]?.symbols)]));
  const all = [...new Set(shapeAt.values())];
  if (all.length < 2 || all.length > MOST_SHAPES) return undefined;
  if (all.length > 2) {
    const node = parts(column, (row) => shapeAt.get(row), learning);
    if (node !== undefined) return node;
  }
  return choose(column, all, (_, row) => shapeAt.get(row), learning);
}

/** How many samples a shape must have to be explained for itself. */
const SOME = 3;

/** Texts too short to be found again, as empty ones are: explained as those of other samples are, each by the first explanation that fits. */
function covered(column: Column, learning: Learning): Node | undefined {
  const { table, rows } = column;
  const shapes = new Map<string, number[]>();
  for (const [at, row] of rows.entries()) {
    const shape = shapeOf(column.values[at] as string, table.contexts[row]?.symbols);
    shapes.set(shape, [...(shapes.get(shape) ?? []), at]);
  }
  const gives = (node: Node, at: number) => evaluateNode(node, table.contexts[rows[at] as number]?.frames ?? [], () => '') === column.values[at];
  const common = [...shapes.values()].filter((some) => some.length >= SOME).sort((a, b) => b.length - a.length);
  const nodes: Node[] = [];
  for (const some of common) {
    if (nodes.length === 2 || nodes.some((node) => some.every((at) => gives(node, at)))) continue;
    const own = new Set(some.map((at) => rows[at]));
    const node = parsed(
      filtered(column, (row) => own.has(row)),
      learning,
    );
    if (node !== undefined) nodes.push(node);
  }
  const [first, second] = nodes;
  if (first === undefined || second === undefined) return undefined;
  const fits = rows.map((_, at) => [gives(first, at), gives(second, at)] as const);
  if (fits.some(([a, b]) => !a && !b)) return undefined;
  const telling = rows.flatMap((row, at) => (fits[at]?.[0] === fits[at]?.[1] ? [] : [{ row, isFirst: fits[at]?.[0] === true }]));
  const condition = learning.formulas(table).find(
    telling.map(({ row }) => row),
    telling.map(({ isFirst }) => isFirst),
  );
  return condition === undefined ? undefined : eitherText({ op: 'if', condition, yes: first, no: second });
}

/** A text with several parts that may be missing: one condition for each part, not one for each shape. */
function parts(column: Column, shapeAt: (row: number) => unknown, learning: Learning): Node | undefined {
  for (const { condition, bits } of learning.formulas(column.table).plainFeatures) {
    const [yes, no] = [1, 0].map((bit) => filtered(column, (row) => bits[row] === bit)) as [Column, Column];
    const shapesOf = (some: Column) => new Set(some.rows.map(shapeAt));
    const both = shapesOf(yes);
    if (yes.rows.length < 4 || no.rows.length < 4 || [...shapesOf(no)].some((shape) => both.has(shape))) continue;
    const [then, other] = [learnText(yes, learning), learnText(no, learning)];
    if (!isKnown(then) || !isKnown(other)) continue;
    const node = eitherText({ op: 'if', condition, yes: then, no: other });
    if (node.op === 'concat') return node;
  }
  return undefined;
}

function shapeOf(text: string, symbols: { scan(text: string): { symbolic: string } } | undefined): string {
  const symbolic = symbols === undefined ? text : symbols.scan(text).symbolic;
  return symbolic.replace(/‹[^›]*›|\d+/g, (found) => (found.startsWith('‹') ? found : '#')).replace(/(‹[^›]*\*[^›]*›)(?:[^‹]{1,3}\1)*/g, '$1');
}

/** A text that ends after so many characters. */
function cutText(column: Column, learning: Learning): Node | undefined {
  const texts = column.values as readonly string[];
  const length = Math.max(...texts.map((text) => text.length));
  const full = texts.filter((text) => text.length === length).length;
  if (full < 2 || full === texts.length || length < 3) return undefined;
  // Those that were not cut explain the whole; those that were are its beginning.
  const whole = texts.map((text, at) => ({ text, row: column.rows[at] as number })).filter(({ text }) => text.length < length);
  const node = parsed({ table: column.table, rows: whole.map(({ row }) => row), values: whole.map(({ text }) => text) }, learning);
  if (node === undefined || whole.length < 3) return undefined;
  const cut: Node = { op: 'cut', of: node, length };
  // The longest may be something else, as a default is.
  const isRight = column.rows.every((row, at) => evaluateNode(cut, column.table.contexts[row]?.frames ?? [], () => '') === texts[at]);
  return isRight ? cut : undefined;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Base64 of a text that is explained itself. */
function encoded(column: Column, learning: Learning): Node | undefined {
  const texts = column.values as readonly string[];
  if (!texts.every((text) => BASE64.test(text)) || texts.every((text) => text === '')) return undefined;
  const decoded = texts.map((text) => Buffer.from(text, 'base64').toString('utf8'));
  if (decoded.some((text, at) => Buffer.from(text, 'utf8').toString('base64') !== texts[at])) return undefined;
  const node = learnText(withValues(column, decoded), learning);
  return isKnown(node) ? { op: 'apply', fn: 'b64enc', of: node } : undefined;
}
