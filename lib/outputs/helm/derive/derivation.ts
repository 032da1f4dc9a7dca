import { RollwrightError } from '../../../errors';
import type { Json, Manifest } from '../../../manifest';
import type { ReleaseBinding } from '../input';
import { isSample, type LearnedProgram, Learner, learnProgram, learnRules, type Program, type Refusal, type Sample } from '../learn';
import { type Frozen, type Guards, guardsOf, isEqual, type Rule, refusedBy, type Templates } from '../template';
import {
  type Domain,
  type Drawing,
  draw,
  drawing,
  type ExcludedKeys,
  freezable,
  freezableAt,
  Random,
  type Setting,
  type TextClass,
  valueAt,
  withValue,
} from '../values';
import { findClasses, narrowerClass } from './classes';
import { difference } from './difference';
import { withoutOldFindings } from './old-findings';
import { wronglyRefused } from './wrong-rules';

/** How many rules are tried for what is refused before there is none. */
const MOST_RULES = 12;

/** The state of a derivation: what is drawn from, what has been seen, what is known. The phases in derive.ts work on it. */
export class Derivation {
  readonly random: Random;
  readonly domain = {
    classes: new Map<string, TextClass>(),
    pinned: new Map<string, readonly (Json | undefined)[]>(),
    excluded: new Map<string, ExcludedKeys>(),
    bounds: new Map<string, number>(),
  };
  readonly frozen: Frozen[] = [];
  /** What is learned from: markers, and values that were learned too late. */
  samples: Sample[] = [];
  /** The groups that samples were added for; the others count for all. */
  private readonly foundFor = new Map<Sample, ReadonlySet<string>>();
  /** How many of them, from the first, are markers alone. */
  markers = 0;
  /** The environments. Their texts may stand anywhere else, so they are learned from only where they differ. */
  environments: Sample[] = [];
  refusals: Refusal[] = [];
  learned: LearnedProgram = { objects: new Map(), payloads: new Map(), unknown: new Set() };
  rules: readonly Rule[] = [];
  unlifted: readonly { readonly reason: string; readonly refusals: readonly Refusal[] }[] = [];
  guards: Guards;
  /** What the program took though a rule had been found against it. */
  private readonly takenAgainstRules: Sample[] = [];
  private readonly confirmed = new Set<string>();

  constructor(
    readonly tree: Setting,
    readonly bases: readonly Json[],
    readonly program: Program,
    readonly literals: readonly (string | number)[],
    seed: number,
    readonly binding: ReleaseBinding,
  ) {
    this.random = new Random(seed);
    this.guards = guardsOf([], tree);
  }

  get chart(): Templates {
    return { ...this.learned, rules: [...this.rules, ...this.guards.rules] };
  }

  // drawing

  drawSettings(more: Partial<Drawing> = {}): Json | undefined {
    return draw(this.tree, drawing(this.random, this.domain as Domain, { literals: this.literals, ...more }));
  }

  /** A sample, or undefined for settings that are refused, which is kept in mind. */
  trySettings(settings: Json): Sample | undefined {
    const tried = this.program.try(settings);
    if (isSample(tried)) return tried;
    if (this.refusals.length < 400) this.refusals.push(tried);
    return undefined;
  }

  // freezing

  /** Lets a setting have only the values of the environments, and what was seen of it become so. */
  freeze(setting: Setting, reason: string): void {
    const id = setting.path.join('.');
    if (this.domain.pinned.has(id)) {
      throw new RollwrightError({
        code: 'CHART_NOT_DERIVABLE',
        path: id,
        message: `it has to be frozen, and even the environments' own values are not explained: ${reason}`,
      });
    }
    const values: (Json | undefined)[] = [];
    for (const base of this.bases) {
      const value = valueAt(base, setting.path);
      if (!values.some((known) => isEqual(known, value))) values.push(value);
    }
    this.domain.pinned.set(id, values);
    for (const inner of freezable(this.tree)) {
      const path = inner.path.join('.');
      if (path.startsWith(`${id}.`)) this.domain.pinned.delete(path);
    }
    this.frozen.push({ path: id, reason });

    const repinned = this.samples.map((sample) => {
      const again = this.repinned(sample, setting, values);
      const groups = this.foundFor.get(sample);
      if (groups !== undefined) for (const one of again) this.foundFor.set(one, groups);
      return again;
    });
    this.samples = repinned.flat();
    this.markers = repinned.slice(0, this.markers).flat().length;
    this.refusals = [];
  }

  /** A sample with one of some values for a setting; none where the program refuses it. */
  repinned(sample: Sample, { path }: Setting, values: readonly (Json | undefined)[]): Sample[] {
    if (values.some((value) => isEqual(value, valueAt(sample.settings, path)))) return [sample];
    const settings = withValue(sample.settings, path, this.random.pick(values));
    const tried = settings === undefined ? undefined : this.program.try(settings);
    return tried !== undefined && isSample(tried) ? [tried] : [];
  }

  // learning

  findClasses(): void {
    const { classes, refused } = findClasses(this.tree, this.bases, this.program, this.random, this.binding);
    for (const [path, kind] of classes) this.domain.classes.set(path, kind);
    for (const { setting, why } of refused) {
      const at = freezableAt(this.tree, setting.path);
      if (at !== undefined && !this.domain.pinned.has(at.path.join('.'))) this.freeze(at, `no kind of text was found that the program takes: ${why}`);
    }
  }

  /** Finds rules for what was refused; one that refuses what the program takes is found anew, with that in mind, or not at all. */
  learnRules(): void {
    const refusals = this.refusals.slice(0, 200);
    for (let round = 1; ; round++) {
      const samples = [...this.environments, ...this.takenAgainstRules, ...this.samples.slice(0, 200)];
      const found = learnRules(samples, refusals, this.tree, new Learner(this.literals), this.literals);
      const tried = found.rules.map((rule) => ({ rule, taken: this.confirmed.has(keyOf(rule)) ? [] : wronglyRefused(this, rule, refusals) }));
      for (const { rule, taken } of tried) if (taken.length === 0) this.confirmed.add(keyOf(rule));
      const wrong = tried.filter(({ taken }) => taken.length > 0);
      this.takenAgainstRules.push(...wrong.flatMap(({ taken }) => taken));
      if (wrong.length > 0 && round < MOST_RULES) continue;
      const hopeless = wrong.map(({ rule }) => ({ reason: rule.message, refusals: refusals.filter(({ reasons }) => reasons.includes(rule.message)) }));
      this.rules = found.rules.filter((rule) => !wrong.some((one) => one.rule === rule));
      this.unlifted = [...found.unlifted, ...hopeless];
      return;
    }
  }

  learn(dirty?: ReadonlySet<string>): void {
    const known = dirty === undefined ? undefined : { learned: this.learned, dirty, counts: this.counts };
    const before = this.learned;
    // At first from markers alone; what was found later counts where it differs.
    const from = dirty === undefined ? this.samples.slice(0, this.markers) : this.samples;
    this.learned = learnProgram(from, this.tree, new Learner(this.literals), this.literals, known);
    if (dirty !== undefined && this.learned.unknown.size > 0) withoutOldFindings(this, before);
    this.guards = guardsOf([...this.learned.objects.values(), ...this.learned.payloads.values()], this.tree);
  }

  /** Takes samples for what they show of some groups: others are not learned from them, since their texts may stand anywhere else. */
  addFound(samples: readonly Sample[], groups: ReadonlySet<string>): void {
    for (const sample of samples) {
      this.foundFor.set(sample, new Set([...(this.foundFor.get(sample) ?? []), ...groups]));
      if (!this.samples.includes(sample)) this.samples.push(sample);
    }
  }

  private readonly counts = (sample: Sample, group: string): boolean => {
    const groups = this.foundFor.get(sample);
    return (
      groups === undefined || groups.has(group) || [...groups].some((one) => one.startsWith('? ') && isOfKind(group, one.slice(2)) && isAlone(one, groups))
    );
  };

  // narrowing

  /** Takes a narrower class for a text that turned out to be refused. False where there is none. */
  narrow(path: readonly string[], refused: string): boolean {
    const context = this.samples.find(({ settings }) => valueAt(settings, path) !== undefined)?.settings;
    const kind = context === undefined ? undefined : narrowerClass(this.tree, path, refused, context, this.bases, this.program, this.random, this.binding);
    if (kind === undefined) return false;
    this.domain.classes.set(path.join('.'), kind);
    return true;
  }

  // checking

  /** What is wrong for a sample; undefined for nothing. */
  mismatch(sample: Sample): ReadonlySet<string> | undefined {
    const found = difference(this.chart, sample);
    if (found === undefined) return undefined;
    return new Set([...found.groups, ...found.missing.map((manifest: Manifest) => `? ${manifest.kind}`)]);
  }

  isRefused(settings: Json): boolean {
    return refusedBy(this.chart, settings) !== undefined;
  }
}

/** Whether a missing object is of a kind of which no template gave a wrong one. */
function isAlone(missing: string, groups: ReadonlySet<string>): boolean {
  return ![...groups].some((group) => !group.startsWith('? ') && isOfKind(group, missing.slice(2)));
}

function isOfKind(group: string, kind: string): boolean {
  return group.includes(`/${kind} `);
}

function keyOf(rule: Rule): string {
  return JSON.stringify(rule);
}
