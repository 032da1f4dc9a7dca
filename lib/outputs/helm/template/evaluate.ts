import type { Json } from '../../../manifest';
import { holds, lengthOf } from './holds';
import { elementsOf, type Frames, readPlace, rootFrames } from './place';
import type { Node, Sequence, Template } from './template';
import { applyTo, byBytes, joined } from './text-functions';

/** How a derived value's token is written while templates are evaluated. */
export type HashOf = (payload: string, length: number, frames: Frames) => string;

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
