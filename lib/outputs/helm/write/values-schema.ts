import type { Json, JsonObject } from '../../../manifest';
import type { Derived } from '../template';
import { bounded, classOf, type Domain, IMPOSSIBLE_KEYS, type Setting } from '../values';
import { KEPT_SCHEMA } from './kept-values';
import { nothing, pinned } from './pinned-schema';
import { textSchema } from './text-schema';

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
    { enum: [...IMPOSSIBLE_KEYS, ...(excluded?.names ?? [])] },
    ...(excluded?.prefixes ?? []).map((prefix) => ({ pattern: `^${prefix.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}` })),
  ];
  return {
    type: 'object',
    propertyNames: names.enum === undefined ? { ...own, not: { anyOf: not } } : own,
    additionalProperties: schemaOf(setting.element as Setting, domain, released),
    ...defined({ minProperties, maxProperties }),
  };
}

function defined(members: { readonly [key: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
