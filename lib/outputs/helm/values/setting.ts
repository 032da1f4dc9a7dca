import { z } from 'zod';
import { isObject, type Json, type JsonObject } from '../../../manifest';
import type { SettingsSchema } from '../../../settings';

/** One place of a settings schema, as a chart sees it: JSON Schema with what learning needs to know. */
export interface Setting {
  /** From the root of the values; `*` for an element. */
  readonly path: readonly string[];
  /**
   * - `map`: named members; `union`: one of several maps, told apart by a tag
   * - `list`, `record`: elements of one kind
   * - `mixed`: one of several scalar kinds
   * - `any`: anything, or what is not understood
   */
  readonly kind: 'map' | 'union' | 'list' | 'record' | 'string' | 'number' | 'boolean' | 'enum' | 'mixed' | 'any';
  readonly optional: boolean;
  /** Its JSON Schema, for inputs. */
  readonly schema: JsonObject;
  /** Of a map, and of a union those of all its branches. */
  readonly members: readonly Setting[];
  /** Of a union its maps, of a mixed setting its kinds. */
  readonly branches: readonly Setting[];
  readonly element?: Setting | undefined;
  /** Of an enum. */
  readonly values: readonly Json[];
}

/** The JSON Schema of what a program's settings take as input. */
export function inputSchema(schema: SettingsSchema): JsonObject {
  return z.toJSONSchema(schema as z.core.$ZodType, { io: 'input', unrepresentable: 'any' }) as unknown as JsonObject;
}

/** A schema as a tree of settings. */
export function settingTree(schema: JsonObject, path: readonly string[] = [], optional = false): Setting {
  const known = { path, optional, schema, members: [], branches: [], values: [] };
  const { type, anyOf, oneOf, allOf } = schema;
  if (schema.const !== undefined) return { ...known, kind: 'enum', values: [schema.const] };
  if (Array.isArray(schema.enum)) return { ...known, kind: 'enum', values: schema.enum as readonly Json[] };
  if (schema.$ref !== undefined) return { ...known, kind: 'any' };
  const options = (anyOf ?? oneOf) as readonly JsonObject[] | undefined;
  if (options !== undefined) return ofOptions(options, known);
  if (allOf !== undefined && type !== 'string') return { ...known, kind: 'any' };
  if (type === 'string' || type === 'boolean') return { ...known, kind: type };
  if (type === 'integer' || type === 'number') return { ...known, kind: 'number' };
  if (type === 'object') return ofObject(schema, known);
  if (type === 'array' && isObject(schema.items) && schema.prefixItems === undefined) {
    return { ...known, kind: 'list', element: settingTree(schema.items, [...path, '*']) };
  }
  return { ...known, kind: 'any' };
}

type Known = Pick<Setting, 'path' | 'optional' | 'schema' | 'members' | 'branches' | 'values'>;

function ofObject(schema: JsonObject, known: Known): Setting {
  const { path } = known;
  const required = new Set((schema.required ?? []) as readonly string[]);
  if (isObject(schema.properties)) {
    const members = Object.entries(schema.properties).map(([key, member]) => settingTree(member as JsonObject, [...path, key], !required.has(key)));
    // Members with names that are not known beside those that are.
    if (isObject(schema.additionalProperties)) return { ...known, kind: 'any' };
    return { ...known, kind: 'map', members };
  }
  if (isObject(schema.additionalProperties)) return { ...known, kind: 'record', element: settingTree(schema.additionalProperties, [...path, '*']) };
  return { ...known, kind: 'any' };
}

const SCALARS = ['string', 'number', 'boolean', 'enum'];

function ofOptions(options: readonly JsonObject[], known: Known): Setting {
  const branches = options.map((option) => settingTree(option, known.path));
  if (branches.every(({ kind }) => SCALARS.includes(kind))) return { ...known, kind: 'mixed', branches };
  if (branches.every(({ kind }) => kind === 'map') && branches.length > 0) return { ...known, kind: 'union', branches, members: mergedMembers(branches) };
  return { ...known, kind: 'any' };
}

/** The members of all branches of a union: a tag is an enum of all its values; a member that some branch lacks is optional. */
function mergedMembers(branches: readonly Setting[]): readonly Setting[] {
  const names = [...new Set(branches.flatMap(({ members }) => members.map((member) => member.path.at(-1) as string)))];
  return names.map((name) => {
    const found = branches.flatMap(({ members }) => members.filter((member) => member.path.at(-1) === name));
    const first = found[0] as Setting;
    const optional = found.length < branches.length || found.some((member) => member.optional);
    if (found.every(({ kind }) => kind === 'enum')) return { ...first, optional, values: [...new Set(found.flatMap(({ values }) => values))] };
    const isSame = found.every((member) => JSON.stringify(member.schema) === JSON.stringify(first.schema));
    return isSame ? { ...first, optional } : { ...first, optional, kind: 'any', members: [], branches: [], element: undefined };
  });
}

/** A setting and all that it holds, outer ones first. */
export function* eachSetting(setting: Setting): Generator<Setting> {
  yield setting;
  for (const member of setting.members) yield* eachSetting(member);
  if (setting.element !== undefined) yield* eachSetting(setting.element);
}
