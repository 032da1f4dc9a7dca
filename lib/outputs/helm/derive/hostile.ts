import { applyGuards } from './apply-guards';
import { around } from './culprits';
import type { Derivation } from './derivation';
import { notDerivable } from './not-derivable';
import { EFFORT, type Finding, type Probed } from './probe';
import { probeWild } from './probe-wild';
import { isOpen, isTextPath, resolveRefusal } from './refusals';
import { sweepHostile, sweepLiterals } from './sweep';

/** Hostile values. True once there is nothing that differs. */
export function hostile(state: Derivation): boolean {
  const { findings, refusals } = firstProbed(state, [sweepLiterals, sweepHostile, (of) => probeWild(of, EFFORT.wild)]);
  const [finding] = findings;
  if (finding !== undefined) {
    resolveFinding(state, finding);
    return false;
  }
  const fresh = refusals.filter((refusal) => isOpen(state, refusal));
  if (fresh.length === 0) return true;
  state.refusals.push(...fresh);
  state.learnRules();
  const open = fresh.find(({ reasons, by }) =>
    reasons.some((reason) => state.unlifted.some((one) => one.reason === reason) && (by === 'program' || isTextPath(state, reason))),
  );
  if (open !== undefined) resolveRefusal(state, open, open.reasons[0] ?? '');
  return false;
}

/** What the first of some probes brings to light that is news. */
function firstProbed(state: Derivation, probes: readonly ((state: Derivation) => Probed)[]): Probed {
  for (const probe of probes) {
    const probed = probe(state);
    if (probed.findings.length > 0 || probed.refusals.some((one) => isOpen(state, one))) return probed;
  }
  return { findings: [], refusals: [] };
}

/** Learns from a hostile value, or freezes what it belongs to. */
function resolveFinding(state: Derivation, finding: Finding): void {
  const before = state.samples;
  state.samples = [...before];
  state.addFound([finding.sample, ...around(state, finding)], finding.groups);
  state.learn(finding.groups);
  const isExplained = state.learned.unknown.size === 0 && state.samples.slice(before.length).every((sample) => state.mismatch(sample) === undefined);
  const [culprit] = finding.culprits;
  if (isExplained) {
    for (const { setting, reason } of applyGuards(state)) state.freeze(setting, reason);
    return;
  }
  state.samples = before;
  if (culprit === undefined) {
    throw notDerivable([
      {
        object: [...finding.groups].join(', '),
        message: 'a difference was seen for hostile values, and no setting was found that it hangs on',
        path: JSON.stringify(finding.sample.settings).slice(0, 300),
      },
    ]);
  }
  state.freeze(culprit, `some values of it give something else than was learned (${[...finding.groups].join(', ')})`);
}
