import type { Json } from '../../../manifest';
import { constant, type Item, isEqual, type Node, not, type Segment, type Sequence } from '../template';
import { SPREAD } from './layout';
import { conditionText, operand } from './write-condition';
import { rangeWriting } from './write-range';
import { keyText, scalarText } from './write-scalar';
import { settingOf, type Writing } from './writing';

/** A value as YAML with actions: in one line, or in lines of its own. */
export type Written = { readonly inline: string } | { readonly lines: readonly string[] };

/** Stands where the number of blanks before a call goes, which is known once all is written. */
const INDENT = '<indent>';

/** Lines as one text, with each call's indentation filled in. */
export function linesText(lines: readonly string[]): string {
  return lines.map((line) => line.replace(INDENT, String(line.length - line.trimStart().length))).join('\n');
}

/** Writes a value. */
export function writeValue(node: Node, at: Writing): Written {
  const call = node.op === 'map' || node.op === 'constant' ? at.shared(node, at) : undefined;
  if (call !== undefined) return { lines: [`{{- ${call} | nindent ${INDENT} }}`] };
  const value = expanded(node, at);
  if (value.op === 'map') return writeSequence(value.entries, '{}', at);
  if (value.op === 'list') return writeSequence(value.items, '[]', at);
  if (value.op === 'if' && (isBlock(value.yes) || isBlock(value.no))) return writeIf(value, at);
  return { inline: scalarText(value, at) };
}

function isBlock(node: Node): boolean {
  if (node.op === 'if') return isBlock(node.yes) || isBlock(node.no);
  return node.op === 'map' || node.op === 'list' || (node.op === 'constant' && typeof node.value === 'object' && node.value !== null);
}

/** Constants that are maps or lists, and records of texts, as if they had been learned member by member. */
function expanded(node: Node, at: Writing): Node {
  if (node.op === 'constant' && typeof node.value === 'object' && node.value !== null) {
    const { value } = node;
    if (Array.isArray(value)) return { op: 'list', items: value.map((item: Json) => ({ op: 'item', node: constant(item) })) };
    return {
      op: 'map',
      entries: Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [{ op: 'item', key: constant(key), node: constant(member) }])),
    };
  }
  if (node.op !== 'setting') return node;
  const setting = settingOf(node.place, at);
  if (setting?.kind !== 'record' || setting.element?.kind !== 'string') return node;
  const scope = at.ranges.length + 1;
  const body: Sequence = [{ op: 'item', key: { op: 'key', scope, plus: 0 }, node: { op: 'setting', place: { scope, path: [] } } }];
  return { op: 'map', entries: [{ op: 'range', over: node.place, sorted: false, body }] };
}

function writeIf(node: Extract<Node, { op: 'if' }>, at: Writing): Written {
  const lines: string[] = [`{{- if ${conditionText(node.condition, at)} }}`, ...linesOf(writeValue(node.yes, at))];
  let rest = node.no;
  for (; rest.op === 'if'; rest = rest.no) lines.push(`{{- else if ${conditionText(rest.condition, at)} }}`, ...linesOf(writeValue(rest.yes, at)));
  return { lines: [...lines, '{{- else }}', ...linesOf(writeValue(rest, at)), '{{- end }}'] };
}

function linesOf(written: Written): readonly string[] {
  return 'inline' in written ? [written.inline] : written.lines;
}

function writeSequence(items: Sequence, empty: string, at: Writing): Written {
  if (items.length === 0) return { inline: empty };
  const [only] = items;
  if (items.some((segment) => segment.op === 'item' && segment.when === undefined)) return { lines: segmentLines(items, at) };
  // Nothing is sure to be there: an empty map or list has to be said.
  if (items.length === 1 && only?.op === 'range' && only.body.some((segment) => segment.op === 'item' && segment.when === undefined)) {
    const range = rangeWriting(only, at, '-');
    if (range.isSingle) return { lines: [`{{- ${range.open} }}`, ...segmentLines(only.body, range.inner), '{{- else }}', empty, '{{- end }}'] };
  }
  if (items.every((segment) => segment.op === 'item')) {
    const conditions = (items as readonly Item[]).map((item) => conditionText(item.when ?? { op: 'and', of: [] }, at));
    const different = [...new Set(conditions)];
    const any = different.length === 1 ? (different[0] as string) : `or ${different.map(operand).join(' ')}`;
    const lines = items.length === 1 ? segmentLines([{ ...(only as Item), when: undefined }], at) : segmentLines(items, at);
    return { lines: [`{{- if ${any} }}`, ...lines, '{{- else }}', empty, '{{- end }}'] };
  }
  const flag = `$empty${at.ranges.length === 0 ? '' : at.ranges.length + 1}`;
  return { lines: [`{{- ${flag} := true }}`, ...segmentLines(items, at, flag), `{{- if ${flag} }}`, empty, '{{- end }}'] };
}

function segmentLines(items: Sequence, at: Writing, flag?: string): readonly string[] {
  return joinedConditions(items).flatMap(({ condition, segments, otherwise }) => {
    const lines = segments.flatMap((segment) => segmentOf(segment, at, flag));
    if (condition === undefined) return lines;
    const other = otherwise.length === 0 ? [] : ['{{- else }}', ...otherwise.flatMap((segment) => segmentOf(segment, at, flag))];
    return [`{{- if ${conditionText(condition, at)} }}`, ...lines, ...other, '{{- end }}'];
  });
}

interface Block {
  readonly condition: Item['when'];
  readonly segments: Segment[];
  readonly otherwise: Segment[];
}

/** Neighbours under one condition, or under a condition and its opposite, share one `if`. */
function joinedConditions(items: Sequence): readonly Block[] {
  const blocks: Block[] = [];
  for (const segment of items) {
    const condition = segment.op === 'item' ? segment.when : undefined;
    const last = blocks.at(-1);
    const isSame = condition !== undefined && last?.condition !== undefined && isEqual(condition as unknown as Json, last.condition as unknown as Json);
    const isOpposite =
      condition !== undefined && last?.condition !== undefined && isEqual(condition as unknown as Json, not(last.condition) as unknown as Json);
    if (isSame && last?.otherwise.length === 0) last.segments.push(segment);
    else if (isOpposite) last?.otherwise.push(segment);
    else blocks.push({ condition, segments: [segment], otherwise: [] });
  }
  return blocks;
}

function segmentOf(segment: Segment, at: Writing, flag: string | undefined): readonly string[] {
  if (segment.op === 'range') {
    const { open, inner, close } = rangeWriting(segment, at, '-');
    return [`{{- ${open} }}`, ...segmentLines(segment.body, inner, flag), ...close.map((word) => `{{- ${word} }}`)];
  }
  const said = flag === undefined ? [] : [`{{- ${flag} = false }}`];
  if (segment.key?.op === 'constant' && segment.key.value === SPREAD) return spreadLines(segment.node, at);
  const value = writeValue(segment.node, segment.key?.op === 'constant' ? { ...at, key: String(segment.key.value) } : at);
  if (segment.key === undefined) return [...said, ...itemLines(value)];
  const key = keyText(segment.key, at);
  return [...said, ...('inline' in value ? [`${key}: ${value.inline}`] : [`${key}:`, ...value.lines.map((line) => `  ${line}`)])];
}

/** The entries of a map as entries of the one around; a name is that of a template. */
function spreadLines(node: Node, at: Writing): readonly string[] {
  if (node.op !== 'constant' || typeof node.value !== 'string') return linesOf(writeValue(node, at));
  return [`{{- include "${at.chart}.${node.value}" ${at.isMoved ? '$' : '.'} | nindent ${INDENT} }}`];
}

/** The value of an item of a list: its first line stands behind the dash. */
function itemLines(value: Written): readonly string[] {
  if ('inline' in value) return [`- ${value.inline}`];
  const [first = '', ...rest] = value.lines;
  // An action before the first key would leave the dash alone in its line, which YAML reads all the same.
  if (first.startsWith('{{-')) return ['-', ...value.lines.map((line) => `  ${line}`)];
  return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
}
