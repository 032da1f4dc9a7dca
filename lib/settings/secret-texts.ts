import type { JsonObject } from './json';
import type { Layer } from './layer';
import { notPlain } from './plain';
import { childrenOf, type Schema, unwrap } from './schema';
import type { SettingsSchema } from './settings-schema';

/**
 * The texts that no output may hold: every text and number at a secret place, each once, without empty ones. True and false are left out.
 * @param value settings before or after validation
 */
export function secretTexts(schema: SettingsSchema, value: unknown): string[] {
  const texts = new Set<string>();
  collect([schema], false, value, texts);
  return [...texts];
}

/** The secrets of every layer, also of those that are overridden: no message may repeat any of them. */
export function secretsOfLayers(schema: SettingsSchema, layers: readonly Layer[], merged: JsonObject): string[] {
  const said = layers.filter((layer) => notPlain(layer.values) === undefined).map((layer) => layer.values);
  return [...new Set([merged, ...said].flatMap((values) => secretTexts(schema, values)))];
}

function collect(candidates: readonly Schema[], around: boolean, value: unknown, texts: Set<string>): void {
  const parts = candidates.map(unwrap);
  const secret = around || parts.some((part) => part.secret);
  if (secret && (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') && value !== '') texts.add(String(value));
  if (typeof value !== 'object' || value === null) return;
  const schemas = parts.flatMap((part) => part.schemas);
  for (const [key, member] of Object.entries(value)) {
    const step = Array.isArray(value) ? Number(key) : key;
    const children = schemas.flatMap((schema) => childrenOf(schema, step));
    if (secret || children.length > 0) collect(children, secret, member, texts);
  }
}
