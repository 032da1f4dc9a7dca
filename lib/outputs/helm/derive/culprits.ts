import type { Json } from '../../../manifest';
import { isSample, type Refusal, type Sample } from '../learn';
import { isEqual } from '../template';
import { freezable, freezableAt, type Setting, valueAt, withValue } from '../values';
import { valuesAt } from './coverage';
import type { Derivation } from './derivation';
import type { Finding } from './probe';
import { scalarPlaces } from './scalar-places';

/**
 * The settings that a difference hangs on: taken over into an ordinary sample, these show it, and no part of them does. Found by taking over half of them, then
 * half of those.
 */
export function culpritsOf(state: Derivation, { settings }: Sample): readonly Setting[] {
  const candidates = freezable(state.tree).filter(({ path }) => !state.domain.pinned.has(path.join('.')));
  for (const base of state.samples.slice(0, 6)) {
    const differing = candidates.filter(({ path }) => !isEqual(valueAt(base.settings, path), valueAt(settings, path)));
    if (shows(state, base, settings, differing)) return smallest(differing, (chosen) => shows(state, base, settings, chosen));
  }
  return [];
}

/** A part of a list that still fulfils something, without any that it fulfils it without (Zeller's delta debugging). */
function smallest<One>(all: readonly One[], fulfils: (some: readonly One[]) => boolean): readonly One[] {
  let kept = all;
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < kept.length && kept.length > 1; ) {
      const fewer = kept.filter((_, at) => at < from || at >= from + size);
      if (fewer.length > 0 && fulfils(fewer)) kept = fewer;
      else from += size;
    }
  }
  return kept;
}

function shows(state: Derivation, base: Sample, settings: Json, chosen: readonly Setting[]): boolean {
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
