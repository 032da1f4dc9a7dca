import { concat, constant, evaluateNode, type Node } from '../template';
import type { Learning } from './learning';
import { type Column, filtered, withValues } from './table';

/** Several lines, each explained for itself. */
export function lines(column: Column, learning: Learning): Node | undefined {
  const texts = column.values as readonly string[];
  if (!texts.some((text) => text.includes('\n'))) return undefined;
  const single = withoutBrokenSettings(column);
  if (single !== undefined) {
    const node = lines(single, learning);
    return node !== undefined && isRightFor(node, column) ? node : undefined;
  }
  if (!texts.every((text) => text.endsWith('\n'))) return split(column, '\n', learning);
  // What follows the last end of a line is always the last, whatever other lines are empty.
  const ended = withValues(
    column,
    texts.map((text) => text.slice(0, -1)),
  );
  const node = split(ended, '\n', learning);
  return node?.op === 'lines' ? { ...node, items: [...node.items, { op: 'item', node: constant('') }] } : undefined;
}

function split(column: Column, separator: string, learning: Learning): Node | undefined {
  const items = learning.sequence(
    withValues(
      column,
      (column.values as readonly string[]).map((text) => (text === '' && separator !== '\n' ? [] : text.split(separator))),
    ),
    'lines',
  );
  return items === undefined ? undefined : { op: 'lines', separator, items };
}

const SEPARATORS = [',', ' ', ';', '|', '&', '/'];

/** Texts without those in which a setting of several lines stands: a line is then a part of a setting. Undefined where there are none, or too many. */
function withoutBrokenSettings(column: Column): Column | undefined {
  const { table, values } = column;
  const long = table.readables.filter(({ setting }) => setting.kind === 'string').map((readable) => table.valuesOf(readable));
  const isBroken = (row: number, text: string) =>
    long.some((all) => {
      const value = all[row];
      return typeof value === 'string' && value.includes('\n') && text.includes(value);
    });
  const single = filtered(column, (row, value) => !isBroken(row, value as string));
  return single.rows.length === values.length || single.rows.length < FEW ? undefined : single;
}

/** How many texts tell enough. */
const FEW = 8;

function isRightFor(node: Node, { table, rows, values }: Column): boolean {
  return rows.every((row, at) => evaluateNode(node, table.contexts[row]?.frames ?? [], () => '') === values[at]);
}

/** A list that was joined after each element became something else. */
export function separated(column: Column, learning: Learning): Node | undefined {
  const texts = column.values as readonly string[];
  // Several lines were not explained as lines: between other separators they would be learned by heart.
  if (texts.some((text) => text.includes('\n'))) return undefined;
  for (const [start, end] of endsToTry(texts)) {
    const inner = withValues(
      column,
      texts.map((text) => text.slice(start.length, text.length - end.length)),
    );
    for (const separator of SEPARATORS) {
      if (!(inner.values as readonly string[]).some((text) => text.includes(separator))) continue;
      const node = split(inner, separator, learning);
      const isRight = node !== undefined && isRightFor(node, inner);
      if (isRight) return concat([constant(start), node, constant(end)]);
    }
  }
  return undefined;
}

/** What a joined list may stand between: all that the texts share, or less of it, since the elements may begin and end alike as well. */
function endsToTry(texts: readonly string[]): readonly (readonly [string, string])[] {
  const [start, end] = sharedEnds(texts);
  const starts = [start, /^.*[ =:([]/s.exec(start)?.[0] ?? '', /^[^ =([]*[ =([]/.exec(start)?.[0] ?? '', ''].filter((one, at, all) => all.indexOf(one) === at);
  const ends = [end, /[ )\];].*$/s.exec(end)?.[0] ?? '', ''].filter((one, at, all) => all.indexOf(one) === at);
  return starts.flatMap((one) => ends.map((other) => [one, other] as const));
}

/** What all texts begin and end with, without overlapping in the shortest. */
function sharedEnds(texts: readonly string[]): [string, string] {
  const first = texts[0] as string;
  const shortest = Math.min(...texts.map((text) => text.length));
  let start = 0;
  while (start < shortest && texts.every((text) => text[start] === first[start])) start++;
  let end = 0;
  while (end < shortest - start && texts.every((text) => text.at(-1 - end) === first.at(-1 - end))) end++;
  return [first.slice(0, start), first.slice(first.length - end)];
}
