import type { Json } from '../../../manifest';
import { isSample, type Refusal } from '../learn';
import { type Place, settingAt } from '../template';
import { bounded, classOf, fitsRule, HOSTILE_NUMBERS, HOSTILE_TEXTS, isOfClass, type Setting, textRule, valueAt, withValue } from '../values';
import { culpritsOf } from './culprits';
import type { Derivation } from './derivation';
import type { Finding, Probed } from './probe';
import { eachNumber, eachText, isPinned, scalarPlaces } from './scalar-places';

/** How often each setting meets each literal of the program, among different others. */
const SWEEPS = 3;

/** What is swept. */
export interface Sweep {
  /** Settings to put literals into, for each round. */
  readonly base: () => Json;
  readonly rounds: number;
  /** @default those of the program */
  readonly literals?: Literals | undefined;
  /** Settings that get literals only as far as something stays true, all of a group the same. */
  readonly kept?: { readonly groups: readonly (readonly Place[])[]; readonly isTrue: (settings: Json) => boolean } | undefined;
}

/** Every literal of the program in every setting that takes it: first in all of them at once, then in some. */
export function sweepLiterals(state: Derivation): Probed {
  return sweep(state, { base: () => state.random.pick(state.samples).settings, rounds: literalsOf(state.literals).most * SWEEPS });
}

/** Every hostile value in every setting that takes it: what refuses or changes one of them is not left to chance. */
export function sweepHostile(state: Derivation): Probed {
  const literals = literalsOf([...HOSTILE_TEXTS, ...HOSTILE_NUMBERS]);
  return sweep(state, { base: () => state.random.pick(state.samples).settings, rounds: literals.most, literals });
}

/** Literals of the program in settings that take them, one literal in each setting at a time; and the same in several. What is refused so is tried alone. */
export function sweep(state: Derivation, { base, rounds, kept, literals = literalsOf(state.literals) }: Sweep): Probed {
  const keptPlaces = new Set(kept?.groups.flat().map(({ path }) => path.join('.')));
  const places = scalarPlaces(state.tree).filter(({ path, setting }) => isSwept(setting, path) && !isPinned(state, path) && !keptPlaces.has(path.join('.')));
  const findings: Finding[] = [];
  const refusals: Refusal[] = [];
  for (const { value, share } of [...equalRounds(state, rounds), ...literalRounds(state, literals, rounds)]) {
    if (findings.length >= 3) break;
    let settings = base();
    for (const [at, group] of (kept?.groups ?? []).entries()) {
      settings = inGroup(state, settings, group, (kind) => value(kind, at, settings), kept?.isTrue ?? (() => true));
    }
    const chosen = places.flatMap(({ path, setting }, at): Put[] => {
      const one = value(setting.kind, at, settings);
      const isIn = one !== undefined && state.random.chance(share) && valueAt(settings, path) !== undefined && takesValue(state, setting, one);
      return isIn ? [{ path, value: one }] : [];
    });
    const refused = probe(state, put(settings, chosen), findings);
    if (refused !== undefined) refusals.push(...chosen.flatMap((one) => probe(state, put(settings, [one]), findings) ?? []));
  }
  return { findings, refusals: refusals.slice(0, 20) };
}

interface Round {
  /** What the setting at some place of the row of all settings gets. */
  readonly value: (kind: Setting['kind'], at: number, settings: Json) => Json | undefined;
  /** How probable it is to get it. */
  readonly share: number;
}

/** Each literal in each setting, all at once; then in half of them. */
function literalRounds(state: Derivation, { texts, numbers, most }: Literals, count: number): readonly Round[] {
  const shift = state.random.int(0, most);
  return Array.from({ length: Math.min(count, most * SWEEPS) }, (_, n) => ({
    value: (kind, at) => (kind === 'number' ? numbers[(shift + n + at) % numbers.length] : texts[(shift + n + at) % texts.length]),
    share: n < most ? 1 : 0.5,
  }));
}

/** The same value in several settings, which `a === b` asks for: a word, or what stands in one of them. */
function equalRounds({ random }: Derivation, count: number): readonly Round[] {
  return Array.from({ length: Math.min(MOST_EQUAL, Math.ceil(count / 4) + 1) }, (_, n) => {
    const word = `q${String.fromCharCode(97 + n)}samez`;
    const number = random.int(1, 9);
    const value: Round['value'] = (kind, _at, settings) => {
      const own = kind === 'number' ? [...eachNumber(settings)] : [...eachText(settings)];
      return n % 2 === 0 || own.length === 0 ? (kind === 'number' ? number : word) : own[(n * 7) % own.length];
    };
    return { value, share: n % 3 === 0 ? 1 : 0.6 };
  });
}

const MOST_EQUAL = 12;

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

interface Literals {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  readonly most: number;
}

function literalsOf(literals: readonly (string | number)[]): Literals {
  const texts = literals.filter((one) => typeof one === 'string');
  const numbers = [...new Set(literals.flatMap((one) => (typeof one === 'number' ? [one - 1, one, one + 1] : [])))];
  return { texts, numbers, most: Math.max(texts.length, numbers.length) };
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
