import type { Json } from '../../../manifest';
import { type Branch, branchesOf, takers, takes } from './branches';
import type { Derivation } from './derivation';

/** How many settings that take a branch are looked at. */
const MOST_LIKES = 16;

/** A branch of the templates, with what takes it. */
export interface KnownBranch {
  readonly branch: Branch;
  /** Settings that take it. */
  readonly likes: readonly Json[];
  /** How many samples take it. */
  readonly known: number;
}

/** The branches that can be taken. */
export function knownBranches(state: Derivation): readonly KnownBranch[] {
  const branches = branchesOf([...state.learned.objects.values(), ...state.learned.payloads.values()]);
  return branches.flatMap((branch) => {
    const likes = takers(state, branch, MOST_LIKES);
    return likes.length === 0 ? [] : [{ branch, likes, known: state.samples.filter(({ settings }) => takes(settings, branch)).length }];
  });
}
