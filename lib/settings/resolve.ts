import { type Problem, RollwrightError } from '../errors';
import { type Finding, placeOf, validate } from './issues';
import type { Layer } from './layer';
import { fileOf, mergeLayers, wordFrom } from './merge';
import { formatPath, type Path } from './path';
import { type Provenance, provenanceOf } from './provenance';
import { schemaProblems } from './schema-rules';
import { shownPath } from './secret';
import { secretsOfLayers, secretTexts } from './secret-texts';
import type { SettingsSchema } from './settings-schema';
import { unknownKeys } from './unknown-keys';
import { unknownProblems } from './unknown-problems';
import { wordsOn } from './words';

/** The validated settings of one program in one environment. */
export interface Settings<T> {
  /** What the program is given. Frozen, so that a render cannot change what the next one reads. */
  readonly value: T;
  /** Which layer said what. */
  readonly provenance: Provenance;
  /** The texts that no output may hold, before and after the schema's transforms. */
  readonly secretTexts: readonly string[];
}

/** What messages need to know. */
export interface ResolveOptions {
  /** Named in every problem. */
  readonly environment?: string | undefined;
  /**
   * The line of a path in a layer's file, where the caller can find it better than the layer knows it (see `lineInTypeScript`).
   * @default the line in a values file; the line of the `layer(…)` call in a program
   */
  readonly lineOf?: ((layer: Layer, path: Path) => number | undefined) | undefined;
}

/**
 * Merges layers, the later over the earlier, and validates the result.
 *
 * Stricter than the schema: a name that it does not have is an error at any depth, even where zod would drop it.
 * @throws RollwrightError with every problem at once, each with environment, path, layer and file, none with a secret's text: SETTINGS_INVALID,
 * SETTINGS_UNKNOWN_KEY, SETTINGS_LAYER, SETTINGS_SET, SETTINGS_SCHEMA
 */
export function resolveSettings<S extends SettingsSchema>(schema: S, layers: readonly Layer[], options: ResolveOptions = {}): Settings<S['_zod']['output']> {
  const broken = schemaProblems(schema);
  if (broken.length > 0) throw new RollwrightError(broken);
  const merged = mergeLayers(layers, (path) => shownPath(schema, path));
  const secrets = secretsOfLayers(schema, layers, merged.values);
  const unknown = unknownKeys(schema, merged.values);
  const validated = validate(schema, merged.values, secrets);
  const places = new Set(unknown.map(({ path }) => formatPath(path)));
  const findings = 'findings' in validated ? validated.findings.filter((finding) => !places.has(placeOf(finding))) : [];
  const problems = [
    ...merged.problems,
    ...unknown.flatMap((key) =>
      unknownProblems(key, schema, layers, secrets).map(({ layer, ...problem }) => ({ ...problem, file: layer && place(layer, key.path, options) })),
    ),
    ...findings.map((finding) => invalidProblem(finding, layers, options)),
  ].map((problem) => ({ ...problem, environment: options.environment }));
  if (problems.length > 0 || 'findings' in validated) throw new RollwrightError(problems);
  const value = frozen(validated.value);
  let provenance: Provenance | undefined;
  return {
    value,
    // Rendering needs none of it: most settings are never asked where they come from.
    get provenance() {
      provenance ??= provenanceOf(layers, merged.values, value);
      return provenance;
    },
    secretTexts: [...new Set([...secretTexts(schema, merged.values), ...secretTexts(schema, value)])],
  };
}

function invalidProblem(finding: Finding, layers: readonly Layer[], options: ResolveOptions): Problem {
  const word = wordsOn(layers, finding.path).at(-1);
  const layer = finding.path.length === 0 ? undefined : word?.layer;
  const because = word?.says === 'removes' ? 'null removes it' : 'no layer sets it';
  const path = formatPath(finding.path);
  return {
    code: 'SETTINGS_INVALID',
    path: wordFrom(path, layer),
    message: finding.missing === true ? `${finding.message}, but ${because}` : finding.message,
    file: layer && place(layer, finding.path, options),
    fix: finding.fix ?? textHint(finding, layer, path),
  };
}

/** Text that looks like a number or like true: how to say it as text. */
function textHint(finding: Finding, layer: Layer | undefined, path: string): string | undefined {
  if (finding.wants !== 'string' || layer === undefined || finding.missing === true) return undefined;
  if (layer.kind === 'set') return `to set it as text: --set-string ${path}=…`;
  return layer.kind === 'values-file' ? 'put quotes around it to make it text' : undefined;
}

function place(layer: Layer, path: Path, options: ResolveOptions): string | undefined {
  const line = options.lineOf?.(layer, path);
  return line === undefined || layer.file === undefined ? fileOf(layer, formatPath(path)) : `${layer.file}:${line}`;
}

/** Freezes maps and lists; what a transform made of another class is left as it is. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  const prototype = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) frozen(member);
  return value;
}
