import type { JsonObject } from '../../manifest';
import { drawValues } from '../../outputs/helm';
import { batches } from './batches';
import { fileFor, secretsIn, told } from './cases';
import type { Helm } from './helm';
import { type Judgement, judge, judgeSettings } from './judge';
import { mistyped } from './mistyped';
import type { DerivedProgram } from './project-charts';
import { type Given, ProofFolder } from './proof-folder';
import { smallestDifference } from './smallest-difference';
import type { Differing, Verified, VerifyEffort } from './verified';
import { wantedOf } from './wanted';

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
      this.judged(judgeSettings(this.program, given, settings, environment), settings, name);
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
    const all = batches(this.program, values, seed, (settings) => refused.length < binary && refused.push(settings));
    const worker = async (): Promise<void> => {
      for (const batch of all) {
        if (this.different !== undefined) return;
        await this.batch(batch);
        this.say(`${this.counts.values} of ${values} random values`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    for (const settings of refused) await this.one(settings);
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
    this.judged(judgeSettings(this.program, given, settings), settings);
  }

  private judged(judgement: Judgement, settings: JsonObject, name?: string): void {
    if (judgement.is !== 'different') this.counts[judgement.is]++;
    else this.different ??= { settings, says: name === undefined ? judgement.says : `with ${name} ${judgement.says}` };
  }

  async verified(): Promise<Verified> {
    const { rendered: environments, counts, lint } = this;
    if (this.different === undefined) return { environments, counts, lint, different: undefined };
    this.say('looking for the smallest difference');
    return { environments, counts, lint, different: await smallestDifference(this.program, (settings) => this.render(settings), this.different) };
  }
}
