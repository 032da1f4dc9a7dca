import { Learner, learnProgram, unknownPlaces } from '../learn';
import { type Setting, valueAt } from '../values';
import type { Derivation } from './derivation';

/** What is not explained, by group: where in its objects. */
export function unexplained(state: Derivation): readonly { readonly group: string; readonly places: readonly string[] }[] {
  return [...state.learned.unknown].map((group) => {
    const template = state.learned.objects.get(group) ?? state.learned.payloads.get(group);
    const places = template === undefined || template.node.op === 'unknown' ? [''] : unknownPlaces(template.node);
    return { group, places };
  });
}

/** Whether a group would be explained if a setting were frozen. */
export function wouldExplain(state: Derivation, group: string, setting: Setting): boolean {
  const values = state.bases.map((base) => valueAt(base, setting.path));
  const samples = state.samples.slice(0, 60).flatMap((sample) => state.repinned(sample, setting, values));
  const known = { learned: state.learned, dirty: new Set([group]) };
  return samples.length > 20 && !learnProgram(samples, state.tree, new Learner(state.literals), state.literals, known).unknown.has(group);
}
