import type { Json } from '../../../manifest';
import { type Condition, holds, type Rule, rootFrames } from '../template';
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
    const isRefused = (row: number) => row >= samples.length;
    const when = repeated(table, rows, isRefused, reason) ?? learner.formulas(table).find(rows, rows.map(isRefused));
    if (when === undefined) unlifted.push({ reason, refusals: own });
    else rules.push({ whose: 'program', when, message: reason });
  }
  return { rules, unlifted };
}

/** How many refusals tell that it is the same value twice in a list, which few samples have, where zod does not name the list. */
const ENOUGH = 2;

/** Two elements of a list that are the same, or have the same text at a key: what a program that asks for unique names refuses. */
function repeated(table: Table, rows: readonly number[], isRefused: (row: number) => boolean, reason: string): Condition | undefined {
  const isTelling = rows.filter(isRefused).length >= ENOUGH;
  const conditions = table.readables.flatMap(({ place, setting }): Condition[] => {
    const { element } = setting;
    if (setting.kind !== 'list' || element === undefined || place.path.includes(0)) return [];
    if (!isTelling && !reason.startsWith(`${place.path.join('.')}: `)) return [];
    if (element.kind === 'string') return [{ op: 'repeats', place, path: [] }];
    const names = element.members.filter((member) => member.kind === 'string' && !member.optional);
    return names.map(({ path }) => ({ op: 'repeats', place, path: path.slice(-1) }));
  });
  return conditions.find((condition) => rows.every((row) => holds(condition, table.contexts[row]?.frames ?? []) === isRefused(row)));
}
