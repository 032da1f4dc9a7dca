import type { Json } from '../../../manifest';
import { type Rule, rootFrames } from '../template';
import type { Setting } from '../values';
import type { Learner } from './learner';
import type { Refusal, Sample } from './sample';
import { Symbols } from './symbols';
import { Table } from './table';

/** Why some settings are refused: a rule, where a template can say it. */
export interface LearnedRules {
  readonly rules: readonly Rule[];
  /** Reasons without a rule, and settings that were refused for them. */
  readonly unlifted: readonly { readonly reason: string; readonly refusals: readonly Refusal[] }[];
}

/** Finds the condition under which settings are refused, for each reason. */
export function learnRules(
  samples: readonly Sample[],
  refusals: readonly Refusal[],
  tree: Setting,
  learner: Learner,
  literals: readonly (string | number)[],
): LearnedRules {
  if (refusals.length === 0) return { rules: [], unlifted: [] };
  const all: readonly Json[] = [...samples, ...refusals].map(({ settings }) => settings);
  const table = new Table(
    all.map((settings) => ({ frames: rootFrames(settings), symbols: new Symbols(tree, settings) })),
    [tree],
    literals,
  );
  const reasons = [...new Set(refusals.flatMap((refusal) => refusal.reasons))];
  const rules: Rule[] = [];
  const unlifted: { reason: string; refusals: readonly Refusal[] }[] = [];
  for (const reason of reasons) {
    const own = refusals.filter((refusal) => refusal.reasons.includes(reason));
    // Somebody else's refusal may hide this one: a program stops at its first error.
    const rows = table.rows.filter((row) => row < samples.length || (refusals[row - samples.length] as Refusal).reasons.includes(reason));
    const when = learner.formulas(table).find(
      rows,
      rows.map((row) => row >= samples.length),
    );
    if (when === undefined) unlifted.push({ reason, refusals: own });
    else rules.push({ whose: 'program', when, message: reason });
  }
  return { rules, unlifted };
}
