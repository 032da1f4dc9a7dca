import type { Json } from '../../../manifest';
import type { Refusal, Sample } from '../learn';
import type { Setting } from '../values';
import type { Derivation } from './derivation';

/** How many samples each phase takes. */
export interface Effort {
  readonly learn: number;
  readonly check: number;
  readonly wild: number;
  readonly rounds: number;
}

export const EFFORT: Effort = { learn: 100, check: 120, wild: 160, rounds: 6 };

/** Something that a chart would get wrong, and which settings it comes from. */
export interface Finding {
  readonly sample: Sample;
  readonly groups: ReadonlySet<string>;
  /** The settings of which at least one has to change for the difference to vanish; empty where none was found. */
  readonly culprits: readonly Setting[];
}

/** What hostile probes brought to light. */
export interface Probed {
  readonly findings: readonly Finding[];
  readonly refusals: readonly Refusal[];
}

/** What is wrong with what a chart gives for settings; undefined for nothing, and for settings that are refused. */
export function findingOf(state: Derivation, settings: Json): Finding | undefined {
  if (state.isRefused(settings)) return undefined;
  const sample = state.trySettings(settings);
  const groups = sample === undefined ? undefined : state.mismatch(sample);
  return sample === undefined || groups === undefined ? undefined : { sample, groups, culprits: [] };
}

/** Samples like those that were learned from; what differs is to be learned too. */
export function check(state: Derivation, count: number): readonly Finding[] {
  const findings: Finding[] = [...state.environments, ...state.samples.slice(state.markers)].flatMap((sample) => {
    const groups = state.mismatch(sample);
    return groups === undefined ? [] : [{ sample, groups, culprits: [] }];
  });
  for (let n = 0; n < count && findings.length < 20; n++) {
    const settings = state.drawSettings();
    const finding = settings === undefined ? undefined : findingOf(state, settings);
    if (finding !== undefined) findings.push(finding);
  }
  return findings;
}
