import type { Json } from '../../../manifest';
import { taking } from './branches';
import type { Derivation } from './derivation';
import { knownBranches } from './known-branches';
import { type Finding, findingOf } from './probe';

/** How many samples of each branch are looked at, those included that are known. */
const ENOUGH = 40;

/**
 * Fresh samples for each branch that the templates take rarely. A condition that was found from a single sample may be one of many that fit, and what stands
 * under it may be a constant by chance: both show once the branch is taken with other values.
 */
export function probeBranches(state: Derivation): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { branch, likes, known } of knownBranches(state)) {
    for (let n = known; n < ENOUGH && findings.length < 20; n++) {
      const settings = taking(state, branch, likes[n % likes.length] as Json);
      const finding = settings === undefined ? undefined : findingOf(state, settings);
      if (finding !== undefined) findings.push(finding);
    }
  }
  return findings;
}
