import { concat, constant, type Item, type Node, type Segment, type Sequence } from '../template';
import { payloadId, TOKEN } from './rendered-items';

/** A node in which tokens of derived values, learned as parts of texts, are hashes of payloads. */
export function withHashes(node: Node): Node {
  switch (node.op) {
    case 'constant':
      return typeof node.value === 'string' && node.value.includes('\uE000') ? textWithHashes([node]) : deepConstant(node);
    case 'concat':
      return textWithHashes(node.parts.map(withInner));
    case 'apply':
    case 'cut':
      return { ...node, of: withHashes(node.of) };
    case 'if':
      return { ...node, yes: withHashes(node.yes), no: withHashes(node.no) };
    case 'map':
      return { ...node, entries: inSequence(node.entries) };
    case 'list':
    case 'lines':
      return { ...node, items: inSequence(node.items) };
    default:
      return node;
  }
}

/** A constant map or list with a token inside is no constant. */
function deepConstant(node: Extract<Node, { op: 'constant' }>): Node {
  const { value } = node;
  if (typeof value !== 'object' || value === null || !JSON.stringify(value).includes('\uE000')) return node;
  if (Array.isArray(value)) return { op: 'list', items: value.map((item) => ({ op: 'item', node: withHashes(constant(item)) })) };
  return {
    op: 'map',
    // A member that is undefined is absent.
    entries: Object.entries(value).flatMap(([key, member]): Item[] =>
      member === undefined ? [] : [{ op: 'item', key: withHashes(constant(key)), node: withHashes(constant(member)) }],
    ),
  };
}

function withInner(node: Node): Node {
  return node.op === 'constant' || node.op === 'concat' ? node : withHashes(node);
}

function inSequence(items: Sequence): Sequence {
  return items.map((segment): Segment => {
    if (segment.op === 'range') return { ...segment, body: inSequence(segment.body) };
    const item: Item = { ...segment, node: withHashes(segment.node) };
    return segment.key === undefined ? item : { ...item, key: withHashes(segment.key) };
  });
}

/** Reads tokens out of the parts of a text: whole ones in a constant, and those whose element is an expression between two constants. */
function textWithHashes(parts: readonly Node[]): Node {
  const found: Node[] = [];
  const rest = [...parts];
  for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
    const open = part.op === 'constant' ? String(part.value).lastIndexOf('\uE000#') : -1;
    const isOpen = part.op === 'constant' && open >= 0 && !String(part.value).slice(open).includes('\uE001');
    if (isOpen && part.op === 'constant') {
      const [element, close] = [rest.shift(), rest.shift()];
      if (element === undefined || close?.op !== 'constant' || !String(close.value).startsWith('\uE001')) return { op: 'unknown' };
      const text = String(part.value);
      found.push(...wholeTokens(text.slice(0, open)), hashOf(text.slice(open + 2)));
      rest.unshift(constant(String(close.value).slice(1)));
    } else found.push(...(part.op === 'constant' ? wholeTokens(String(part.value)) : [part]));
  }
  return concat(found);
}

function wholeTokens(text: string): Node[] {
  const parts: Node[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push(constant(text.slice(from, match.index)), hashOf(match[1] ?? ''));
    from = match.index + match[0].length;
  }
  return [...parts, constant(text.slice(from))];
}

function hashOf(words: string): Node {
  const [hash = '', length = '', ...group] = words.split('|');
  return { op: 'hash', payload: payloadId(hash as 'data', group.slice(0, -1).join('|')), length: Number(length) };
}
