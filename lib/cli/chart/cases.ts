import { isObject, type Json, type JsonObject } from '../../manifest';
import type { Chart } from '../../outputs';
import { overrides as overridesOf } from '../../outputs/helm';
import { isSecretPath, type SettingsSchema, valuesFileLayer } from '../../settings';
import type { Release } from './proof-folder';

/** Settings as a release of a chart is told them. */
export interface Told {
  readonly release: Release;
  /** What the values have to be in the end: the settings without those that are the release's. */
  readonly values: JsonObject;
}

/** Takes out of settings what is the release's. */
export function told({ derived: { binding } }: Chart, settings: JsonObject): Told {
  const name = textAt(settings, binding.name) ?? 'release';
  const namespace = textAt(settings, binding.namespace);
  const values = [binding.name, binding.namespace].reduce((rest, path) => (path === undefined ? rest : without(rest, path.split('.'))), settings);
  return { release: { name, namespace }, values };
}

/** Settings with other settings' words on what is the release's: all values of one process share a release. */
export function inRelease({ derived: { binding } }: Chart, settings: JsonObject, other: JsonObject): JsonObject {
  return [binding.name, binding.namespace].reduce((rest, path) => {
    const word = textAt(other, path);
    return path === undefined || word === undefined ? rest : withWord(rest, path.split('.'), word);
  }, settings);
}

/** The values.yaml of a chart, as Helm reads it. */
export function ownValues({ files }: Chart): JsonObject {
  const { text = '' } = files.find(({ path }) => path === 'values.yaml') ?? {};
  return valuesFileLayer({ file: 'values.yaml', content: text }).values as JsonObject;
}

/** The values file that makes a chart's own values into others. */
export function fileFor(chart: Chart, values: JsonObject): JsonObject {
  return overridesOf(ownValues(chart), values);
}

/** The secrets of settings alone, which no file of a chart holds. */
export function secretsIn(schema: SettingsSchema, settings: JsonObject): JsonObject {
  const only = (value: Json | undefined, path: readonly (string | number)[]): Json | undefined => {
    if (value === undefined || (path.length > 0 && isSecretPath(schema, path))) return value;
    if (Array.isArray(value)) return value.some((item: Json, at) => only(item, [...path, at]) !== undefined) ? value : undefined;
    if (!isObject(value)) return undefined;
    const entries = Object.entries(value).map(([key, member]) => [key, only(member, [...path, key])] as const);
    const kept = entries.filter(([, member]) => member !== undefined);
    return kept.length === 0 ? undefined : (Object.fromEntries(kept) as JsonObject);
  };
  return (only(settings, []) ?? {}) as JsonObject;
}

function textAt(settings: JsonObject, path: string | undefined): string | undefined {
  const value = path?.split('.').reduce<Json | undefined>((at, step) => (isObject(at) ? at[step] : undefined), settings);
  return typeof value === 'string' ? value : undefined;
}

function without(values: JsonObject, [step, ...rest]: readonly string[]): JsonObject {
  if (step === undefined) return values;
  if (rest.length === 0) return Object.fromEntries(Object.entries(values).filter(([key]) => key !== step));
  const inner = values[step];
  return isObject(inner) ? { ...values, [step]: without(inner, rest) } : values;
}

function withWord(values: JsonObject, [step, ...rest]: readonly string[], word: string): JsonObject {
  if (step === undefined) return values;
  const inner = values[step];
  return { ...values, [step]: rest.length === 0 ? word : withWord(isObject(inner) ? inner : {}, rest, word) };
}
