import type { JsonObject } from '../../manifest';
import { drawValues, settingsOfChart } from '../../outputs';
import { fileFor, inRelease, secretsIn, told } from './cases';
import type { Helm } from './helm';
import { type Judgement, judge } from './judge';
import { mistyped } from './mistyped';
import type { DerivedProgram } from './project-charts';
import { type Given, ProofFolder } from './proof-folder';
import { smallest } from './smallest';
import { wantedOf } from './wanted';

/** How much is proved. */
export interface VerifyEffort {
  /** Random values that are rendered many a process. */
  readonly values: number;
  /** Random values that are rendered as users of the chart do, one a process. */
  readonly binary: number;
  readonly seed: number;
}

/** Settings for which helm and the program differ. */
export interface Differing {
  readonly settings: JsonObject;
  readonly says: string;
}

/** What was proved of a chart. */
export interface Verified {
  /** The values files that were rendered and linted, and the chart's own values. */
  readonly environments: readonly string[];
  readonly counts: Readonly<Record<Exclude<Judgement['is'], 'different'> | 'values' | 'binary' | 'mistyped', number>>;
  readonly lint: readonly { readonly values: string; readonly says: string }[];
  /** The first of them, made as small as was found. */
  readonly different?: Differing | undefined;
}

/** Values that share a process: more take longer each, since Helm looks at all for each. */
const TOGETHER = 50;
/** Processes at a time. */
const AT_ONCE = 2;
/** One value in so many through the binary alone is one with a mistake in it. */
const MISTYPED = 0.2;

/** Proves a chart with helm: for its own values, those of each environment, and random ones. Stops at the first difference. */
export async function verifyChart(program: DerivedProgram, helm: Helm, effort: VerifyEffort, say: (text: string) => void): Promise<Verified> {
  const proof = new Proof(program, helm, say);
  try {
    await proof.environments();
    await proof.many(effort);
    await proof.alone(effort);
    await proof.mistakes(effort);
    return await proof.verified();
  } finally {
    proof.folder.remove();
  }
}

class Proof {
  readonly folder: ProofFolder;
  private readonly counts = { equal: 0, refused: 0, listed: 0, values: 0, binary: 0, mistyped: 0 };
  private readonly lint: { values: string; says: string }[] = [];
  private readonly rendered: string[] = [];
  private different: Differing | undefined;

  constructor(
    private readonly program: DerivedProgram,
    private readonly helm: Helm,
    private readonly say: (text: string) => void,
  ) {
    this.folder = new ProofFolder(program.chart);
  }

  /** The chart's own values, and each values file over them, as they are; only secrets have to be added. */
  async environments(): Promise<void> {
    const { chart, source } = this.program;
    const all = [{ name: 'values.yaml', files: [], settings: chart.defaults, environment: undefined }, ...this.valuesFiles()];
    for (const { name, files, settings, environment } of all) {
      this.say(`${name}`);
      const { release } = told(chart, settings);
      const secrets = [secretsIn(source.schema, settings)].filter((one) => Object.keys(one).length > 0);
      const lint = await this.folder.lint(this.helm, files, secrets);
      if (lint !== undefined) this.lint.push({ values: name, says: lint });
      const given = await this.folder.template(this.helm, release, files, secrets);
      this.judged(judge(given, wantedOf(chart, source.schema, settings, environment), chart, source.schema, settings), settings, name);
      this.rendered.push(name);
    }
  }

  private valuesFiles() {
    return Object.entries(this.program.chart.environments).map(([environment, settings]) => {
      const name = `values.${environment}.yaml`;
      return { name, files: [name], settings, environment };
    });
  }

  /** Many values a process. Those that are refused by one or the other would end it, and are looked at alone. */
  async many({ values, seed, binary }: VerifyEffort): Promise<void> {
    const refused: JsonObject[] = [];
    const batches = this.batches(values, seed, (settings) => refused.length < binary && refused.push(settings));
    const worker = async (): Promise<void> => {
      for (const batch of batches) {
        if (this.different !== undefined) return;
        await this.batch(batch);
        this.say(`${this.counts.values} of ${values} random values`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    for (const settings of refused) await this.one(settings);
  }

  private *batches(count: number, seed: number, setAside: (settings: JsonObject) => void): Generator<readonly JsonObject[]> {
    const { chart, source } = this.program;
    let [batch, left, tries]: [JsonObject[], number, number] = [[], count, count * 20];
    for (const drawn of drawValues(chart.derived, { seed, literals: source.literals })) {
      if (left <= 0 || tries-- <= 0) break;
      const settings = inRelease(chart, drawn, batch[0] ?? drawn);
      const isTaken = chart.derived.evaluate(settings) !== undefined && 'objects' in wantedOf(chart, source.schema, settings);
      if (!isTaken) setAside(settings);
      else if (batch.push(settings) === Math.min(TOGETHER, left)) {
        left -= batch.length;
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }

  private async batch(all: readonly JsonObject[]): Promise<void> {
    const { chart } = this.program;
    const [first] = all;
    if (first === undefined || this.different !== undefined) return;
    const given = await this.folder.templateMany(
      this.helm,
      told(chart, first).release,
      all.map((settings) => told(chart, settings).values),
    );
    if (!('refused' in given)) {
      for (const [at, one] of given.entries()) this.note(one, all[at] as JsonObject);
      this.counts.values += all.length;
    } else if (all.length === 1) {
      this.note(given, first);
      this.counts.values++;
    } else {
      const half = Math.ceil(all.length / 2);
      await this.batch(all.slice(0, half));
      await this.batch(all.slice(half));
    }
  }

  /** As users of the chart do: over its own values, which a null removes where they are not wanted. */
  async alone({ binary, seed }: VerifyEffort): Promise<void> {
    const { chart, source } = this.program;
    for (const settings of drawValues(chart.derived, { seed: seed + 1, literals: source.literals })) {
      if (this.counts.binary >= binary || this.different !== undefined) return;
      await this.one(settings);
      this.counts.binary++;
      this.say(`${this.counts.binary} of ${binary} values alone`);
    }
  }

  /**
   * What the settings' schema refuses, the chart's must refuse. Not the other way round: the chart may be narrower, as its README lists, and refuses names
   * that zod would drop.
   */
  async mistakes({ binary, seed }: VerifyEffort): Promise<void> {
    const { chart, source } = this.program;
    const { binding } = chart.derived;
    const drawn = drawValues(chart.derived, { seed: seed + 2, literals: [] });
    for (const settings of mistyped(drawn, [binding.name, binding.namespace])) {
      if (this.counts.mistyped >= binary * MISTYPED || this.different !== undefined) return;
      const wanted = wantedOf(chart, source.schema, settings);
      const given = await this.render(settings);
      if ('refused' in wanted) this.judged(judge(given, wanted, chart, source.schema, settings), settings);
      this.counts.mistyped++;
      this.say(`${this.counts.mistyped} values with a mistake`);
    }
  }

  private async one(settings: JsonObject): Promise<void> {
    if (this.different === undefined) this.note(await this.render(settings), settings);
  }

  private render(settings: JsonObject): Promise<Given> {
    const { chart } = this.program;
    const { release, values } = told(chart, settings);
    return this.folder.template(this.helm, release, [], [fileFor(chart, values)]);
  }

  private note(given: Given, settings: JsonObject): void {
    const { chart, source } = this.program;
    this.judged(judge(given, wantedOf(chart, source.schema, settings), chart, source.schema, settings), settings);
  }

  private judged(judgement: Judgement, settings: JsonObject, name?: string): void {
    if (judgement.is !== 'different') this.counts[judgement.is]++;
    else this.different ??= { settings, says: name === undefined ? judgement.says : `with ${name} ${judgement.says}` };
  }

  async verified(): Promise<Verified> {
    const { rendered: environments, counts, lint } = this;
    return { environments, counts, lint, different: this.different === undefined ? undefined : await this.shrunk(this.different) };
  }

  private async shrunk(found: Differing): Promise<Differing> {
    const { chart, source } = this.program;
    this.say('looking for the smallest difference');
    let says: string | undefined;
    const differs = async (settings: JsonObject): Promise<boolean> => {
      const judgement = judge(await this.render(settings), wantedOf(chart, source.schema, settings), chart, source.schema, settings);
      if (judgement.is !== 'different') return false;
      says = judgement.says;
      return true;
    };
    // Other values may differ in another way, or not at all where one is rendered alone.
    if (!(await differs(found.settings))) return found;
    const settings = await smallest(found.settings, chart.defaults, settingsOfChart(chart.derived), differs);
    return (await differs(settings)) ? { settings, says: says ?? found.says } : found;
  }
}
