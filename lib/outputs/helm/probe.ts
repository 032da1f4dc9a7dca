import type { Json } from '../../manifest';
import { freezable, freezableAt, valueAt, withValue } from './change';
import { valuesAt } from './coverage';
import type { Derivation } from './derivation';
import { bounded, classOf, draw, drawing } from './draw';
import { isEqual } from './evaluate';
import { isSample, type Refusal, type Sample } from './sample';
import { eachSetting, type Setting } from './setting';
import { isOfClass } from './text-class';
import { fitsRule, textRule } from './text-rule';

/** How many samples each phase takes. */
export interface Effort {
  readonly learn: number;
  readonly check: number;
  readonly wild: number;
  readonly rounds: number;
}

export const EFFORT: Effort = { learn: 100, check: 200, wild: 400, rounds: 6 };

/** Something that a chart would get wrong, and which settings it comes from. */
export interface Finding {
  readonly sample: Sample;
  readonly groups: ReadonlySet<string>;
  /** The settings of which at least one has to change for the difference to vanish; empty where none was found. */
  readonly culprits: readonly Setting[];
}

/** Samples like those that were learned from; what differs is to be learned too. */
export function check(state: Derivation, count: number): readonly Finding[] {
  const findings: Finding[] = [...state.environments, ...state.samples.slice(state.markers)].flatMap((sample) => {
    const groups = state.mismatch(sample);
    return groups === undefined ? [] : [{ sample, groups, culprits: [] }];
  });
  for (let n = 0; n < count && findings.length < 20; n++) {
    const settings = state.drawSettings();
    if (settings === undefined || state.isRefused(settings)) continue;
    const sample = state.trySettings(settings);
    const groups = sample === undefined ? undefined : state.mismatch(sample);
    if (sample !== undefined && groups !== undefined) findings.push({ sample, groups, culprits: [] });
  }
  return findings;
}

/** What hostile probes brought to light. */
export interface Probed {
  readonly findings: readonly Finding[];
  readonly refusals: readonly Refusal[];
}

/** How often each setting meets each literal of the program, among different others. */
const SWEEPS = 3;

/** Every literal of the program in every setting that takes it, one literal in each setting at a time. What is refused so is tried alone. */
export function sweepLiterals(state: Derivation): Probed {
  const places = scalarPlaces(state.tree).filter(
    ({ path, setting }) => (setting.kind === 'string' || setting.kind === 'number') && !path.includes('~') && !isPinned(state, path),
  );
  const texts = state.literals.filter((one) => typeof one === 'string');
  const numbers = [...new Set(state.literals.flatMap((one) => (typeof one === 'number' ? [one - 1, one, one + 1] : [])))];
  const findings: Finding[] = [];
  const refusals: Refusal[] = [];
  const probe = (settings: Json): boolean => {
    if (state.isRefused(settings)) return false;
    const tried = state.program.try(settings);
    if (!isSample(tried)) {
      refusals.push(tried);
      return false;
    }
    const groups = state.mismatch(tried);
    if (groups !== undefined) findings.push({ sample: tried, groups, culprits: culpritsOf(state, tried) });
    return true;
  };
  const rounds = Math.max(texts.length, numbers.length) * SWEEPS;
  for (let n = 0; n < rounds && findings.length < 3; n++) {
    const base = state.random.pick(state.samples).settings;
    const chosen = places.flatMap(({ path, setting }, at) => {
      const values: readonly Json[] = setting.kind === 'number' ? numbers : texts;
      const value = values.length === 0 ? undefined : values[(n + at) % values.length];
      return value !== undefined && valueAt(base, path) !== undefined && takes(state, setting, value) ? [{ path, value }] : [];
    });
    const put = (some: typeof chosen) =>
      some.reduce<Json | undefined>((settings, { path, value }) => (settings === undefined ? undefined : withValue(settings, path, value)), base);
    const all = put(chosen);
    if (all === undefined || chosen.length === 0) continue;
    const refusedBefore = refusals.length;
    if (probe(all)) continue;
    refusals.length = refusedBefore;
    for (const one of chosen) probe(put([one]) as Json);
  }
  return { findings, refusals: refusals.slice(0, 20) };
}

/** Whether a chart takes a value at a place. */
function takes(state: Derivation, { path, kind, schema }: Setting, value: Json): boolean {
  if (kind === 'string') return fitsRule(value as string, textRule(schema)) && isOfClass(value as string, classOf(state.domain, path));
  const { minimum, maximum, type } = bounded(schema, state.domain.bounds.get(path.join('.')));
  const number = value as number;
  return (
    (type !== 'integer' || Number.isInteger(number)) && (typeof minimum !== 'number' || number >= minimum) && (typeof maximum !== 'number' || number <= maximum)
  );
}

/** One hostile value over an ordinary sample, or hostile values everywhere. */
export function probeWild(state: Derivation, count: number): Probed {
  const places = scalarPlaces(state.tree).filter(({ path }) => !isPinned(state, path));
  const findings: Finding[] = [];
  const refusals: Refusal[] = [];
  for (let n = 0; n < count && findings.length < 5 && refusals.length < 20; n++) {
    const settings =
      n % 3 === 2 || places.length === 0 ? state.drawSettings({ wild: 0.5, empty: 0.2 }) : single(state, places[n % places.length] as ScalarPlace);
    if (settings === undefined || state.isRefused(settings)) continue;
    const tried = state.program.try(settings);
    if (!isSample(tried)) refusals.push(tried);
    else {
      const groups = state.mismatch(tried);
      if (groups !== undefined) findings.push({ sample: tried, groups, culprits: culpritsOf(state, tried) });
    }
  }
  return { findings, refusals };
}

interface ScalarPlace {
  readonly path: readonly string[];
  readonly setting: Setting;
}

/** Every scalar, and the keys of records. */
function scalarPlaces(tree: Setting): readonly ScalarPlace[] {
  return [...eachSetting(tree)].flatMap((setting): ScalarPlace[] => {
    const { kind, path } = setting;
    if (kind === 'record') return [{ path: [...path, '~'], setting }];
    return kind === 'string' || kind === 'number' || kind === 'mixed' || kind === 'any' || kind === 'list' ? [{ path, setting }] : [];
  });
}

function isPinned(state: Derivation, path: readonly string[]): boolean {
  const at = freezableAt(state.tree, path);
  return at !== undefined && state.domain.pinned.has(at.path.join('.'));
}

function single(state: Derivation, { path, setting }: ScalarPlace): Json | undefined {
  const sample = state.random.pick(state.samples).settings;
  if (valueAt(sample, path) === undefined) return undefined;
  const texts = [...eachText(sample)];
  const at = drawing(state.random, state.domain, {
    wild: 1,
    empty: 0.1,
    literals: state.literals,
    presence: 0.8,
    drawn: { texts, numbers: [...eachNumber(sample)] },
  });
  const isKey = path.at(-1) === '~';
  const donor = isKey ? draw({ ...setting, optional: false }, at) : undefined;
  const value = isKey ? Object.keys(donor ?? {})[0] : draw({ ...setting, optional: false }, at);
  return value === undefined ? undefined : withValue(sample, path, value);
}

function* eachText(value: Json): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) yield* eachText(member as Json);
}

function* eachNumber(value: Json): Generator<number> {
  if (typeof value === 'number') yield value;
  else if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) yield* eachNumber(member as Json);
}

/** The settings that a difference hangs on: the difference shows when only these are taken over into an ordinary sample. */
export function culpritsOf(state: Derivation, { settings }: Sample): readonly Setting[] {
  const candidates = freezable(state.tree).filter(({ path }) => !state.domain.pinned.has(path.join('.')));
  const differs = (chosen: readonly Setting[]) => state.samples.slice(0, 6).some((base) => showsWith(state, base, settings, chosen));
  const alone = candidates.find((setting) => differs([setting]));
  if (alone !== undefined) return [alone];
  for (const [at, one] of candidates.entries()) {
    const other = candidates.slice(at + 1).find((two) => differs([one, two]));
    if (other !== undefined) return [one, other];
  }
  return [];
}

function showsWith(state: Derivation, base: Sample, settings: Json, chosen: readonly Setting[]): boolean {
  let changed: Json | undefined = base.settings;
  for (const { path } of chosen) changed = changed === undefined ? undefined : withValue(changed, path, valueAt(settings, path));
  if (changed === undefined || isEqual(changed, base.settings) || state.isRefused(changed)) return false;
  const tried = state.program.try(changed);
  return isSample(tried) && state.mismatch(tried) !== undefined;
}

/** The same setting's value in other samples: a condition on it needs more than one to be found. */
export function around(state: Derivation, { sample, culprits }: Finding): readonly Sample[] {
  return state.samples.slice(0, 16).flatMap((base, n) => {
    let changed: Json | undefined = base.settings;
    for (const { path } of culprits) changed = changed === undefined ? undefined : withValue(changed, path, similar(state, valueAt(sample.settings, path), n));
    const tried = changed === undefined ? undefined : state.program.try(changed);
    return tried !== undefined && isSample(tried) ? [tried] : [];
  });
}

/** The value for which settings are refused: put into ordinary samples, these are refused too. */
export function culpritOfRefusal(
  state: Derivation,
  refusal: Refusal,
): { readonly path: readonly string[]; readonly value: Json; readonly setting: Setting } | undefined {
  const whole = freezable(state.tree).map((setting) => ({ setting, path: setting.path }));
  for (const { path, setting } of [...scalarPlaces(state.tree), ...whole]) {
    const freezes = freezableAt(state.tree, setting.path);
    if (freezes === undefined || state.domain.pinned.has(freezes.path.join('.'))) continue;
    for (const value of valuesAt(refusal.settings, path)) {
      const changed = state.samples
        .slice(0, 8)
        .map(({ settings }) => (valueAt(settings, path) === undefined && path.includes('*') ? undefined : withValue(settings, path, value)));
      const tried = changed.filter((settings) => settings !== undefined && !state.isRefused(settings)).map((settings) => state.program.try(settings as Json));
      const refused = tried.filter((one) => !isSample(one) && one.reasons.some((reason) => refusal.reasons.includes(reason)));
      if (refused.length > 0 && refused.length === tried.length) return { path, value, setting: freezes };
    }
  }
  return undefined;
}

/** The value itself, or a text that holds the same literal of the program elsewhere: what tells a start from an end, and both from the whole. */
function similar(state: Derivation, value: Json | undefined, n: number): Json | undefined {
  if (typeof value !== 'string') return value;
  const literal = state.literals
    .filter((one): one is string => typeof one === 'string' && one !== '' && value.includes(one))
    .sort((a, b) => b.length - a.length)[0];
  if (literal === undefined) return value;
  const word = `q${String.fromCharCode(97 + n)}rs${String.fromCharCode(98 + n)}z`;
  return [value, `${literal}${word}`, `${word}${literal}`, literal, `${word}${literal}${word}`][n % 5];
}

/** Values of each frozen setting. */
const FROZEN_PROBES = 30;

/** Runs the program with values that the chart does not take any more, for the sake of the code that they run. */
export function probeFrozen(state: Derivation): void {
  for (const { path } of freezable(state.tree).filter((setting) => state.domain.pinned.has(setting.path.join('.')))) {
    const setting = freezable(state.tree).find((one) => one.path.join('.') === path.join('.')) as Setting;
    const domain = { ...state.domain, pinned: new Map() };
    for (let n = 0; n < FROZEN_PROBES; n++) {
      const value = draw(setting, drawing(state.random, domain, { wild: n % 2 === 0 ? 0.5 : 0, literals: state.literals }));
      const changed = withValue(state.random.pick(state.samples).settings, path, value);
      if (changed !== undefined) state.program.try(changed);
    }
  }
}
