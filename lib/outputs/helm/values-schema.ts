import type { Json, JsonObject } from '../../manifest';
import { ANY_CHARACTER } from './character-set';
import { bounded, classOf, type Domain } from './draw';
import { onlyHas, type Regex, writeRegex } from './regex';
import type { Setting } from './setting';
import { ANY_TEXT, type TextClass } from './text-class';
import { textRule } from './text-rule';
import type { Derived } from './types';

/** The values.schema.json of a chart: what zod says, narrowed to what the chart takes. Only the root is open, for `global` and sub-charts. */
export function valuesSchema({ tree, domain, binding }: Pick<Derived, 'tree' | 'domain' | 'binding'>): JsonObject {
  const released = [binding.name, binding.namespace].filter((path) => path !== undefined);
  const root = schemaOf(tree, domain, released);
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...root, additionalProperties: true };
}

function schemaOf(setting: Setting, domain: Domain, released: readonly string[]): JsonObject {
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

/** One of the environments' values, and what a message can show of it. */
function pinned(values: readonly (Json | undefined)[]): JsonObject {
  const there = values.filter((value) => value !== undefined);
  if (there.length === 0) return { not: {} };
  return there.length === 1 ? { const: there[0] as Json } : { enum: there };
}

function mapSchema(setting: Setting, domain: Domain, released: readonly string[]): JsonObject {
  const isReleased = ({ path }: Setting) => released.includes(path.join('.'));
  const { members } = setting;
  const required = members.filter((member) => !isReleased(member) && isRequired(member, domain)).map(nameOf);
  const properties = Object.fromEntries(
    members.map((member) => [nameOf(member), isReleased(member) || isForbidden(member, domain) ? false : schemaOf(member, domain, released)]),
  );
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false };
}

function nameOf({ path }: Setting): string {
  return path.at(-1) as string;
}

function isForbidden({ path }: Setting, { pinned: pins }: Domain): boolean {
  const values = pins.get(path.join('.'));
  return values?.every((value) => value === undefined) === true;
}

function isRequired({ path, optional }: Setting, { pinned: pins }: Domain): boolean {
  const values = pins.get(path.join('.'));
  return values === undefined ? !optional : !values.includes(undefined);
}

function recordSchema(setting: Setting, domain: Domain, released: readonly string[]): JsonObject {
  const { minProperties, maxProperties, propertyNames } = setting.schema;
  const excluded = domain.excluded.get(setting.path.join('.'));
  const names = (propertyNames ?? { type: 'string' }) as JsonObject;
  const own = names.enum === undefined ? textSchema(names, classOf(domain, [...setting.path, '~'])) : names;
  const not = [
    ...(excluded?.names.length ? [{ enum: excluded.names }] : []),
    ...(excluded?.prefixes ?? []).map((prefix) => ({ pattern: `^${prefix.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}` })),
  ];
  const all = not.length === 0 ? own : { ...own, not: { anyOf: not } };
  return {
    type: 'object',
    propertyNames: all,
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
