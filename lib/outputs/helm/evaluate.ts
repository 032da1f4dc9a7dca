import { createHash } from 'node:crypto';
import { isObject, type Json } from '../../manifest';
import { elementsOf, type Frames, readPath, readPlace, rootFrames } from './place';
import type { Amount, Condition, Node, Sequence, Template, TextFunction } from './template';

/** How a derived value's token is written while templates are evaluated. */
export type HashOf = (payload: string, length: number, frames: Frames) => string;

/** Whether a condition holds. */
export function holds(condition: Condition, frames: Frames): boolean {
  switch (condition.op) {
    case 'true':
      return readPlace(frames, condition.place) === true;
    case 'has':
      return readPlace(frames, condition.place) !== undefined;
    case 'filled':
      return isFilled(readPlace(frames, condition.place));
    case 'equals':
      return isEqual(readPlace(frames, condition.place), condition.value);
    case 'same': {
      const left = readPlace(frames, condition.left);
      return left !== undefined && isEqual(left, readPlace(frames, condition.right));
    }
    case 'less': {
      const [left, right] = [amount(condition.left, frames), amount(condition.right, frames)];
      return left !== undefined && right !== undefined && left < right;
    }
    case 'prefix':
    case 'suffix':
    case 'contains':
      return matches(condition.op, readPlace(frames, condition.place), condition.text);
    case 'first':
      return frames[condition.scope]?.key === 0;
    case 'repeats': {
      const keys = elementsOf(readPlace(frames, condition.place)).map(({ value }) => String(readPath(value, condition.path)));
      return new Set(keys).size < keys.length;
    }
    case 'not':
      return !holds(condition.of, frames);
    case 'and':
      return condition.of.every((one) => holds(one, frames));
    case 'or':
      return condition.of.some((one) => holds(one, frames));
  }
}

/** Whether Go templates and JavaScript alike take a text, a list or a map for something. */
export function isFilled(value: Json | undefined): boolean {
  if (typeof value === 'string' || Array.isArray(value)) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== 0 && value !== false;
}

function matches(op: 'prefix' | 'suffix' | 'contains', value: Json | undefined, text: string): boolean {
  if (typeof value !== 'string') return false;
  if (op === 'prefix') return value.startsWith(text);
  return op === 'suffix' ? value.endsWith(text) : value.includes(text);
}

function amount(of: Amount, frames: Frames): number | undefined {
  if (of.op === 'constant') return of.value;
  const value = readPlace(frames, of.place);
  if (of.op === 'number') return typeof value === 'number' ? value : undefined;
  return lengthOf(value);
}

/** How many elements a list or record has. */
export function lengthOf(value: Json | undefined): number | undefined {
  return Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : undefined;
}

/** The value of a node; undefined only where it reads something absent, which no learned template does. */
export function evaluateNode(node: Node, frames: Frames, hash: HashOf): Json | undefined {
  switch (node.op) {
    case 'constant':
      return node.value;
    case 'setting':
      return positiveZero(readPlace(frames, node.place));
    case 'key': {
      const key = frames[node.scope]?.key;
      return typeof key === 'number' ? key + node.plus : key;
    }
    case 'length':
      return lengthOf(readPlace(frames, node.place));
    case 'scaled': {
      const of = evaluateNode(node.of, frames, hash);
      return typeof of === 'number' ? positiveZero(of * node.times + node.plus) : undefined;
    }
    case 'decide':
      return holds(node.condition, frames);
    case 'map':
      return mapOf(node.entries, frames, hash);
    case 'list':
      return [...itemsOf(node.items, frames, hash)].map((item) => item.value ?? null);
    case 'if':
      return evaluateNode(holds(node.condition, frames) ? node.yes : node.no, frames, hash);
    default:
      return evaluateText(node, frames, hash);
  }
}

function evaluateText(node: Node, frames: Frames, hash: HashOf): string | undefined {
  const text = (of: Node): string | undefined => {
    const value = evaluateNode(of, frames, hash);
    return typeof value === 'string' ? value : undefined;
  };
  switch (node.op) {
    case 'text': {
      const of = evaluateNode(node.of, frames, hash);
      return of === undefined ? undefined : String(of);
    }
    case 'apply': {
      const of = text(node.of);
      return of === undefined ? undefined : applyTo(node.fn, of);
    }
    case 'cut':
      return text(node.of)?.slice(0, node.length);
    case 'join':
      return joined(readPlace(frames, node.place), node.separator, node.sorted);
    case 'concat': {
      const parts = node.parts.map(text);
      return parts.includes(undefined) ? undefined : parts.join('');
    }
    case 'lines':
      return [...itemsOf(node.items, frames, hash)].map((item) => item.value).join(node.separator);
    case 'hash':
      return hash(node.payload, node.length, frames);
    default:
      return undefined;
  }
}

/** A number as YAML carries it: without the sign of zero. */
function positiveZero(value: Json | undefined): Json | undefined {
  return value === 0 ? 0 : value;
}

/** The elements of a list of texts or numbers as one text. */
export function joined(value: Json | undefined, separator: string, sorted: boolean): string | undefined {
  if (!Array.isArray(value)) return undefined;
  return (sorted ? [...value].sort(byBytes) : value).join(separator);
}

function byBytes(a: Json, b: Json): number {
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

export function applyTo(fn: TextFunction, text: string): string {
  switch (fn) {
    case 'lower':
      return text.toLowerCase();
    case 'upper':
      return text.toUpperCase();
    case 'b64enc':
      return Buffer.from(text, 'utf8').toString('base64');
    case 'sha256sum':
      return createHash('sha256').update(text, 'utf8').digest('hex');
    case 'uri':
      return encodeURIComponent(text);
  }
}

interface Evaluated {
  readonly key: string;
  readonly value: Json | undefined;
}

function* itemsOf(items: Sequence, frames: Frames, hash: HashOf): Generator<Evaluated> {
  for (const segment of items) {
    if (segment.op === 'range') {
      for (const inner of framesOver(segment.over, segment.sorted, frames)) yield* itemsOf(segment.body, inner, hash);
    } else if (segment.when === undefined || holds(segment.when, frames)) {
      const key = segment.key === undefined ? '' : String(evaluateNode(segment.key, frames, hash));
      yield { key, value: evaluateNode(segment.node, frames, hash) };
    }
  }
}

function mapOf(entries: Sequence, frames: Frames, hash: HashOf): Json | undefined {
  const map: { [key: string]: Json } = {};
  for (const { key, value } of itemsOf(entries, frames, hash)) {
    // Helm refuses a key that stands twice, so a template that writes one is never equal.
    if (value === undefined || Object.hasOwn(map, key)) return undefined;
    if (key === '__proto__') Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
    else map[key] = value;
  }
  return map;
}

function framesOver(over: { readonly scope: number; readonly path: readonly (string | number)[] }, sorted: boolean, frames: Frames): readonly Frames[] {
  const elements = elementsOf(readPlace(frames, over));
  const ordered = sorted ? [...elements].sort((a, b) => byBytes(a.value, b.value)) : elements;
  return ordered.map(({ key, value }) => [...frames, { value, key, over: '' }]);
}

/** What a template gives for some settings: nothing, one value, or one for each element of its ranges. */
export function evaluateTemplate(template: Template, settings: Json, hash: HashOf): (Json | undefined)[] {
  let all: readonly Frames[] = [rootFrames(settings)];
  for (const over of template.ranges) all = all.flatMap((frames) => framesOver(over, false, frames));
  return all.filter((frames) => template.when === undefined || holds(template.when, frames)).map((frames) => evaluateNode(template.node, frames, hash));
}

/** Whether two JSON values are the same; a member that is undefined is absent, and -0 is 0. */
export function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => isEqual(item, b[at] as Json));
  }
  const [left, right] = [a as { readonly [key: string]: Json | undefined }, b as { readonly [key: string]: Json | undefined }];
  let members = 0;
  for (const key in left) {
    if (left[key] === undefined) continue;
    if (!Object.hasOwn(right, key) || !isEqual(left[key], right[key])) return false;
    members++;
  }
  for (const key in right) if (right[key] !== undefined) members--;
  return members === 0;
}
