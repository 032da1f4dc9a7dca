import { type LearnedProgram, Learner, learnProgram } from '../learn';
import type { Template } from '../template';
import type { Derivation } from './derivation';

/**
 * Hostile samples that were learned for the sake of one object may hide markers from another. What they leave unexplained is tried again without them; it
 * counts if it is right for all samples nevertheless.
 */
export function withoutOldFindings(state: Derivation, before: LearnedProgram): void {
  const all = state.learned;
  const markers = state.samples.slice(0, state.markers);
  const again = learnProgram(markers, state.tree, new Learner(state.literals), state.literals, { learned: before, dirty: all.unknown });
  const explained = [...all.unknown].filter((group) => !again.unknown.has(group) && (again.objects.has(group) || again.payloads.has(group)));
  const taken = (from: ReadonlyMap<string, Template>, other: ReadonlyMap<string, Template>) =>
    new Map([...from].map(([group, template]) => [group, explained.includes(group) ? (other.get(group) ?? template) : template]));
  state.learned = {
    objects: taken(all.objects, again.objects),
    payloads: taken(all.payloads, again.payloads),
    unknown: new Set([...all.unknown].filter((group) => !explained.includes(group))),
  };
  if (state.learned.unknown.size === 0 && state.samples.every((sample) => state.mismatch(sample) === undefined)) return;
  state.learned = all;
}
