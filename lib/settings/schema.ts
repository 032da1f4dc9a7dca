import type { z } from 'zod';
import { isMap, own } from './json';
import type { Path } from './path';
import type { SettingsSchema } from './settings-schema';

/** Any zod schema, of zod or of zod/mini. */
export type Schema = SettingsSchema;

/** The schema as zod knows it. */
export function zodOf<S extends Schema>(schema: S): z.core.$ZodType<S['_zod']['output']> {
  return schema as Schema as z.core.$ZodType<S['_zod']['output']>;
}

type Def = z.core.$ZodTypes['_zod']['def'];

/** The key of the mark in a schema's definition. Definitions are copied by zod's methods (`.min()`, `.describe()`), so that the mark stays. */
export const SECRET = Symbol.for('rollwright.secret');

/** A schema's definition, by its `type`. */
export function defOf(schema: Schema): Def {
  return (schema as z.core.$ZodTypes)._zod.def;
}

/** Whether this very schema carries the mark. */
export function isMarked(schema: Schema): boolean {
  return SECRET in zodOf(schema)._zod.def;
}

/** What a schema says once its wrappers (optional, default, pipe, union, lazy, …) are taken off: every schema that a value there may meet. */
export interface Unwrapped {
  readonly schemas: readonly Schema[];
  /** Whether one of them or of their wrappers is marked secret. */
  readonly secret: boolean;
}

/** Takes the wrappers off. Both sides of a pipe are taken, because the input of a transform and its output are the same setting. */
export function unwrap(schema: Schema): Unwrapped {
  const schemas: Schema[] = [];
  const seen = new Set<Schema>();
  let secret = false;
  const visit = (at: Schema): void => {
    if (seen.has(at)) return;
    seen.add(at);
    secret ||= isMarked(at);
    const inner = innerOf(at);
    if (inner === undefined) schemas.push(at);
    else for (const one of inner) visit(one);
  };
  visit(schema);
  return { schemas, secret };
}

/** The schemas directly inside a wrapper, or undefined where the schema is none. */
export function innerOf(schema: Schema): readonly Schema[] | undefined {
  const def = defOf(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
    case 'success':
    case 'promise':
      return [def.innerType];
    case 'pipe':
      return [def.in, def.out];
    case 'lazy':
      return [def.getter()];
    case 'union':
      return def.options;
    case 'intersection':
      return [def.left, def.right];
    default:
      return undefined;
  }
}

/** The schemas of a member or an item, of a schema without wrappers. Empty where it has none of that name. */
export function childrenOf(schema: Schema, step: string | number): readonly Schema[] {
  const def = defOf(schema);
  switch (def.type) {
    case 'object': {
      const member = own(def.shape, String(step));
      return member !== undefined ? [member] : def.catchall !== undefined ? [def.catchall] : [];
    }
    case 'record':
    case 'map':
      return [def.valueType];
    case 'array':
      return typeof step === 'number' ? [def.element] : [];
    case 'set':
      return [def.valueType];
    case 'tuple': {
      const item = typeof step === 'number' ? def.items[step] : undefined;
      return item !== undefined ? [item] : def.rest !== null && def.rest !== undefined ? [def.rest] : [];
    }
    default:
      return [];
  }
}

/** The schemas that a value at a path may meet, wrappers taken off, and whether the place is secret: it or something around it is marked. */
export function schemasAt(schema: Schema, path: Path): Unwrapped {
  let at = unwrap(schema);
  let secret = at.secret;
  for (const step of path) {
    const parts = at.schemas.flatMap((one) => childrenOf(one, step)).map(unwrap);
    at = { schemas: parts.flatMap((part) => part.schemas), secret: parts.some((part) => part.secret) };
    secret ||= at.secret;
  }
  return { schemas: at.schemas, secret };
}

/** Whether something inside this schema is marked secret, at any depth. */
export function hasSecretInside(schema: Schema, seen: Set<Schema> = new Set()): boolean {
  if (seen.has(schema)) return false;
  seen.add(schema);
  if (isMarked(schema)) return true;
  return [...(innerOf(schema) ?? []), ...partsOf(schema)].some((part) => hasSecretInside(part, seen));
}

/** Every schema directly inside one without wrappers. */
export function partsOf(schema: Schema): readonly Schema[] {
  const def = defOf(schema);
  switch (def.type) {
    case 'object':
      return [...Object.values(def.shape), ...(def.catchall === undefined ? [] : [def.catchall])];
    case 'tuple':
      return [...def.items, ...(def.rest === null || def.rest === undefined ? [] : [def.rest])];
    case 'record':
    case 'map':
      return [def.keyType, def.valueType];
    case 'set':
      return [def.valueType];
    case 'array':
      return [def.element];
    default:
      return [];
  }
}

/** Whether a schema without wrappers takes a map with these names (a discriminated union's option whose tag fits, where the value has one). */
export function takesMap(schema: Schema, value: unknown): boolean {
  const def = defOf(schema);
  if (def.type === 'record') return isMap(value);
  if (def.type !== 'object' || !isMap(value)) return false;
  return Object.entries(def.shape).every(([key, member]) => {
    const literals = member._zod.values;
    const said = own(value, key);
    return literals === undefined || said === undefined || literals.has(said as z.core.util.Primitive);
  });
}
