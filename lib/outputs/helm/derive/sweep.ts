import type { Json } from '../../../manifest';
import { isSample, type Refusal } from '../learn';
import { type Place, settingAt } from '../template';
import { bounded, classOf, fitsRule, HOSTILE_NUMBERS, HOSTILE_TEXTS, isOfClass, type Setting, textRule, valueAt, withValue } from '../values';
import { culpritsOf } from './culprits';
import type { Derivation } from './derivation';
import type { Finding, Probed } from './probe';
import { equalRounds, literalRounds, literalsOf, type Round, sparseRounds } from './rounds';
import { isPinned, scalarPlaces } from './scalar-places';
import { anySample, everyBranch, type Starts } from './starts';

/** How many renders the literals of the program may cost for the sake of branches. */
const BRANCH_BUDGET = 400;

/** Every literal of the program in every setting that takes it: in all of them at once, on every branch, then in some. */
export function sweepLiterals(state: Derivation): Probed {
  const literals = literalsOf(state.literals);
  const full = [...equalRounds(state.random, literals), ...literalRounds(state.random, literals)];
  const probed = sweep(state, full, everyBranch(state, Math.ceil(BRANCH_BUDGET / full.length)));
  return probed.findings.length > 0 ? probed : both(probed, sweep(state, sparseRounds(state.random, literals), anySample(state)));
}

/** Every hostile value in every setting that takes it: what refuses or changes one of them is not left to chance. */
export function sweepHostile(state: Derivation): Probed {
  const literals = literalsOf([...HOSTILE_TEXTS, ...HOSTILE_NUMBERS]);
  return sweep(state, [...equalRounds(state.random, literals), ...literalRounds(state.random, literals)], anySample(state));
}

/** Values in settings that take them, one in each setting at a time. What is refused so is tried alone. */
function sweep(state: Derivation, rounds: readonly Round[], starts: Starts): Probed {
  const places = scalarPlaces(state.tree).filter(({ path, setting }) => isSwept(setting, path) && !isPinned(state, path));
  const findings: Finding[] = [];
  const refusals: Refusal[] = [];
  for (const { value, share } of rounds) {
    const met: Json[] = [];
    for (const { settings: start, kept } of starts(met)) {
      if (findings.length >= 3) break;
      const keptPaths = new Set(kept?.groups.flat().map(({ path }) => path.join('.')));
      let settings = start;
      for (const [at, group] of (kept?.groups ?? []).entries()) {
        settings = inGroup(state, settings, group, (kind) => value(kind, at, settings), kept?.isTrue ?? (() => true));
      }
      const chosen = places.flatMap(({ path, setting }, at): Put[] => {
        const one = keptPaths.has(path.join('.')) ? undefined : value(setting.kind, at, settings);
        const isIn = one !== undefined && state.random.chance(share) && valueAt(settings, path) !== undefined && takesValue(state, setting, one);
        return isIn ? [{ path, value: one }] : [];
      });
      const filled = put(settings, chosen);
      const refused = probe(state, filled, findings);
      if (refused !== undefined) refusals.push(...chosen.flatMap((one) => probe(state, put(settings, [one]), findings) ?? []));
      else if (filled !== undefined) met.push(filled);
    }
  }
  return { findings, refusals: refusals.slice(0, 20) };
}

function both(one: Probed, other: Probed): Probed {
  return { findings: [...one.findings, ...other.findings], refusals: [...one.refusals, ...other.refusals].slice(0, 20) };
}

function isSwept({ kind }: Setting, path: readonly string[]): boolean {
  return (kind === 'string' || kind === 'number') && !path.includes('~');
}

/** A literal in all settings of a group, alone or beside what stands there, if something stays true so. */
function inGroup(
  state: Derivation,
  settings: Json,
  group: readonly Place[],
  literal: (kind: Setting['kind']) => Json | undefined,
  isTrue: (settings: Json) => boolean,
): Json {
  const places = group.flatMap((place) => {
    const setting = settingAt([state.tree], place);
    const path = place.path as readonly string[];
    return setting !== undefined && isSwept(setting, path) && !isPinned(state, path) && valueAt(settings, path) !== undefined ? [{ path, setting }] : [];
  });
  for (const form of FORMS) {
    const values = places.map(({ path, setting }) => ({ path, setting, value: form(literal(setting.kind), valueAt(settings, path) as Json) }));
    if (!values.every(({ setting, value }) => value !== undefined && takesValue(state, setting, value))) continue;
    const changed = put(settings, values as readonly Put[]);
    if (changed !== undefined && isTrue(changed)) return changed;
  }
  return settings;
}

const FORMS: readonly ((literal: Json | undefined, before: Json) => Json | undefined)[] = [
  (literal) => literal,
  (literal, before) => (typeof literal === 'string' ? `${before}${literal}` : undefined),
  (literal, before) => (typeof literal === 'string' ? `${literal}${before}` : undefined),
];

interface Put {
  readonly path: readonly string[];
  readonly value: Json;
}

function put(settings: Json, values: readonly Put[]): Json | undefined {
  return values.reduce<Json | undefined>((all, { path, value }) => (all === undefined ? undefined : withValue(all, path, value)), settings);
}

/** Looks whether a chart is right for settings; a refusal where the program refuses them. */
function probe(state: Derivation, settings: Json | undefined, findings: Finding[]): Refusal | undefined {
  if (settings === undefined || state.isRefused(settings)) return undefined;
  const tried = state.program.try(settings);
  if (!isSample(tried)) return tried;
  const groups = state.mismatch(tried);
  if (groups !== undefined) findings.push({ sample: tried, groups, culprits: culpritsOf(state, tried) });
  return undefined;
}

/** Whether a chart takes a value at a place. */
function takesValue(state: Derivation, { path, kind, schema }: Setting, value: Json): boolean {
  if (kind === 'string') return fitsRule(value as string, textRule(schema)) && isOfClass(value as string, classOf(state.domain, path));
  const { minimum, maximum, type } = bounded(schema, state.domain.bounds.get(path.join('.')));
  const number = value as number;
  return (
    (type !== 'integer' || Number.isInteger(number)) && (typeof minimum !== 'number' || number >= minimum) && (typeof maximum !== 'number' || number <= maximum)
  );
}
