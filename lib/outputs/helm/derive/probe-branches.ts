import type { Json } from '../../../manifest';
import { type Branch, branchesOf, decidingGroups, takers, takes, taking } from './branches';
import type { Derivation } from './derivation';
import { type Finding, findingOf, type Probed } from './probe';
import { sweep } from './sweep';

/** How many samples of each branch are looked at, those included that are known. */
const ENOUGH = 16;

/**
 * Fresh samples for each branch that the templates take rarely. A condition that was found from a single sample may be one of many that fit, and what stands
 * under it may be a constant by chance: both show once the branch is taken with other values.
 */
export function probeBranches(state: Derivation): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { branch, likes, known } of allBranches(state, ENOUGH)) {
    for (let n = known; n < ENOUGH && findings.length < 20; n++) {
      const settings = taking(state, branch, likes[n % likes.length] as Json);
      const finding = settings === undefined ? undefined : findingOf(state, settings);
      if (finding !== undefined) findings.push(finding);
    }
  }
  return findings;
}

/** How many renders the literals of the program may cost in all branches together. */
const BUDGET = 400;

/**
 * Literals of the program in settings that take a branch: the program may ask for them there, and no other probe would see what it answers. Those that the
 * fewest samples take come first.
 */
export function sweepBranches(state: Derivation): Probed {
  const branches = allBranches(state, Number.POSITIVE_INFINITY);
  const probed: Probed[] = [];
  for (const { branch, likes } of [...branches].sort((a, b) => a.known - b.known)) {
    const base = (): Json => taking(state, branch, state.random.pick(likes)) ?? state.random.pick(likes);
    const kept = { groups: decidingGroups(branch), isTrue: (settings: Json) => takes(settings, branch) };
    const found = sweep(state, { base, rounds: Math.max(1, Math.floor(BUDGET / branches.length)), kept });
    probed.push(found);
    if (found.findings.length > 0) break;
  }
  return { findings: probed.flatMap(({ findings }) => findings), refusals: probed.flatMap(({ refusals }) => refusals) };
}

interface KnownBranch {
  readonly branch: Branch;
  /** Settings that take it. */
  readonly likes: readonly Json[];
  /** How many samples take it. */
  readonly known: number;
}

/** The branches that fewer samples take. */
function allBranches(state: Derivation, fewer: number): readonly KnownBranch[] {
  const branches = branchesOf([...state.learned.objects.values(), ...state.learned.payloads.values()]);
  return branches.flatMap((branch) => {
    const known = state.samples.filter(({ settings }) => takes(settings, branch)).length;
    if (known >= fewer) return [];
    const likes = takers(state, branch, ENOUGH);
    return likes.length === 0 ? [] : [{ branch, likes, known }];
  });
}
