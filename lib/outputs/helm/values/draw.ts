import type { Json, JsonObject } from '../../../manifest';
import { bounded, classOf, type Domain, IMPOSSIBLE_KEYS, isExcluded } from './domain';
import { drawNumber, drawText, type TextDraw } from './draw-scalar';
import type { Random } from './random';
import { type Setting, settingTree } from './setting';
import { ANY_TEXT } from './text-class';
import { textRule } from './text-rule';

/** How one sample is drawn. */
export interface Drawing {
  readonly random: Random;
  readonly domain: Domain;
  /** How probable optional settings are. */
  readonly presence: number;
  /** How probable each scalar is to be hostile instead of a marker. */
  readonly wild: number;
  /** Literals of the program, for hostile values. */
  readonly literals: readonly (string | number)[];
  /** Settings that have been drawn, to repeat now and then in hostile samples. */
  readonly drawn: { readonly texts: string[]; readonly numbers: number[] };
  /** How probable an empty text is where one may be. */
  readonly empty: number;
}

export function drawing(random: Random, domain: Domain, more: Partial<Drawing> = {}): Drawing {
  const presence = random.pick([0.25, 0.5, 0.8]);
  return { random, domain, presence, wild: 0, literals: [], drawn: { texts: [], numbers: [] }, empty: 0.07, ...more };
}

/** Something that must be there could not be drawn. */
class NothingDrawn extends Error {}

/** A value that the schema of a setting takes; undefined for none, also where none was found. */
export function draw(setting: Setting, at: Drawing): Json | undefined {
  try {
    return drawn(setting, at);
  } catch (error) {
    if (error instanceof NothingDrawn) return undefined;
    throw error;
  }
}

/** A value that must be there. */
function required(setting: Setting, at: Drawing): Json {
  const value = drawn(setting, at);
  if (value === undefined) throw new NothingDrawn();
  return value;
}

function drawn(setting: Setting, at: Drawing): Json | undefined {
  const { random, domain } = at;
  const pins = domain.pinned.get(setting.path.join('.'));
  if (pins !== undefined) return random.pick(pins);
  if (setting.optional && !random.chance(at.presence)) return undefined;
  switch (setting.kind) {
    case 'map':
      return drawMap(setting, at);
    case 'union':
      return drawMap(random.pick(setting.branches), at);
    case 'list':
      return drawList(setting, at);
    case 'record':
      return drawRecord(setting, at);
    case 'mixed': {
      const branch = random.pick(setting.branches);
      return drawn({ ...branch, optional: false }, at);
    }
    case 'enum':
      return random.pick(setting.values);
    case 'boolean':
      return random.chance(0.5);
    case 'number':
      return drawNumber(bounded(setting.schema, domain.bounds.get(setting.path.join('.'))), at);
    case 'string':
      return drawText(setting.schema, classOf(domain, setting.path), textDraw(setting, at));
    case 'any':
      return drawAny(setting.schema, at);
  }
}

function textDraw(setting: Setting, at: Drawing): TextDraw {
  // An empty element leaves no trace by which to find it again.
  return setting.path.includes('*') ? { ...at, empty: at.wild > 0 ? at.empty : 0 } : at;
}

function drawMap(setting: Setting, at: Drawing): Json {
  const map: { [key: string]: Json } = {};
  for (const member of setting.members) {
    const value = member.optional || isPinned(member, at) ? drawn(member, at) : required(member, at);
    if (value !== undefined) map[member.path.at(-1) as string] = value;
  }
  return map;
}

function isPinned({ path }: Setting, { domain }: Drawing): boolean {
  return domain.pinned.has(path.join('.'));
}

function drawCount(schema: JsonObject, least: string, most: string, { random }: Drawing): number {
  const from = typeof schema[least] === 'number' ? (schema[least] as number) : 0;
  const to = typeof schema[most] === 'number' ? (schema[most] as number) : Number.POSITIVE_INFINITY;
  const count = random.chance(0.1) ? random.int(4, 8) : random.pick([0, 1, 2, 2, 3]);
  return Math.min(to, Math.max(from, count));
}

function drawList(setting: Setting, at: Drawing): Json {
  const count = drawCount(setting.schema, 'minItems', 'maxItems', at);
  const items = Array.from({ length: count }, () => required(setting.element as Setting, at));
  if (setting.schema.uniqueItems !== true) return items;
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function drawRecord(setting: Setting, at: Drawing): Json {
  const names = (setting.schema.propertyNames ?? { type: 'string' }) as JsonObject;
  const count = drawCount(setting.schema, 'minProperties', 'maxProperties', at);
  const map: { [key: string]: Json } = {};
  for (let n = 0; n < count; n++) {
    const key = drawKey(names, setting, at);
    // JavaScript lists number-like keys first, and half of its libraries drop __proto__.
    if (key !== undefined && !IMPOSSIBLE_KEYS.includes(key) && !isExcluded(key, at.domain.excluded.get(setting.path.join('.'))))
      map[key] = required(setting.element as Setting, at);
  }
  return map;
}

function drawKey(names: JsonObject, setting: Setting, at: Drawing): string | undefined {
  const tree = settingTree(names);
  if (tree.kind === 'enum') return at.random.pick(tree.values) as string;
  return drawText(names, classOf(at.domain, [...setting.path, '~']), { ...at, empty: 0 });
}

/** Something of any kind: what a `resources` or `affinity` might be. No null, which Helm drops. */
function drawAny(schema: JsonObject, at: Drawing, depth = 0): Json {
  const { random } = at;
  if (Array.isArray(schema.prefixItems)) return schema.prefixItems.map((item) => required(settingTree(item as JsonObject, ['*']), at));
  const text = () => drawText({ type: 'string' }, ANY_TEXT, at) ?? '';
  const kind = depth > 2 ? random.int(0, 2) : random.int(0, 5);
  if (kind === 0) return text();
  if (kind === 1) return random.int(0, 99999);
  if (kind === 2) return random.chance(0.5);
  if (kind === 3) return Array.from({ length: random.int(0, 3) }, () => drawAny({}, at, depth + 1));
  return Object.fromEntries(Array.from({ length: random.int(0, 3) }, () => [text() || 'k', drawAny({}, at, depth + 1)]));
}

/** Whether a setting's rule can be written in a chart's schema. */
export function unwritablePattern(setting: Setting): string | undefined {
  return setting.kind === 'string' ? textRule(setting.schema).unwritable : undefined;
}
