import type { z } from 'zod';
import { type Problem, RollwrightError } from '../../errors';
import { canonicalJson, identityKey, identityOf, type Manifest, replaceTokens, resolveDerived } from '../../manifest';
import { freezableAt } from './change';
import { evaluateObjects } from './compare';
import { uncovered } from './coverage';
import { around, culpritOfRefusal, culpritsOf } from './culprits';
import { Derivation } from './derivation';
import { unwritablePattern } from './draw';
import { check, EFFORT, type Finding, type Probed } from './probe';
import { probeBranches, sweepBranches } from './probe-branches';
import { probeFrozen } from './probe-frozen';
import { probeWild } from './probe-wild';
import { isSample, Program, type Refusal } from './sample';
import { eachSetting, inputSchema, type Setting, settingTree } from './setting';
import { sweepLiterals } from './sweep';
import type { Derived, DeriveInput } from './types';

/** Rounds of freezing and learning after which something is wrong with us. */
const MOST_ROUNDS = 60;

/**
 * Learns the templates of a chart from samples of a program. What comes back was equal to the program for every sample that was tried; what could not be
 * explained is frozen, with its reason.
 * @throws RollwrightError CHART_NOT_DERIVABLE with everything that stands against a chart
 */
export function derive<Settings>(input: DeriveInput<Settings>): Derived {
  const { chart, bases, literals, progress = () => {}, seed = 1 } = input;
  const tree = settingTree(inputSchema(input.schema as z.core.$ZodType));
  const program = new Program(input.schema as z.core.$ZodType, input.render as (settings: never) => ReturnType<typeof input.render>, input.templates);
  const state = new Derivation(tree, bases, program, literals, seed, input.binding ?? {});
  takeBases(state);
  for (const path of input.fixed ?? []) fix(state, path);
  progress('values', 'which texts the program takes');
  state.findClasses();
  freezeUnreadable(state);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    progress('samples', `${EFFORT.learn}, frozen so far: ${state.frozen.length}`);
    learnUntilExplained(state, progress);
    progress('check', `${EFFORT.check} fresh samples`);
    if (!settle(state, progress)) continue;
    progress('hostile values', `${EFFORT.wild}`);
    if (hostile(state)) return finish(state, input, chart, tree);
  }
  throw notDerivable([{ message: `no end was found after ${MOST_ROUNDS} rounds` }]);
}

/** The environments themselves are samples; and a program that is not the same twice is none. */
function takeBases(state: Derivation): void {
  const problems: Partial<Problem>[] = [];
  for (const base of state.bases) {
    const [first, second] = [state.program.try(base), state.program.try(base)];
    if (!isSample(first)) problems.push({ message: `the program refuses the settings of an environment: ${first.reasons.join('; ')}` });
    else if (!isSample(second) || text(first.rendered) !== text(second.rendered)) {
      problems.push({
        message: 'the program gives something else each time it is rendered with the same settings',
        fix: 'Take time and randomness out of the program.',
      });
    } else state.environments.push(first);
  }
  if (problems.length > 0) throw notDerivable(problems);
}

function text(rendered: Parameters<typeof resolveDerived>[0]): string {
  return resolveDerived(rendered)
    .map((manifest) => canonicalJson(manifest))
    .join('\n');
}

function fix(state: Derivation, path: string): void {
  const setting = freezableAt(state.tree, path.split('.'));
  if (setting === undefined) throw notDerivable([{ path, message: 'there is no such setting to be fixed' }]);
  state.freeze(setting, 'the author fixed it');
}

/** Settings whose schema says what a chart cannot check. */
function freezeUnreadable(state: Derivation): void {
  for (const { setting, reason } of unreadable(state.tree)) {
    const at = freezableAt(state.tree, setting.path);
    if (at !== undefined && !state.domain.pinned.has(at.path.join('.'))) state.freeze(at, reason);
  }
}

function unreadable(tree: Setting): readonly { readonly setting: Setting; readonly reason: string }[] {
  return [...eachSetting(tree)].flatMap((setting) => {
    if (unwritablePattern(setting) !== undefined) return [{ setting, reason: 'its pattern needs what RE2 does not have' }];
    return setting.kind === 'any' && Object.keys(setting.schema).some((key) => !ANNOTATIONS.has(key))
      ? [{ setting, reason: 'its schema says what a chart cannot draw samples from' }]
      : [];
  });
}

/** What a schema may say of anything at all. */
const ANNOTATIONS = new Set(['description', 'title', 'default', 'examples', 'id']);

/** Draws, learns, and freezes what cannot be explained, until all is. */
function learnUntilExplained(state: Derivation, progress: (phase: string, detail: string) => void): void {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    state.fill(EFFORT.learn);
    const bare = uncovered(state).map(({ setting, reason }) => ({ setting: freezableAt(state.tree, setting.path), reason }));
    const toFreeze = bare.filter(({ setting }) => setting !== undefined && !state.domain.pinned.has(setting.path.join('.')));
    const [first] = toFreeze;
    if (first?.setting !== undefined) {
      state.freeze(first.setting, first.reason);
      continue;
    }
    state.learnRules();
    state.learn();
    if (state.learned.unknown.size > 0) {
      freezeOne(state);
      progress('samples', `again, frozen so far: ${state.frozen.map(({ path }) => path).join(', ')}`);
      continue;
    }
    const guarded = state.applyGuards();
    if (guarded.length === 0) return;
    const [one] = guarded;
    if (one !== undefined) state.freeze(one.setting, one.reason);
  }
  throw notDerivable([{ message: 'what the program makes of its settings was not explained' }]);
}

/** Freezes one of the settings that something unexplained depends on: the first with which it would be explained. */
function freezeOne(state: Derivation): void {
  const [first] = state.unexplained();
  if (first === undefined) return;
  const { group, places } = first;
  const candidates = state.influences(group, places);
  const chosen = candidates.find((setting) => state.wouldExplain(group, setting)) ?? candidates[0];
  if (chosen === undefined) {
    throw notDerivable([{ object: group, path: places[0], message: 'what stands here depends on nothing that could be frozen, and is not explained' }]);
  }
  state.freeze(chosen, `what ${group}${places[0] ?? ''} makes of it was not explained`);
}

/** Checks fresh samples, learns from those that differ. True once there are none. */
function settle(state: Derivation, progress: (phase: string, detail: string) => void): boolean {
  for (let round = 0; round < EFFORT.rounds; round++) {
    const ordinary = check(state, EFFORT.check);
    const findings = ordinary.length > 0 ? ordinary : probeBranches(state);
    if (!unliftedRefusals(state)) return false;
    if (findings.length === 0) return true;
    progress('check', `${findings.length} differ, learning from them`);
    state.samples.push(...findings.map(({ sample }) => sample).filter((sample) => !state.samples.includes(sample)));
    state.learn(new Set(findings.flatMap(({ groups }) => [...groups])));
    if (state.learned.unknown.size > 0) {
      freezeOne(state);
      return false;
    }
    const [guarded] = state.applyGuards();
    if (guarded !== undefined) {
      state.freeze(guarded.setting, guarded.reason);
      return false;
    }
  }
  const first = check(state, EFFORT.check)[0] ?? probeBranches(state)[0];
  if (first === undefined) return true;
  freezeDiffering(state, first);
  return false;
}

/** What stays different after all rounds of learning: a setting that it depends on is frozen. */
function freezeDiffering(state: Derivation, { groups, sample }: Finding): void {
  for (const group of groups) {
    const [chosen] = group.startsWith('? ') ? [] : state.influences(group, ['']).filter((setting) => !state.domain.pinned.has(setting.path.join('.')));
    if (chosen === undefined) continue;
    const culprit = culpritsOf(state, sample)[0] ?? chosen;
    state.samples = state.samples.slice(0, state.markers);
    state.freeze(culprit, `what ${group} makes of it was not explained for all of its values`);
    return;
  }
  throw notDerivable([{ object: [...groups].join(', '), message: 'a difference stays after all rounds of learning' }]);
}

/** Refusals of the program that no rule explains: the setting they hang on is narrowed or frozen. False where something was. */
function unliftedRefusals(state: Derivation): boolean {
  state.learnRules();
  const open = state.unlifted.find(({ refusals }) => refusals.some(({ by }) => by === 'program'));
  const refusal = open?.refusals.find(({ by }) => by === 'program');
  if (refusal === undefined || open === undefined) return true;
  resolveRefusal(state, refusal, open.reason);
  return false;
}

function resolveRefusal(state: Derivation, refusal: Refusal, reason: string): void {
  const culprit = culpritOfRefusal(state, refusal);
  if (culprit === undefined) throw notDerivable([{ message: `the program refuses some settings, and it is not known which: ${reason}` }]);
  const { path, value, setting } = culprit;
  state.refusals = state.refusals.filter((one) => !one.reasons.includes(reason));
  if (typeof value === 'string' && state.narrow(path, value)) return;
  state.freeze(setting, `the program refuses some of its values: ${reason}`);
}

/** Hostile values. True once there is nothing that differs. */
function hostile(state: Derivation): boolean {
  const { findings, refusals } = firstProbed(state, [sweepLiterals, sweepBranches, (of) => probeWild(of, EFFORT.wild)]);
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

/** A refusal for something that the caller is not told about yet. */
function isOpen(state: Derivation, { reasons }: Refusal): boolean {
  return !reasons.every((reason) => isListed(state, reason));
}

/** A reason of zod that the caller is told about. */
function isListed(state: Derivation, reason: string): boolean {
  return state.unlifted.some((one) => one.reason === reason && one.refusals.every(({ by }) => by === 'schema') && !isTextPath(state, reason));
}

/** Whether zod's reason names a text, which can be narrowed. */
function isTextPath(state: Derivation, reason: string): boolean {
  const path = reason
    .slice(0, reason.indexOf(': '))
    .split('.')
    .map((step) => (/^\d+$/.test(step) ? '*' : step));
  return [...eachSetting(state.tree)].some((setting) => setting.kind === 'string' && setting.path.join('.') === path.join('.'));
}

/** Learns from a hostile value, or freezes what it belongs to. */
function resolveFinding(state: Derivation, finding: Finding): void {
  const before = state.samples;
  state.samples = [...before, finding.sample, ...around(state, finding)];
  state.learn(finding.groups);
  const isExplained = state.learned.unknown.size === 0 && state.samples.slice(before.length).every((sample) => state.mismatch(sample) === undefined);
  const [culprit] = finding.culprits;
  if (isExplained) {
    for (const { setting, reason } of state.applyGuards()) state.freeze(setting, reason);
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

function finish<Settings>(state: Derivation, input: DeriveInput<Settings>, chart: string, tree: Setting): Derived {
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
    narrowed: state.narrowed,
    unliftedRules: state.unliftedRules,
    binding: input.binding ?? {},
    expressions: (input.templates ?? []).map(({ expression }) => expression),
    order: orderOf(state),
    effort: { samples: state.samples.length, renders: state.program.renders },
  };
}

/** The objects as the program applies them in the first environment, then those that only other samples have. */
function orderOf(state: Derivation): Derived['order'] {
  const examples = new Map<string, { example: Manifest; name: string }>();
  for (const { settings, rendered } of [...state.environments, ...state.samples]) {
    const names = rendered.objects.map(({ manifest }) => replaceTokens(manifest.metadata.name ?? manifest.kind, () => '').replace(/-$/, ''));
    const manifests = new Map(resolveDerived(rendered).map((example, at) => [identityKey(identityOf(example)), { example, name: names[at] ?? '' }]));
    for (const { group, value } of evaluateObjects(state.chart, settings)) {
      const key = identityKey(identityOf(value as unknown as Manifest));
      const manifest = manifests.get(key);
      if (manifest !== undefined && !examples.has(group)) examples.set(group, manifest);
    }
    if (examples.size === state.learned.objects.size) break;
  }
  return [...state.learned.objects.keys()].flatMap((group) => {
    const example = examples.get(group);
    return example === undefined ? [] : [{ group, ...example }];
  });
}

function notDerivable(problems: readonly Partial<Problem>[]): RollwrightError {
  return new RollwrightError(problems.map((problem) => ({ code: 'CHART_NOT_DERIVABLE', message: '', ...problem })));
}
