import type { Json, JsonObject } from '../../manifest';
import { ANY_CHARACTER } from './character-set';
import { bounded, classOf, type Domain } from './draw';
import { KEPT_SCHEMA } from './kept-values';
import { onlyHas, type Regex, writeRegex } from './regex';
import type { Setting } from './setting';
import { ANY_TEXT, type TextClass } from './text-class';
import { textRule } from './text-rule';
import type { Derived } from './types';

/** What Helm and charts around this one may put beside its own values: `global`, the values of sub-charts, the switch of a dependency's `condition`. */
const BESIDE: JsonObject = { type: ['object', 'boolean'] };

/** The settings that are the release's, by path, and what a message says where somebody gives them a value. */
type Released = ReadonlyMap<string, string>;

/**
 * The values.schema.json of a chart: what zod says, narrowed to what the chart takes. Only the root is open, for `global` and sub-charts, and not for texts,
 * numbers and lists, which are mistyped names.
 */
export function valuesSchema({ tree, domain, binding, kept }: Pick<Derived, 'tree' | 'domain' | 'binding' | 'kept'>): JsonObject {
  const released = new Map<string, string>();
  if (binding.name !== undefined) released.set(binding.name, 'the name of the release (helm install NAME)');
  if (binding.namespace !== undefined) released.set(binding.namespace, 'the namespace of the release (helm install --namespace)');
  const beside = kept === undefined ? {} : { [kept]: KEPT_SCHEMA };
  const root = tree.kind === 'union' ? openUnion(tree, domain, released, beside) : openMap(schemaOf(tree, domain, released), beside);
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...root };
}

/** Settings that are one of several maps as a whole: each is open for what is beside, and closed for the members of the others. */
function openUnion({ branches, members }: Setting, domain: Domain, released: Released, beside: JsonObject): JsonObject {
  const others = Object.fromEntries(members.map((member) => [nameOf(member), false]));
  const open = branches.map((branch) => {
    const schema = mapSchema(branch, domain, released);
    return openMap({ ...schema, properties: { ...others, ...(schema.properties as JsonObject) } }, beside);
  });
  return { anyOf: open };
}

/** A map that is open for what Helm puts beside its own values. */
function openMap(schema: JsonObject, beside: JsonObject): JsonObject {
  const properties = { ...(schema.properties as JsonObject | undefined), ...beside };
  return { ...schema, ...(Object.keys(beside).length > 0 && { properties }), additionalProperties: BESIDE };
}

/** A schema that takes nothing. Helm shows the members of an enum, and of `false` only that it failed: this one says what to do instead. */
function nothing(says: string): JsonObject {
  return { enum: [says], not: {} };
}

function schemaOf(setting: Setting, domain: Domain, released: Released): JsonObject {
  const said = { ...(setting.schema.description !== undefined && { description: setting.schema.description }) };
  const pins = domain.pinned.get(setting.path.join('.'));
  if (pins !== undefined) return { ...said, ...pinned(pins) };
  switch (setting.kind) {
    case 'map':
      return { ...said, ...mapSchema(setting, domain, released) };
    case 'union':
      return { ...said, anyOf: setting.branches.map((branch) => mapSchema(branch, domain, released)) };
    case 'list': {
      const { minItems, maxItems, uniqueItems } = setting.schema;
      const items = schemaOf(setting.element as Setting, domain, released);
      return { ...said, type: 'array', items, ...defined({ minItems, maxItems, uniqueItems }) };
    }
    case 'record':
      return { ...said, ...recordSchema(setting, domain, released) };
    case 'string':
      return { ...said, ...textSchema(setting.schema, classOf(domain, setting.path)) };
    case 'number': {
      const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = bounded(setting.schema, domain.bounds.get(setting.path.join('.')));
      return { ...said, ...defined({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }) };
    }
    case 'mixed':
      return { ...said, anyOf: setting.branches.map((branch) => schemaOf(branch, domain, released)) };
    case 'boolean':
      return { ...said, type: 'boolean' };
    case 'enum':
      return { ...said, ...(setting.values.length === 1 ? { const: setting.values[0] as Json } : { enum: setting.values }) };
    case 'any':
      return setting.schema;
  }
}

/** One of the environments' values. */
function pinned(values: readonly (Json | undefined)[]): JsonObject {
  const there = values.filter((value) => value !== undefined);
  if (there.length === 0) return nothing('absent: it is fixed in this chart (README.md says why)');
  if (there.length === 1) return exactly(there[0] as Json);
  return there.some((value) => typeof value === 'object') ? { anyOf: there.map(exactly) } : { enum: there };
}

/** A value and no other. Of a list or map that is `const` Helm says only that it failed; of its leaves it shows the values. */
function exactly(value: Json): JsonObject {
  if (Array.isArray(value)) {
    const items = value.length === 0 ? {} : { prefixItems: value.map(exactly), items: false };
    return { type: 'array', ...items, minItems: value.length, maxItems: value.length };
  }
  if (typeof value !== 'object' || value === null) return { const: value };
  const members = Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return {
    type: 'object',
    properties: Object.fromEntries(members.map(([key, member]) => [key, exactly(member)])),
    required: members.map(([key]) => key),
    additionalProperties: false,
  };
}

function mapSchema(setting: Setting, domain: Domain, released: Released): JsonObject {
  const { members } = setting;
  const required = members.filter((member) => !released.has(idOf(member)) && isRequired(member, domain)).map(nameOf);
  const properties = Object.fromEntries(
    members.map((member) => {
      const by = released.get(idOf(member));
      return [nameOf(member), by === undefined ? schemaOf(member, domain, released) : nothing(by)];
    }),
  );
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false };
}

function nameOf({ path }: Setting): string {
  return path.at(-1) as string;
}

function idOf({ path }: Setting): string {
  return path.join('.');
}

function isRequired({ path, optional }: Setting, { pinned: pins }: Domain): boolean {
  const values = pins.get(path.join('.'));
  return values === undefined ? !optional : !values.includes(undefined);
}

function recordSchema(setting: Setting, domain: Domain, released: Released): JsonObject {
  const { minProperties, maxProperties, propertyNames } = setting.schema;
  const excluded = domain.excluded.get(setting.path.join('.'));
  const names = (propertyNames ?? { type: 'string' }) as JsonObject;
  const own = names.enum === undefined ? textSchema(names, classOf(domain, [...setting.path, '~'])) : names;
  const not = [
    // JavaScript's libraries, zod among them, drop this key.
    { enum: ['__proto__', ...(excluded?.names ?? [])] },
    ...(excluded?.prefixes ?? []).map((prefix) => ({ pattern: `^${prefix.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}` })),
  ];
  return {
    type: 'object',
    propertyNames: names.enum === undefined ? { ...own, not: { anyOf: not } } : own,
    additionalProperties: schemaOf(setting.element as Setting, domain, released),
    ...defined({ minProperties, maxProperties }),
  };
}

/** Characters beyond the basic plane, which JavaScript counts twice. */
const BEYOND = '[\u{10000}-\u{10ffff}]';

function textSchema(schema: JsonObject, kind: TextClass): JsonObject {
  const rule = textRule(schema);
  const most = Math.min(rule.most, kind.most);
  const regexes = [...(kind === ANY_TEXT || kind.regex === undefined || implied(kind.regex, rule.regexes) ? [] : [kind.regex]), ...rule.regexes];
  const patterns = regexes.map(writeRegex);
  const counts = Number.isFinite(most) && !regexes.some((regex) => onlyHas(regex, ANY_CHARACTER));
  return {
    type: 'string',
    ...(rule.least > 0 && { minLength: rule.least }),
    ...(Number.isFinite(most) && { maxLength: most }),
    ...(patterns.length === 1 && { pattern: patterns[0] as string }),
    ...(patterns.length > 1 && { allOf: patterns.map((pattern) => ({ pattern })) }),
    ...(counts && { not: { pattern: BEYOND } }),
  };
}

function implied(regex: Regex, others: readonly Regex[]): boolean {
  return others.some((other) => writeRegex(other) === writeRegex(regex));
}

function defined(members: { readonly [key: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
