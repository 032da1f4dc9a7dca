import { isObject } from '../../../manifest';
import { HOOK } from '../dialect';
import { type Node, placesIn, type Sequence, type Template } from '../template';
import { SPREAD } from './layout';

/** A part of several objects that is written once, as a named template. */
export interface SharedNode {
  readonly node: Node;
  /** Without the chart's name. */
  readonly name: string;
}

/** What people expect to read where it stands. */
const UNSHARED = new Set(['', 'metadata', 'spec']);
/** What a hash is of is written once, where its object shows it and where it is hashed. */
const HASHED = new Set(['data', 'binaryData', 'template']);
/** How often a part has to occur. */
const OFTEN = 3;
const COMPONENT_LABEL = 'app.kubernetes.io/component';
/** Names that charts give to what stands under these keys. */
const NAMES: { readonly [key: string]: string } = {
  labels: 'commonLabels',
  [SPREAD]: 'selectorLabels',
  matchLabels: 'selectorLabels',
  selector: 'selectorLabels',
  image: 'image',
  nodeSelector: 'nodeSelector',
  podSelector: 'podSelector',
};

/** The parts that occur three times or more, and data of ConfigMaps and Secrets that a hash is of, by their JSON. Reserved names are not given to them. */
export function sharedNodes(
  objects: readonly (readonly [string, Template])[],
  payloads: readonly Template[],
  reserved: readonly string[] = [],
): ReadonlyMap<string, SharedNode> {
  const counts = new Map<string, { node: Node; count: number; key: string; hint: string; hashed: boolean }>();
  const count = (node: Node, key: string, hint: string, hashed: boolean) => {
    if (isShareable(node) && !UNSHARED.has(key)) {
      const id = JSON.stringify(node);
      const known = counts.get(id) ?? { node, count: 0, key, hint, hashed: false };
      counts.set(id, { ...known, count: known.count + 1, hashed: known.hashed || hashed });
    }
    for (const [inner, name] of childrenOf(node)) count(inner, name, hint, hashed);
  };
  for (const [hint, { node }] of objects) count(node, '', hint, false);
  for (const { node } of payloads) count(node, '', '', true);
  const found = [...counts.values()].filter(({ count: times, hashed, key }) => times >= OFTEN || (times >= 2 && hashed && HASHED.has(key)));
  // What only ever occurs inside something else that is shared needs no name of its own.
  const outer = found.filter(
    (one) =>
      one.node.op === 'concat' ||
      isLabels(one.node) ||
      !found.some((other) => other !== one && other.count >= one.count && size(other.node) > size(one.node) && holds(other.node, one.node)),
  );
  const taken = new Set<string>(reserved);
  return new Map(outer.map(({ node, key, hint }) => [JSON.stringify(node), { node, name: freeName(labelsName(node) ?? nameFor(node, key, hint), taken) }]));
}

function size(node: Node): number {
  return JSON.stringify(node).length;
}

function holds(outer: Node, inner: Node): boolean {
  return JSON.stringify(outer).includes(JSON.stringify(inner));
}

function isLabels(node: Node): boolean {
  return labelsName(node) !== undefined;
}

/** The labels of a component are called after it. */
function labelsName(node: Node): string | undefined {
  const component =
    node.op === 'map' ? node.entries.find((entry) => entry.op === 'item' && entry.key?.op === 'constant' && entry.key.value === COMPONENT_LABEL) : undefined;
  if (component?.op === 'item' && component.node.op === 'constant') return `${component.node.value}-labels`;
  const said = node.op === 'constant' && isObject(node.value) ? node.value[COMPONENT_LABEL] : undefined;
  return typeof said === 'string' ? `${said}-labels` : undefined;
}

function nameFor(node: Node, key: string, hint: string): string {
  if (HASHED.has(key) && hint !== '') return `${hint}-${key}`;
  if (key === 'annotations' && JSON.stringify(node).includes(JSON.stringify(HOOK))) return 'hookAnnotations';
  return NAMES[key] ?? (/^[A-Za-z][\w-]*$/.test(key) ? key : 'part');
}

function freeName(word: string, taken: Set<string>): string {
  let name = word;
  for (let n = 2; taken.has(name); n++) name = `${word}${n}`;
  taken.add(name);
  return name;
}

/** Maps of at least two entries, lists of maps, and composed texts, of what is not inside a range. */
function isShareable(node: Node): boolean {
  if (placesIn(node).some(({ scope }) => scope > rangesIn(node)) || readsOuterKey(node)) return false;
  if (node.op === 'map' && node.entries.some((entry) => entry.op === 'item' && entry.key?.op === 'constant' && entry.key.value === SPREAD)) return false;
  if (node.op === 'map') return node.entries.length >= 2 || node.entries.some(({ op }) => op === 'range');
  if (node.op === 'constant') return isObject(node.value) && Object.keys(node.value).length >= (node.value[COMPONENT_LABEL] === undefined ? 3 : 2);
  return node.op === 'concat' && node.parts.filter(({ op }) => op !== 'constant').length >= 2 && !JSON.stringify(node).includes('"op":"hash"');
}

/** Whether a node is part of a range's body: then it may read a frame that its own ranges do not open. */
function readsOuterKey(node: Node): boolean {
  return /"op":"(?:key|first)"/.test(JSON.stringify(node)) && rangesIn(node) === 0;
}

function rangesIn(node: unknown): number {
  if (Array.isArray(node)) return Math.max(0, ...node.map(rangesIn));
  if (!isObject(node)) return 0;
  return Math.max(0, ...Object.values(node).map(rangesIn)) + (node.op === 'range' ? 1 : 0);
}

function childrenOf(node: Node): readonly (readonly [Node, string])[] {
  if (node.op === 'map') return inSequence(node.entries);
  if (node.op === 'list') return inSequence(node.items);
  if (node.op === 'if') return [[node.yes, ''] as const, [node.no, ''] as const];
  return [];
}

function inSequence(items: Sequence): readonly (readonly [Node, string])[] {
  return items.flatMap((segment) => {
    // Parts of a range's body read its variables.
    if (segment.op === 'range') return [];
    return [[segment.node, segment.key?.op === 'constant' ? String(segment.key.value) : ''] as const];
  });
}
