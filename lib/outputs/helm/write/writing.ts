import type { ReleaseBinding } from '../input';
import { type Node, type Place, settingAt } from '../template';
import { classOf, compiled, type Domain, onlyHas, parseRegex, type Setting, setOf, textRule } from '../values';

/** The variables of a range. */
export interface RangeVariables {
  readonly value: string;
  readonly key: string;
}

/** What writing a template needs to know about where it writes. */
export interface Writing {
  readonly chart: string;
  readonly domain: Domain;
  readonly binding: ReleaseBinding;
  /** The author's own template text. */
  readonly expressions: readonly string[];
  /** What each frame holds. */
  readonly scopes: readonly (Setting | undefined)[];
  /** The variables of the ranges around. */
  readonly ranges: readonly RangeVariables[];
  /** The dot is no longer the root: inside a range. */
  readonly isMoved: boolean;
  /** The key under which is written, where there is one. */
  readonly key?: string | undefined;
  /** Names a text that stands in a template of its own, and gives the call. */
  readonly define: (name: string, body: string, at: Writing) => string;
  /** The call of a part that several objects share. */
  readonly shared: (node: Node, at: Writing) => string | undefined;
  /** The call of a payload's template. */
  readonly payload: (id: string, at: Writing) => string;
}

/** The root's name here. */
export function rootOf(at: Writing): string {
  return at.isMoved ? '$' : '';
}

/** What a named template is called with: the root, or the root and the variables of the ranges around. */
export function contextOf(at: Writing): string {
  if (at.ranges.length === 0) return at.isMoved ? '$' : '.';
  const root = at.isMoved ? '$' : '.';
  const variables = at.ranges.flatMap(({ value, key }) => [`"${value.slice(1)}" ${value}`, `"${key.slice(1)}" ${key}`]);
  return `(dict "Values" ${root === '.' ? '.Values' : '$.Values'} "Release" ${root === '.' ? '.Release' : '$.Release'} ${variables.join(' ')})`;
}

/** The beginning of a named template that is called so. */
export function unpackContext(at: Writing): string {
  return at.ranges.map(({ value, key }) => `{{- ${value} := $.${value.slice(1)} }}{{- ${key} := $.${key.slice(1)} }}`).join('');
}

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A setting as a template reads it. */
export function placeText(place: Place, at: Writing): string {
  const id = place.path.join('.');
  if (place.scope === 0 && id === at.binding.name) return `${rootOf(at)}.Release.Name`;
  if (place.scope === 0 && id === at.binding.namespace) return `${rootOf(at)}.Release.Namespace`;
  const start = place.scope === 0 ? `${rootOf(at)}.Values` : (at.ranges[place.scope - 1]?.value ?? '$');
  return place.path.reduce<string>(
    (text, step) => (typeof step === 'string' && IDENTIFIER.test(step) ? `${text}.${step}` : `(index ${text} ${goText(step)})`),
    start,
  );
}

/** A constant of a template. */
export function goText(value: string | number): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

export function settingOf(place: Place, at: Writing): Setting | undefined {
  return settingAt(at.scopes, place);
}

/** The outer settings of a place that may be absent, outermost first. */
export function optionalAround(place: Place, at: Writing): readonly Place[] {
  const around = place.path.slice(0, -1).map((_, n) => ({ scope: place.scope, path: place.path.slice(0, n + 1) }));
  return around.filter((one) => settingOf(one, at)?.optional === true);
}

/** Characters that need no escape between double quotes in YAML. */
const QUOTED = setOf(' !', '#[', ']~');
/** Characters of words: alone, a text of them may still be a number. */
const WORD = setOf('-9', 'AZ', '__', 'az');

/** What texts a setting may be, as far as schema and class tell. */
export function alphabetOf(setting: Setting | undefined, domain: Domain): 'word' | 'quoted' | 'any' {
  if (setting === undefined) return 'any';
  if (setting.kind === 'enum') {
    const values = setting.values.map(String);
    return values.every((value) => /^[A-Za-z0-9_./-]+$/.test(value)) ? 'word' : values.every((value) => /^[ !#-[\]-~]*$/.test(value)) ? 'quoted' : 'any';
  }
  if (setting.kind !== 'string') return 'any';
  const regexes = [...textRule(setting.schema).regexes, classRegex(setting.path, domain)].filter((one) => one !== undefined);
  if (regexes.some((regex) => onlyHas(regex, WORD)) && !mayBeEmpty(setting, domain)) return 'word';
  return regexes.some((regex) => onlyHas(regex, QUOTED)) ? 'quoted' : 'any';
}

export function keyAlphabet(collection: Setting | undefined, domain: Domain): 'word' | 'quoted' | 'any' {
  const regex = collection === undefined ? undefined : classRegex([...collection.path, '~'], domain);
  return regex === undefined ? 'any' : onlyHas(regex, WORD) ? 'word' : onlyHas(regex, QUOTED) ? 'quoted' : 'any';
}

function classRegex(path: readonly string[], domain: Domain) {
  const { pattern, regex } = classOf(domain, path);
  return regex ?? (pattern === undefined ? undefined : parseRegex(pattern));
}

/** Whether a text, list or map may be there and empty; for other kinds, whether a value may count as nothing. */
export function mayBeEmpty(setting: Setting | undefined, domain: Domain): boolean {
  if (setting === undefined) return true;
  const { kind, schema } = setting;
  const atLeast = (field: string) => typeof schema[field] === 'number' && (schema[field] as number) > 0;
  switch (kind) {
    case 'string': {
      const { pattern } = classOf(domain, setting.path);
      return !(
        atLeast('minLength') ||
        textRule(schema).patterns.some((one) => !compiled(one).test('')) ||
        (pattern !== undefined && !compiled(pattern).test(''))
      );
    }
    case 'enum':
      return setting.values.some((value) => value === '' || value === 0 || value === false || value === null);
    case 'number':
      return !(atLeast('minimum') || (typeof schema.exclusiveMinimum === 'number' && schema.exclusiveMinimum >= 0));
    case 'list':
      return !atLeast('minItems');
    case 'map':
      return setting.members.every(({ optional }) => optional);
    case 'union':
      return setting.branches.some((branch) => branch.members.every(({ optional }) => optional));
    default:
      return true;
  }
}

/** Whether a number is written in full by Go's own formatting: a whole one below a million. */
export function isShortNumber(setting: Setting | undefined): boolean {
  const { type, minimum, maximum, enum: values } = setting?.schema ?? {};
  if (Array.isArray(values)) return values.every((value) => Number.isInteger(value) && Math.abs(value as number) < 1e6);
  return type === 'integer' && typeof minimum === 'number' && typeof maximum === 'number' && Math.abs(minimum) < 1e6 && Math.abs(maximum) < 1e6;
}

export function isWholeNumber(setting: Setting | undefined): boolean {
  return setting?.schema.type === 'integer' || (setting?.kind === 'enum' && setting.values.every(Number.isInteger));
}
