import { freezableAt } from '../values';
import { applyGuards } from './apply-guards';
import { uncovered } from './coverage';
import type { Derivation } from './derivation';
import { fillSamples } from './fill-samples';
import { influences } from './influences';
import { notDerivable } from './not-derivable';
import { EFFORT } from './probe';
import { unexplained, wouldExplain } from './unexplained';

/** Rounds of freezing and learning after which something is wrong with us. */
export const MOST_ROUNDS = 60;

/** Draws, learns, and freezes what cannot be explained, until all is. */
export function learnUntilExplained(state: Derivation, progress: (phase: string, detail: string) => void): void {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    fillSamples(state, EFFORT.learn);
    const bare = uncovered(state).map(({ setting, reason }) => ({ setting: freezableAt(state.tree, setting.path), reason }));
    const toFreeze = bare.filter(({ setting }) => setting !== undefined && !state.domain.pinned.has(setting.path.join('.')));
    const [first] = toFreeze;
    if (first?.setting !== undefined) {
      state.freeze(first.setting, first.reason);
      continue;
    }
    state.learnRules();
    state.learn();
    if (state.learned.unknown.size > 0) {
      freezeOne(state);
      progress('samples', `again, frozen so far: ${state.frozen.map(({ path }) => path).join(', ')}`);
      continue;
    }
    const guarded = applyGuards(state);
    if (guarded.length === 0) return;
    const [one] = guarded;
    if (one !== undefined) state.freeze(one.setting, one.reason);
  }
  throw notDerivable([{ message: 'what the program makes of its settings was not explained' }]);
}

/** Freezes one of the settings that something unexplained depends on: the first with which it would be explained. */
export function freezeOne(state: Derivation): void {
  const [first] = unexplained(state);
  if (first === undefined) return;
  const { group, places } = first;
  const candidates = influences(state, group, places);
  const chosen = candidates.find((setting) => wouldExplain(state, group, setting)) ?? candidates[0];
  if (chosen === undefined) {
    throw notDerivable([{ object: group, path: places[0], message: 'what stands here depends on nothing that could be frozen, and is not explained' }]);
  }
  state.freeze(chosen, `what ${group}${places[0] ?? ''} makes of it was not explained`);
}
