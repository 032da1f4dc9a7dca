import type { Json } from '../../../manifest';
import { isSample, type Refusal } from '../learn';
import { type Place, settingAt } from '../template';
import { bounded, classOf, fitsRule, HOSTILE_NUMBERS, HOSTILE_TEXTS, isOfClass, type Setting, textRule, valueAt, withValue } from '../values';
import { culpritsOf } from './culprits';
import type { Derivation } from './derivation';
import type { Finding, Probed } from './probe';
import { equalRounds, FORMS, literalRounds, literalsOf, type Round, sparseRounds } from './rounds';
import { isPinned, scalarPlaces } from './scalar-places';
import { anySample, everyBranch, type Starts } from './starts';

/** Objects that a sweep may cost: what small programs make costs little, and so they are swept more thoroughly. */
const ENOUGH = 3000;
const MOST_SWEEPS = 20;
/** How many renders of a sweep are for the sake of branches. */
const BRANCH_BUDGET = 400;

/** Every literal of the program in every setting that takes it: in all of them at once, on every branch, then in some; small programs several times. */
export function sweepLiterals(state: Derivation): Probed {
  const { random, program } = state;
  const literals = literalsOf(state.literals);
  const probed: Probed[] = [];
  for (let [n, before] = [0, program.renders]; n < MOST_SWEEPS && (n === 0 || program.renders - before < enoughRenders(state)); n++) {
    const full = [...equalRounds(random, literals), ...literalRounds(random, literals, FORMS[n % FORMS.length])];
    probed.push(sweep(state, full, everyBranch(state, Math.ceil(BRANCH_BUDGET / full.length))));
    if (probed.some(({ findings }) => findings.length > 0)) break;
    probed.push(sweep(state, sparseRounds(random, literals), anySample(state)));
  }
  return { findings: probed.flatMap(({ findings }) => findings), refusals: probed.flatMap(({ refusals }) => refusals).slice(0, 20) };
}

/** Every hostile value in every setting that takes it: what refuses or changes one of them is not left to chance. */
export function sweepHostile(state: Derivation): Probed {
  const literals = literalsOf([...HOSTILE_TEXTS, ...HOSTILE_NUMBERS]);
  const rounds = [...equalRounds(state.random, literals), ...literalRounds(state.random, literals)];
  return sweep(state, rounds, everyBranch(state, Math.floor(enoughRenders(state) / rounds.length)));
}

function enoughRenders({ environments }: Derivation): number {
  return ENOUGH / Math.max(1, ...environments.map(({ rendered }) => rendered.objects.length));
}

/** Values in settings that take them, one in each setting at a time, whether something stood there or not. What is refused so is tried alone. */
function sweep(state: Derivation, rounds: readonly Round[], starts: Starts): Probed {
  const places = scalarPlaces(state.tree).filter(({ path, setting }) => isSwept(setting, path) && !isPinned(state, path));
  const findings: Finding[] = [];
  const refusals: Refusal[] = [];
  for (const { value, share, form } of rounds) {
    const met: Json[] = [];
    for (const { settings: start, kept } of starts(met)) {
      if (findings.length >= 3) break;
      const keptPaths = new Set(kept?.groups.flat().map(({ path }) => path.join('.')));
      let settings = start;
      if (kept !== undefined) {
        for (const [at, group] of kept.groups.entries()) settings = inGroup(state, settings, group, (kind) => value(kind, at, settings), kept.isTrue);
      }
      const chosen = places.flatMap(({ path, setting }, at): Put[] => {
        const before = valueAt(settings, path);
        if ((before === undefined && path.includes('*')) || keptPaths.has(path.join('.')) || !state.random.chance(share)) return [];
        const one = form(value(setting.kind, at, settings), before ?? '');
        const isIn = one !== undefined && takesValue(state, setting, one) && (before !== undefined || withValue(settings, path, one) !== undefined);
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
