import { globalRegistry } from 'zod';
import { expectation } from './expectation';
import { isMap, type Json, own } from './json';
import { plain } from './mask';
import { defOf, isMarked, type Schema, unwrap, zodOf } from './schema';
import { SECRET_TEXT } from './secret';
import type { SettingsSchema } from './settings-schema';

/** One setting, as a schema declares it. */
export interface SettingDescription {
  /** Its path, with `[]` for any item of a list and `*` for any name of a record: `web.hosts[].name`. */
  readonly path: string;
  /** What it takes, in words: `a whole number of at least 1`. */
  readonly type: string;
  /** What the schema's `.describe()` or `.meta()` says. */
  readonly description?: string | undefined;
  /** The schema's default, masked where it is secret. */
  readonly default?: Json | undefined;
  /** Whether some layer must say it. */
  readonly required: boolean;
  readonly secret: boolean;
  /** All values that it takes, where they can be counted. */
  readonly values?: readonly Json[] | undefined;
}

/** What the wrappers around a schema say. */
interface Context {
  readonly path: string;
  readonly default: unknown;
  readonly required: boolean;
  readonly secret: boolean;
  readonly description: string | undefined;
  readonly around: readonly Schema[];
}

/** Every setting that a schema declares, in its order: the leaves, and each list and record as a whole before what is inside it. */
export function describeSettings(schema: SettingsSchema): SettingDescription[] {
  const all = new Map<string, SettingDescription>();
  for (const one of describe(schema, { path: '', default: undefined, required: true, secret: false, description: undefined, around: [] })) {
    const twin = all.get(one.path);
    all.set(one.path, twin === undefined ? one : alternative(twin, one));
  }
  return [...all.values()];
}

/** The same path in two alternatives of a union. */
function alternative(a: SettingDescription, b: SettingDescription): SettingDescription {
  const values = a.values !== undefined && b.values !== undefined ? [...new Set([...a.values, ...b.values])] : undefined;
  const type = a.type === b.type ? a.type : `${a.type} or ${b.type}`;
  return { ...a, type, values, required: a.required && b.required, secret: a.secret || b.secret };
}

function describe(schema: Schema, outer: Context): SettingDescription[] {
  if (outer.around.includes(schema)) return [];
  const context: Context = {
    ...outer,
    secret: outer.secret || isMarked(schema),
    description: outer.description ?? globalRegistry.get(zodOf(schema))?.description,
    around: [...outer.around, schema],
  };
  const def = defOf(schema);
  switch (def.type) {
    case 'default':
    case 'prefault':
      return describe(def.innerType, { ...context, default: context.default ?? def.defaultValue, required: false });
    case 'optional':
      return describe(def.innerType, { ...context, required: false });
    case 'nonoptional':
      return describe(def.innerType, { ...context, required: true });
    case 'nullable':
    case 'readonly':
    case 'catch':
      return describe(def.innerType, context);
    case 'lazy':
      return describe(def.getter(), context);
    case 'pipe':
      return describe(defOf(def.in).type === 'transform' ? def.out : def.in, context);
    case 'intersection':
      return [...describe(def.left, context), ...describe(def.right, context)];
    case 'object':
      return Object.entries(def.shape).flatMap(([key, member]) => {
        const path = context.path === '' ? key : `${context.path}.${key}`;
        const inherited = isMap(context.default) ? own(context.default, key) : undefined;
        const required = context.required || context.path === '';
        return describe(member, { ...context, path, default: inherited, required, description: undefined });
      });
    case 'union':
      if (unwrap(schema).schemas.some((one) => defOf(one).type !== 'object')) return [leaf(schema, context)];
      return inEach(def.options, context);
    case 'array':
      return [leaf(schema, context), ...inside(def.element, `${context.path}[]`, context)];
    case 'record':
      return [leaf(schema, context), ...inside(def.valueType, context.path === '' ? '*' : `${context.path}.*`, context)];
    default:
      return [leaf(schema, context)];
  }
}

/** What is inside a list or a record, where that is more than a scalar. */
function inside(schema: Schema, path: string, context: Context): SettingDescription[] {
  if (!unwrap(schema).schemas.some((one) => ['object', 'array', 'record'].includes(defOf(one).type))) return [];
  return describe(schema, { ...context, path, default: undefined, required: true, description: undefined });
}

/** A setting that only some alternatives of a union have is not required. */
function inEach(options: readonly Schema[], context: Context): SettingDescription[] {
  const each = options.map((option) => describe(option, context));
  return each.flatMap((settings) =>
    settings.map((one) => ({ ...one, required: one.required && each.every((other) => other.some((its) => its.path === one.path)) })),
  );
}

function leaf(schema: Schema, { path, required, description, ...rest }: Context): SettingDescription {
  const secret = rest.secret || unwrap(schema).secret;
  const values = [...(zodOf(schema)._zod.values ?? [])].map(plain);
  return {
    path,
    type: typeOf(schema, secret),
    description,
    default: rest.default === undefined ? undefined : secret ? SECRET_TEXT : plain(rest.default),
    required,
    secret,
    values: values.length === 0 || secret ? undefined : values,
  };
}

function typeOf(schema: Schema, secret: boolean): string {
  const def = defOf(schema);
  if (def.type === 'array') return `${expectation(schema, secret)}, each ${expectation(def.element, secret)}`;
  if (def.type === 'record') return `a map, each value ${expectation(def.valueType, secret)}`;
  return expectation(schema, secret);
}
