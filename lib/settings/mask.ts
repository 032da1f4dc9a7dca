import { isMap, type Json, put } from './json';
import type { Path } from './path';
import { childrenOf, defOf, hasSecretInside, type Schema, schemasAt, unwrap } from './schema';
import { SECRET_TEXT } from './secret';
import type { SettingsSchema } from './settings-schema';
import { unknownAt } from './unknown-at';

/** What stands where the value of something that is no setting would: it may be a secret under a mistyped name. */
export const UNKNOWN_TEXT = '<not a setting>';

/** A copy of settings in which each secret is `<secret>` and the value of each name that the schema does not know is `<not a setting>`. */
export function maskSecrets(schema: SettingsSchema, value: unknown): Json {
  return maskAt([schema], value);
}

/** As {@link maskSecrets}, for a value at a path. */
export function maskAtPath(schema: SettingsSchema, path: Path, value: unknown): Json {
  const { schemas, secret } = schemasAt(schema, path);
  if (secret) return SECRET_TEXT;
  return unknownAt(schema, path) === undefined ? maskAt(schemas, value) : UNKNOWN_TEXT;
}

function maskAt(candidates: readonly Schema[], value: unknown): Json {
  const parts = candidates.map(unwrap);
  if (parts.some((part) => part.secret)) return SECRET_TEXT;
  const schemas = parts.flatMap((part) => part.schemas);
  const inside = (step: string | number, member: unknown): Json => {
    const children = schemas.flatMap((schema) => childrenOf(schema, step));
    return children.length > 0 ? maskAt(children, member) : schemas.some(isOpen) ? plain(member) : UNKNOWN_TEXT;
  };
  if (Array.isArray(value)) return value.map((item, at) => inside(at, item));
  // A text where a map with secrets should be may be one of them.
  if (!isMap(value)) return schemas.some((schema) => hasSecretInside(schema)) ? SECRET_TEXT : plain(value);
  const masked: { [key: string]: Json } = {};
  for (const [key, member] of Object.entries(value)) if (member !== undefined) put(masked, key, inside(key, member));
  return masked;
}

/** Schemas that say nothing about what is inside a value. */
function isOpen(schema: Schema): boolean {
  return ['any', 'unknown', 'custom', 'transform'].includes(defOf(schema).type);
}

/** A value as JSON shows it; what JSON cannot say becomes text. */
export function plain(value: unknown): Json {
  if (value === undefined) return null;
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null') as Json;
  } catch {
    return '<no plain value>';
  }
}

/** A masked value in which a text that holds one of these secrets (a URL with a password) is `<secret>` too. */
export function maskTexts(value: Json, secrets: readonly string[]): Json {
  if (typeof value === 'string' || typeof value === 'number') return secrets.some((text) => String(value).includes(text)) ? SECRET_TEXT : value;
  if (Array.isArray(value)) return value.map((item: Json) => maskTexts(item, secrets));
  if (!isMap(value)) return value;
  const masked: { [key: string]: Json } = {};
  for (const [key, member] of Object.entries(value)) if (member !== undefined) put(masked, key, maskTexts(member, secrets));
  return masked;
}
