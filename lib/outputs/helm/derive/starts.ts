import type { Json } from '../../../manifest';
import type { Place } from '../template';
import { decidingGroups, takes, taking } from './branches';
import type { Derivation } from './derivation';
import { type KnownBranch, knownBranches } from './known-branches';

/** Settings that a sweep puts values into. */
export interface Start {
  readonly settings: Json;
  /** Settings that get values only as far as something stays true, all of a group the same. */
  readonly kept?: { readonly groups: readonly (readonly Place[])[]; readonly isTrue: (settings: Json) => boolean } | undefined;
}

/** What one round of a sweep starts from; `met` grows by what was made of each. */
export type Starts = (met: readonly Json[]) => Iterable<Start>;

/** Any sample. */
export function anySample({ random, samples }: Derivation): Starts {
  return () => [{ settings: random.pick(samples).settings }];
}

/**
 * Any sample, and then settings that take the branches of the templates that were not met in this round: the program may ask for a value there and nowhere else. One
 * start takes many branches, so that a few in each round meet them all; those that were met least so far come first.
 * @param most how many starts for branches there are in a round
 */
export function everyBranch(state: Derivation, most: number): Starts {
  const branches = knownBranches(state).map((known) => ({ known, times: 0 }));
  return function* (met) {
    const open = new Set(branches);
    const meet = (): void => {
      const last = met.at(-1);
      for (const one of branches) {
        if (last === undefined || !takes(last, one.known.branch)) continue;
        one.times++;
        open.delete(one);
      }
    };
    yield* anySample(state)(met);
    meet();
    for (let n = 0; n < most && open.size > 0; n++) {
      const next = [...open].reduce((least, one) => (one.times < least.times ? one : least));
      open.delete(next);
      yield onBranch(state, next.known);
      meet();
    }
  };
}

function onBranch(state: Derivation, { branch, likes }: KnownBranch): Start {
  const like = state.random.pick(likes);
  return { settings: taking(state, branch, like) ?? like, kept: { groups: decidingGroups(branch), isTrue: (settings) => takes(settings, branch) } };
}
