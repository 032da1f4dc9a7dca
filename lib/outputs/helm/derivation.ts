import { RollwrightError } from '../../errors';
import type { Json, Manifest } from '../../manifest';
import { freezable, freezableAt, valueAt, withValue } from './change';
import { findClasses, narrowerClass } from './classes';
import { difference, type Evaluable, refusedBy } from './compare';
import { type Domain, type Drawing, draw, drawing, type ExcludedKeys } from './draw';
import { isEqual } from './evaluate';
import { type Guards, guardsOf } from './guards';
import { influencesOn } from './influences';
import { type LearnedProgram, learnProgram } from './learn-program';
import { learnRules } from './learn-rules';
import { Learner } from './learner';
import { unknownPlaces } from './learning';
import { Random } from './random';
import { isSample, type Program, type Refusal, type Sample } from './sample';
import type { Setting } from './setting';
import type { Rule, Template } from './template';
import { isOfClass, TEXT_CLASSES, type TextClass } from './text-class';
import type { Frozen, Narrowed, ReleaseBinding, UnliftedRule } from './types';

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
  /** How many of them, from the first, are markers alone. */
  markers = 0;
  /** The environments. Their texts may stand anywhere else, so they are learned from only where they differ. */
  environments: Sample[] = [];
  refusals: Refusal[] = [];
  learned: LearnedProgram = { objects: new Map(), payloads: new Map(), unknown: new Set() };
  rules: readonly Rule[] = [];
  unlifted: readonly { readonly reason: string; readonly refusals: readonly Refusal[] }[] = [];
  guards: Guards;

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

  get chart(): Evaluable {
    return { ...this.learned, rules: [...this.rules, ...this.guards.rules] };
  }

  // drawing

  drawSettings(more: Partial<Drawing> = {}): Json | undefined {
    return draw(this.tree, drawing(this.random, this.domain as Domain, { literals: this.literals, ...more }));
  }

  /** Draws until there are so many samples; where nearly everything is refused, parts are put into samples that are accepted. */
  fill(count: number): void {
    let refusedInARow = 0;
    for (let tries = 0; this.markers < count && tries < count * 12; tries++) {
      const settings = refusedInARow < 20 ? this.drawSettings() : this.grafted();
      const sample = settings === undefined ? undefined : this.trySettings(settings);
      refusedInARow = sample === undefined ? refusedInARow + 1 : refusedInARow < 20 ? 0 : refusedInARow;
      if (sample !== undefined) this.samples.splice(this.markers++, 0, sample);
    }
  }

  /** An accepted sample with parts of a drawn one, each kept if it is accepted. */
  private grafted(): Json | undefined {
    const donor = this.drawSettings();
    let settings = this.random.pick(this.samples).settings;
    for (const { path } of this.random.shuffled(freezable(this.tree)).slice(0, 12)) {
      const value = valueAt(donor, path);
      const changed = withValue(settings, path, value);
      if (changed !== undefined && isSample(this.program.try(changed))) settings = changed;
    }
    return settings;
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

    const repinned = this.samples.map((sample) => this.repinned(sample, setting, values));
    this.samples = repinned.flat();
    this.markers = repinned.slice(0, this.markers).flat().length;
    this.refusals = [];
  }

  private repinned(sample: Sample, { path }: Setting, values: readonly (Json | undefined)[]): Sample[] {
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

  learnRules(): void {
    const learner = new Learner(this.literals);
    const found = learnRules(this.samples.slice(0, 200), this.refusals.slice(0, 200), this.tree, learner, this.literals);
    this.rules = found.rules;
    this.unlifted = found.unlifted;
  }

  learn(dirty?: ReadonlySet<string>): void {
    const known = dirty === undefined ? undefined : { learned: this.learned, dirty };
    const before = this.learned;
    // At first from markers alone; what was found later counts where it differs.
    const from = dirty === undefined ? this.samples.slice(0, this.markers) : this.samples;
    this.learned = learnProgram(from, this.tree, new Learner(this.literals), this.literals, known);
    if (dirty !== undefined && this.learned.unknown.size > 0) this.withoutOldFindings(before);
    this.guards = guardsOf([...this.learned.objects.values(), ...this.learned.payloads.values()], this.tree);
  }

  /**
   * Hostile samples that were learned for the sake of one object may hide markers from another. What they leave unexplained is tried again without them; it
   * counts if it is right for all samples nevertheless.
   */
  private withoutOldFindings(before: LearnedProgram): void {
    const all = this.learned;
    const markers = this.samples.slice(0, this.markers);
    const again = learnProgram(markers, this.tree, new Learner(this.literals), this.literals, { learned: before, dirty: all.unknown });
    const explained = [...all.unknown].filter((group) => !again.unknown.has(group) && (again.objects.has(group) || again.payloads.has(group)));
    const taken = (from: ReadonlyMap<string, Template>, other: ReadonlyMap<string, Template>) =>
      new Map([...from].map(([group, template]) => [group, explained.includes(group) ? (other.get(group) ?? template) : template]));
    this.learned = {
      objects: taken(all.objects, again.objects),
      payloads: taken(all.payloads, again.payloads),
      unknown: new Set([...all.unknown].filter((group) => !explained.includes(group))),
    };
    if (this.learned.unknown.size === 0 && this.samples.every((sample) => this.mismatch(sample) === undefined)) return;
    this.learned = all;
  }

  /** What is not explained, by group: where in its objects. */
  unexplained(): readonly { readonly group: string; readonly places: readonly string[] }[] {
    return [...this.learned.unknown].map((group) => {
      const template = this.learned.objects.get(group) ?? this.learned.payloads.get(group);
      const places = template === undefined || template.node.op === 'unknown' ? [''] : unknownPlaces(template.node);
      return { group, places };
    });
  }

  /** The settings that what is not explained depends on. */
  influences(group: string, places: readonly string[]): readonly Setting[] {
    return influencesOn(group, this.learned.payloads.has(group) ? [''] : places, this.samples, this.tree, this.domain.pinned, this.program);
  }

  /** Whether a group would be explained if a setting were frozen. */
  wouldExplain(group: string, setting: Setting): boolean {
    const values = this.bases.map((base) => valueAt(base, setting.path));
    const samples = this.samples.slice(0, 60).flatMap((sample) => this.repinned(sample, setting, values));
    const known = { learned: this.learned, dirty: new Set([group]) };
    return samples.length > 20 && !learnProgram(samples, this.tree, new Learner(this.literals), this.literals, known).unknown.has(group);
  }

  // narrowing

  /** Takes over what the templates ask of the settings. Returns the settings that have to be frozen, since no schema can say it. */
  applyGuards(): readonly { readonly setting: Setting; readonly reason: string }[] {
    for (const [id, keys] of this.guards.excluded) this.domain.excluded.set(id, keys);
    for (const [id, bound] of this.guards.bounds) this.domain.bounds.set(id, bound);
    const frozen: { setting: Setting; reason: string }[] = [];
    for (const id of this.guards.ascii) {
      const current = this.domain.classes.get(id);
      if (isAscii(current)) continue;
      const path = id.split('.');
      const kind = TEXT_CLASSES.find((one) => isAscii(one) && this.bases.every((base) => fits(valueAt(base, path), one)));
      if (kind !== undefined) this.domain.classes.set(id, kind);
      else this.pushFrozen(frozen, id, 'it is written in other case or cut, where Go and JavaScript differ beyond ASCII');
    }
    for (const id of this.guards.colliding) this.pushFrozen(frozen, id, 'its keys may be those of another setting in the same map');
    return frozen;
  }

  private pushFrozen(frozen: { setting: Setting; reason: string }[], id: string, reason: string): void {
    const setting = freezableAt(this.tree, id.split('.'));
    if (setting !== undefined && !this.domain.pinned.has(setting.path.join('.'))) frozen.push({ setting, reason });
  }

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

  get narrowed(): readonly Narrowed[] {
    const classes = [...this.domain.classes].map(([path, { name }]) => ({ path, to: name }));
    const excluded = [...this.domain.excluded].map(([path, { names, prefixes }]) => ({
      path,
      to: `keys other than ${[...names, ...prefixes.map((prefix) => `${prefix}…`)].join(', ')}`,
    }));
    const bounds = [...this.domain.bounds].map(([path, bound]) => ({ path, to: `numbers from -${bound} to ${bound}` }));
    const rules = this.guards.rules.map(({ message }) => ({ path: '', to: `no values of which ${message}` }));
    return [...classes, ...excluded, ...bounds, ...rules];
  }

  get unliftedRules(): readonly UnliftedRule[] {
    return this.unlifted.map(({ reason }) => {
      const [path = '', ...message] = reason.split(': ');
      return { path, message: message.join(': ') };
    });
  }
}

function isAscii(kind: TextClass | undefined): boolean {
  return kind?.pattern !== undefined && kind.name !== 'text in one line';
}

function fits(value: Json | undefined, kind: TextClass): boolean {
  return typeof value !== 'string' || isOfClass(value, kind);
}
