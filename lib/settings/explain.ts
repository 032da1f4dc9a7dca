import { RollwrightError } from '../errors';
import { describeSettings, type SettingDescription } from './describe';
import { validate } from './issues';
import type { Json } from './json';
import type { Layer } from './layer';
import { maskAtPath, maskTexts } from './mask';
import { mergeLayers } from './merge';
import { formatPath, leavesOf, type Path, parsePath, valueAt } from './path';
import { originOf } from './provenance';
import { type Schema, schemasAt } from './schema';
import { shownPath } from './secret';
import { secretsOfLayers } from './secret-texts';
import type { SettingsSchema } from './settings-schema';
import { unknownAt } from './unknown-at';
import { hintFor } from './unknown-problems';

/** What every layer says of a setting, and what comes of it. Secrets are masked throughout. */
export interface Explanation {
  readonly path: string;
  /** The validated value; the merged one where the settings are not valid; undefined where there is none. */
  readonly value: Json | undefined;
  readonly secret: boolean;
  /** The name of the layer whose word counts, `default` for the schema's, undefined where the setting has no value. */
  readonly winner: string | undefined;
  readonly words: readonly ExplainedWord[];
  /** What the schema says of it, where it is one setting. */
  readonly setting: SettingDescription | undefined;
  /** Of a map or a list, each leaf in it. Empty for a leaf and for a secret. */
  readonly leaves: readonly Explanation[];
}

/** One layer's word. */
export interface ExplainedWord {
  /** The layer's name. */
  readonly layer: string;
  /** `sets` a value, `removes` it with null, or `replaces` something around it by a value that does not hold it. */
  readonly says: 'sets' | 'removes' | 'replaces';
  readonly value: Json | undefined;
  /** Whether this word counts. Of a map to which several layers add, the last of them. */
  readonly wins: boolean;
  readonly file: string | undefined;
  readonly line: number | undefined;
}

/**
 * Explains a setting, or a map or list of settings.
 * @param path `web.replicas`, in the notation of `--set`; the empty text is all settings
 * @throws RollwrightError SETTINGS_UNKNOWN_KEY where the schema has no such setting
 */
export function explain(schema: SettingsSchema, layers: readonly Layer[], path: string | Path): Explanation {
  const steps = typeof path === 'string' ? (path === '' ? [] : parsePath(path)) : path;
  if (steps === undefined)
    throw new RollwrightError({ code: 'SETTINGS_UNKNOWN_KEY', path: String(path), message: 'not a path', fix: 'write it as web.hosts[0].name' });
  const unknown = unknownAt(schema, steps);
  if (unknown !== undefined) {
    throw new RollwrightError({ code: 'SETTINGS_UNKNOWN_KEY', path: formatPath(unknown.path), message: `no such setting${hintFor(unknown, schema)}` });
  }
  const { values } = mergeLayers(layers);
  const secrets = secretsOfLayers(schema, layers, values);
  const validated = validate(schema, values, secrets);
  const value = 'value' in validated ? (validated.value as Json) : values;
  const settings = new Map(describeSettings(schema).map((setting) => [setting.path, setting]));
  const one = (at: Path): Explanation => explainOne(schema, layers, at, { values, value, settings, secrets });
  const explained = one(steps);
  if (explained.secret) return explained;
  const leaves = leavesOf(valueAt(value, steps) ?? null, steps).filter((leaf) => leaf.length > steps.length);
  const inside = new Map(leaves.map((leaf) => shownPath(schema, leaf)).map((leaf) => [formatPath(leaf), leaf]));
  return { ...explained, leaves: [...inside.values()].map(one) };
}

interface Context {
  readonly values: { readonly [key: string]: Json | undefined };
  readonly value: Json;
  readonly settings: ReadonlyMap<string, SettingDescription>;
  readonly secrets: readonly string[];
}

function explainOne(schema: Schema, layers: readonly Layer[], path: Path, { values, value, settings, secrets }: Context): Explanation {
  const shown = (one: unknown) => maskTexts(maskAtPath(schema, path, one), secrets);
  const { winner, words } = originOf(layers, values, path);
  const there = valueAt(value, path);
  return {
    path: formatPath(path),
    value: there === undefined ? undefined : shown(there),
    secret: schemasAt(schema, path).secret,
    winner: there === undefined ? undefined : winner === 'default' ? 'default' : winner.name,
    words: words.map((word, at) => ({
      layer: word.layer.name,
      says: word.says,
      value: word.value === undefined ? undefined : shown(word.value),
      wins: at === words.length - 1 && (word.says !== 'sets' || winner === word.layer),
      file: word.file,
      line: word.line,
    })),
    setting:
      settings.get(formatPath(path)) ?? settings.get(path.map((step, at) => (typeof step === 'number' ? '[]' : `${at === 0 ? '' : '.'}${step}`)).join('')),
    leaves: [],
  };
}
