import { isObject } from '../../../manifest';
import type { Setting } from '../values';
import type { Place } from './place';
import type { Node } from './template';

export type Scopes = readonly (Setting | undefined)[];

export function rangesSettings(tree: Setting, ranges: readonly Place[]): Scopes {
  const scopes: (Setting | undefined)[] = [tree];
  for (const over of ranges) scopes.push(settingAt(scopes, over)?.element);
  return scopes;
}

/** The setting that a place reads. */
export function settingAt(scopes: Scopes, place: Place): Setting | undefined {
  let at = scopes[place.scope];
  for (const step of place.path) at = typeof step === 'number' ? at?.element : at?.members.find((member) => member.path.at(-1) === step);
  return at;
}

/** The node at fixed keys of maps. */
export function nodeAt(node: Node, keys: readonly string[]): Node | undefined {
  const [key, ...rest] = keys;
  if (key === undefined) return node;
  const entry = node.op === 'map' ? node.entries.find((one) => one.op === 'item' && one.key?.op === 'constant' && one.key.value === key) : undefined;
  return entry?.op === 'item' ? nodeAt(entry.node, rest) : undefined;
}

/** The settings that a node reads, anywhere in it. */
export function placesIn(node: unknown): readonly Place[] {
  if (Array.isArray(node)) return node.flatMap(placesIn);
  if (!isObject(node)) return [];
  if (typeof node.scope === 'number' && Array.isArray(node.path)) return [node as unknown as Place];
  return Object.values(node).flatMap(placesIn);
}
