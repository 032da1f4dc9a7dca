import { isSample, type Refusal } from '../learn';
import { eachSetting, withValue } from '../values';
import { valuesAt } from './coverage';
import { culpritOfRefusal } from './culprits';
import type { Derivation } from './derivation';
import { notDerivable } from './not-derivable';
import { scalarPlaces } from './scalar-places';

export function resolveRefusal(state: Derivation, refusal: Refusal, reason: string): void {
  const culprit = culpritOfRefusal(state, refusal);
  if (culprit === undefined && isExplained(state, refusal)) return;
  if (culprit === undefined) throw notDerivable([{ message: `the program refuses some settings, and it is not known which: ${reason}` }]);
  const { path, value, setting } = culprit;
  state.refusals = state.refusals.filter((one) => !one.reasons.includes(reason));
  if (typeof value === 'string' && state.narrow(path, value)) return;
  state.freeze(setting, `the program refuses some of its values: ${reason}`);
}

/**
 * Looks for a rule once more, beside what is refused and what is not when one literal of the program alone stands in ordinary samples as it stands here: which
 * other settings it takes to be refused is then seen.
 */
function isExplained(state: Derivation, refusal: Refusal): boolean {
  const isSame = (tried: Refusal) => tried.reasons.some((reason) => refusal.reasons.includes(reason));
  for (const { path } of scalarPlaces(state.tree)) {
    for (const value of valuesAt(refusal.settings, path).filter((one) => state.literals.includes(one as string))) {
      const changed = state.samples.slice(0, MOST_BESIDE).flatMap(({ settings }) => withValue(settings, path, value) ?? []);
      const tried = changed.filter((settings) => !state.isRefused(settings)).map((settings) => state.program.try(settings));
      const refused = tried.filter((one): one is Refusal => !isSample(one) && isSame(one));
      if (refused.length === 0) continue;
      state.refusals = [...refused, ...state.refusals];
      state.addFound(tried.filter(isSample), new Set());
    }
  }
  state.learnRules();
  return !state.unlifted.some(({ reason }) => refusal.reasons.includes(reason));
}

/** How many ordinary samples a literal is put into. */
const MOST_BESIDE = 24;

/** A refusal for something that the caller is not told about yet. */
export function isOpen(state: Derivation, { reasons }: Refusal): boolean {
  return !reasons.every((reason) => isListed(state, reason));
}

/** A reason of zod that the caller is told about. */
function isListed(state: Derivation, reason: string): boolean {
  return state.unlifted.some((one) => one.reason === reason && one.refusals.every(({ by }) => by === 'schema') && !isTextPath(state, reason));
}

/** Whether zod's reason names a text, which can be narrowed. */
export function isTextPath(state: Derivation, reason: string): boolean {
  const path = reason
    .slice(0, reason.indexOf(': '))
    .split('.')
    .map((step) => (/^\d+$/.test(step) ? '*' : step));
  return [...eachSetting(state.tree)].some((setting) => setting.kind === 'string' && setting.path.join('.') === path.join('.'));
}
