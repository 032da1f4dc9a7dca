import { isSample, type Refusal, type Sample } from '../learn';
import type { Rule } from '../template';
import { type Branch, takes, taking } from './branches';
import type { Derivation } from './derivation';

/** How many settings each rule is tried with. */
const TRIES = 8;

/**
 * What the program takes though a rule refuses it. A rule that was found from one refusal may be one of many that fit it: the settings that decide on it are put
 * into others, which have to be refused as well.
 */
export function wronglyRefused(state: Derivation, { when }: Rule, refusals: readonly Refusal[]): readonly Sample[] {
  const branch: Branch = [{ condition: when, wanted: true }];
  const likes = refusals.filter(({ settings }) => takes(settings, branch));
  return Array.from({ length: TRIES }, (_, n) => likes[n % likes.length]).flatMap((like) => {
    const settings = like === undefined ? undefined : taking(state, branch, like.settings);
    const tried = settings === undefined ? undefined : state.program.try(settings);
    return tried !== undefined && isSample(tried) ? [tried] : [];
  });
}
