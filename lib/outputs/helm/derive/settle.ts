import { applyGuards } from './apply-guards';
import { culpritsOf } from './culprits';
import type { Derivation } from './derivation';
import { freezeOne } from './explain';
import { influences } from './influences';
import { notDerivable } from './not-derivable';
import { check, EFFORT, type Finding } from './probe';
import { probeBranches } from './probe-branches';
import { resolveRefusal } from './refusals';

/** Checks fresh samples, learns from those that differ. True once there are none. */
export function settle(state: Derivation, progress: (phase: string, detail: string) => void): boolean {
  for (let round = 0; round < EFFORT.rounds; round++) {
    const ordinary = check(state, EFFORT.check);
    const findings = ordinary.length > 0 ? ordinary : probeBranches(state);
    if (!unliftedRefusals(state)) return false;
    if (findings.length === 0) return true;
    progress('check', `${findings.length} differ, learning from them`);
    for (const { sample, groups } of findings) state.addFound([sample], groups);
    state.learn(new Set(findings.flatMap(({ groups }) => [...groups])));
    if (state.learned.unknown.size > 0) {
      freezeOne(state);
      return false;
    }
    const [guarded] = applyGuards(state);
    if (guarded !== undefined) {
      state.freeze(guarded.setting, guarded.reason);
      return false;
    }
  }
  const first = check(state, EFFORT.check)[0] ?? probeBranches(state)[0];
  if (first === undefined) return true;
  freezeDiffering(state, first);
  return false;
}

/** What stays different after all rounds of learning: a setting that it depends on is frozen. */
function freezeDiffering(state: Derivation, { groups, sample }: Finding): void {
  for (const group of groups) {
    const [chosen] = group.startsWith('? ') ? [] : influences(state, group, ['']).filter((setting) => !state.domain.pinned.has(setting.path.join('.')));
    if (chosen === undefined) continue;
    const culprit = culpritsOf(state, sample)[0] ?? chosen;
    state.samples = state.samples.slice(0, state.markers);
    state.freeze(culprit, `what ${group} makes of it was not explained for all of its values`);
    return;
  }
  throw notDerivable([{ object: [...groups].join(', '), message: 'a difference stays after all rounds of learning' }]);
}

/** Refusals of the program that no rule explains: the setting they hang on is narrowed or frozen. False where something was. */
function unliftedRefusals(state: Derivation): boolean {
  state.learnRules();
  const open = state.unlifted.find(({ refusals }) => refusals.some(({ by }) => by === 'program'));
  const refusal = open?.refusals.find(({ by }) => by === 'program');
  if (refusal === undefined || open === undefined) return true;
  resolveRefusal(state, refusal, open.reason);
  return false;
}
