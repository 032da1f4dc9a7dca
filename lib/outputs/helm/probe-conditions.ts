import { isObject, type Json } from '../../manifest';
import { valueAt, withValue } from './change';
import type { Derivation } from './derivation';
import { holds } from './evaluate';
import { placesIn, settingAt } from './guards';
import { rootFrames } from './place';
import type { Finding } from './probe';
import type { Condition } from './template';

/** How many fresh samples each branch of the templates gets. */
const SAMPLES = 4;
const TRIES = 12;

/**
 * Fresh samples for each branch that the templates take rarely. A condition that was found from a single sample may be one of many that fit, and what stands
 * under it may be a constant by chance: both show once the branch is taken with other values.
 */
export function probeConditions(state: Derivation): readonly Finding[] {
  const findings: Finding[] = [];
  for (const condition of conditionsOf(state)) {
    for (const wanted of [true, false]) {
      const known = [...state.samples, ...state.environments].filter(({ settings }) => holds(condition, rootFrames(settings)) === wanted);
      // What many samples have is checked by others.
      if (known.length === 0 || known.length > state.samples.length / 4) continue;
      for (let n = 0; n < SAMPLES; n++) {
        const settings = taking(state, condition, wanted, (known[n % known.length] as { settings: Json }).settings);
        if (settings === undefined || state.isRefused(settings)) continue;
        const sample = state.trySettings(settings);
        const groups = sample === undefined ? undefined : state.mismatch(sample);
        if (sample !== undefined && groups !== undefined) findings.push({ sample, groups, culprits: [] });
      }
    }
  }
  return findings.slice(0, 20);
}

/** The different conditions of all templates that are about the settings themselves, not about elements. */
function conditionsOf(state: Derivation): readonly Condition[] {
  const found = new Map<string, Condition>();
  for (const template of [...state.learned.objects.values(), ...state.learned.payloads.values()]) collect(template, found);
  return [...found.values()].filter(
    (condition) => placesIn(condition).every(({ scope, path }) => scope === 0 && !path.includes(0)) && !JSON.stringify(condition).includes('"op":"first"'),
  );
}

function collect(value: unknown, found: Map<string, Condition>): void {
  if (Array.isArray(value)) for (const one of value) collect(one, found);
  if (!isObject(value)) return;
  for (const key of ['condition', 'when'] as const) {
    const condition = value[key];
    if (isObject(condition)) found.set(JSON.stringify(condition), condition as unknown as Condition);
  }
  for (const member of Object.values(value)) collect(member, found);
}

/** Fresh settings for which a condition holds (or not): with other values also in what it reads, where that goes. */
function taking(state: Derivation, condition: Condition, wanted: boolean, like: Json): Json | undefined {
  const places = placesIn(condition);
  let last: Json | undefined;
  for (let n = 0; n < TRIES; n++) {
    let settings = state.drawSettings();
    if (settings === undefined) continue;
    for (const place of places) {
      const kind = settingAt([state.tree], place)?.kind;
      const path = place.path as readonly string[];
      const isContent = kind !== 'boolean' && kind !== 'enum';
      const value = valueAt(like, path);
      const keepsContent = isContent && n < TRIES / 2 && value !== undefined && valueAt(settings, path) !== undefined;
      if (!keepsContent && settings !== undefined) settings = withValue(settings, path, value) ?? settings;
    }
    if (holds(condition, rootFrames(settings)) !== wanted) continue;
    last = settings;
    break;
  }
  return last;
}
