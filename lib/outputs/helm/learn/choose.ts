import type { Json } from '../../../manifest';
import { concat, constant, type Node } from '../template';
import { isKnown, type Learning } from './learning';
import { type Column, filtered } from './table';

/** Explains a column by sorting its values into classes: a condition for each class but the last, and each class for itself. */
export function choose<Class>(column: Column, classes: readonly Class[], classOf: (value: Json, row: number) => Class, learning: Learning): Node | undefined {
  const formulas = learning.formulas(column.table);
  const counted = classes
    .map((one) => ({ one, part: filtered(column, (row, value) => classOf(value, row) === one) }))
    .sort((a, b) => a.part.rows.length - b.part.rows.length);
  const explained = counted.map(({ one, part }, at) => {
    const condition =
      at === counted.length - 1
        ? undefined
        : formulas.find(
            column.rows,
            column.rows.map((row, n) => classOf(column.values[n] as Json, row) === one),
          );
    return { condition, part };
  });
  if (explained.slice(0, -1).some(({ condition }) => condition === undefined)) return undefined;
  const nodes: Node[] = [];
  for (const { part } of explained) {
    const node = learning.node(part);
    if (!isKnown(node)) return undefined;
    nodes.push(node);
  }
  return explained
    .slice(0, -1)
    .reduceRight(
      (rest, { condition }, at) => (condition === undefined ? rest : eitherText({ op: 'if', condition, yes: nodes[at] as Node, no: rest })),
      nodes.at(-1) as Node,
    );
}

/** Two texts that begin or end alike: what they share stands outside the condition. */
export function eitherText(either: Node): Node {
  if (either.op !== 'if') return either;
  const node = positive(either);
  const [then, other] = [partsOf(node.yes), partsOf(node.no)];
  if (then === undefined || other === undefined) return node;
  const same = (a: Node | undefined, b: Node | undefined) => a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b);
  const start: Node[] = [];
  const end: Node[] = [];
  while (same(then[0], other[0])) {
    start.push(then.shift() as Node);
    other.shift();
  }
  while (same(then.at(-1), other.at(-1))) {
    end.unshift(then.pop() as Node);
    other.pop();
  }
  const [prefix, a, b] = sharedStart(then, other);
  if (prefix !== '') start.push(constant(prefix));
  if (start.length === 0 && end.length === 0) return node;
  return concat([...start, { op: 'if', condition: node.condition, yes: concat(a), no: concat(b) }, ...end]);
}

/** Asks what holds, not what does not. */
function positive(node: Extract<Node, { op: 'if' }>): Extract<Node, { op: 'if' }> {
  const { condition } = node;
  return condition.op === 'not' ? { op: 'if', condition: condition.of, yes: node.no, no: node.yes } : node;
}

/** The parts of a text; undefined for what is none. */
function partsOf(node: Node): Node[] | undefined {
  if (node.op === 'concat') return [...node.parts];
  if (node.op === 'constant') return typeof node.value === 'string' ? [node] : undefined;
  return node.op === 'if' ? [node] : undefined;
}

function sharedStart(a: readonly Node[], b: readonly Node[]): [string, readonly Node[], readonly Node[]] {
  const [first, second] = [a[0], b[0]];
  if (first?.op !== 'constant' || second?.op !== 'constant') return ['', a, b];
  const [left, right] = [String(first.value), String(second.value)];
  let length = 0;
  while (length < left.length && left[length] === right[length]) length++;
  const isPart = length === left.length || length === right.length;
  if (!isPart) return ['', a, b];
  return [left.slice(0, length), [constant(left.slice(length)), ...a.slice(1)], [constant(right.slice(length)), ...b.slice(1)]];
}
