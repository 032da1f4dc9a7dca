import type { DeriveInput } from '../input';
import type { Derived } from '../template';
import type { Setting } from '../values';
import type { Derivation } from './derivation';
import { notDerivable } from './not-derivable';
import { objectOrder } from './object-order';
import { probeFrozen } from './probe-frozen';
import { narrowedOf, unliftedRulesOf } from './report';

export function finish<Settings>(state: Derivation, input: DeriveInput<Settings>, chart: string, tree: Setting): Derived {
  let untaken = input.untaken?.() ?? [];
  if (untaken.length > 0 && state.frozen.length > 0) {
    // A branch that only a frozen setting takes is none that the chart can take.
    probeFrozen(state);
    untaken = input.untaken?.() ?? [];
  }
  if (untaken.length > 0) {
    throw notDerivable(
      untaken.map(({ file, line }) => ({
        file: `${file}:${line}`,
        message: 'no sample ran this branch, so the chart cannot know what it does',
        fix: 'Give an environment that takes it, mark the setting it asks for as fixed, or remove the branch.',
      })),
    );
  }
  return {
    chart,
    tree,
    templates: { ...state.learned, rules: [...state.rules, ...state.guards.rules] },
    domain: state.domain,
    guards: state.guards,
    frozen: state.frozen,
    narrowed: narrowedOf(state),
    unliftedRules: unliftedRulesOf(state),
    binding: input.binding ?? {},
    expressions: (input.templates ?? []).map(({ expression }) => expression),
    order: objectOrder(state),
    effort: { samples: state.samples.length, renders: state.program.renders },
  };
}
