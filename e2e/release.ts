import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Cluster, contentOf, hasCondition, type LiveObject, mostWanted, type PodHistory, podHistory, type Watch } from './harness';
import { type PrintedVariable, printedEnv, type SynthOptions, synth } from './rollwright';

/** What an apply with changed settings did. */
export interface Change {
  /** The objects that are new, and those that say something else than before, as `Kind/name`; a status says nothing. */
  readonly created: readonly string[];
  readonly updated: readonly string[];
  /** The workloads whose pod template is another now, by name. */
  readonly rolled: readonly string[];
  /** What happened to the pods of a workload, by the value of their component label. */
  pods(component: string): PodHistory;
  /** The most pods that its ReplicaSets asked for at once. */
  mostWanted(component: string): number;
}

/** A program in a namespace of its own: synthesised and applied again and again, with more and more settings. */
export class Release {
  private settings: readonly string[];
  private count = 0;
  private folder = '';

  private constructor(
    readonly cluster: Cluster,
    readonly namespace: string,
    private readonly pods: Watch,
    private readonly replicaSets: Watch,
    private readonly options: SynthOptions,
  ) {
    this.settings = [`namespace=${namespace}`, ...(options.set ?? [])];
  }

  /** Nothing is applied yet. */
  static async in(cluster: Cluster, namespace: string, options: SynthOptions = {}): Promise<Release> {
    return new Release(cluster, namespace, await cluster.watch('pods', namespace), await cluster.watch('replicasets', namespace), options);
  }

  /** Writes the manifests with more settings, which stay; returns the folder. */
  async synth(...settings: readonly string[]): Promise<string> {
    this.settings = [...this.settings, ...settings];
    const outdir = join(this.cluster.folder, `${this.namespace}-${++this.count}`);
    mkdirSync(outdir, { recursive: true });
    this.folder = await synth(outdir, { ...this.options, set: this.settings });
    return this.folder;
  }

  /** Writes the manifests with more settings and applies them. */
  async apply(settings: readonly string[] = [], ...args: readonly string[]): Promise<Readonly<Record<string, string>>> {
    return this.cluster.applyFiles(await this.synth(...settings), ...args);
  }

  /** What `rollwright env` prints of a workload with the settings of the last apply. */
  env(workload: string): Promise<ReadonlyMap<string, readonly PrintedVariable[]>> {
    return printedEnv(workload, { ...this.options, set: this.settings });
  }

  /** The objects of the last apply as they are now. */
  live(): Promise<readonly LiveObject[]> {
    return this.cluster.liveOf(this.folder);
  }

  /** The version of each object of the last apply: any change, of a status too, is another. */
  async versions(): Promise<Readonly<Record<string, string>>> {
    return Object.fromEntries((await this.live()).map(({ kind, metadata }) => [`${kind}/${metadata.name}`, metadata.resourceVersion]));
  }

  /** Waits until every workload has its new pods and only those, and every Job has ended; the watches have then seen it too. */
  async settled(timeout = 180_000): Promise<void> {
    const missing = async () => (await this.live()).filter((object) => SETTLED[object.kind]?.(object) === false);
    await this.cluster.waitFor(
      'all to be settled',
      async () => {
        const [first] = await missing();
        if (first !== undefined) throw new Error(`${first.kind} ${first.metadata.name}: ${JSON.stringify(first.status)}`);
        return true;
      },
      { timeout, every: 250 },
    );
    const pods = () => this.cluster.list('pods', this.namespace);
    const allStay = async () => (await pods()).every(({ metadata }) => metadata.deletionTimestamp === undefined);
    await this.cluster.waitFor('pods on their way out to be gone', allStay, { timeout });
    await this.cluster.caughtUp(this.namespace);
  }

  /** Applies a change of settings, waits until all is settled, and says what it did. */
  async change(settings: readonly string[], ...args: readonly string[]): Promise<Change> {
    const before = contents(await this.live());
    const [mark, sets] = [this.pods.mark(), this.replicaSets.mark()];
    await this.apply(settings, ...args);
    await this.settled();
    const live = await this.live();
    const after = contents(live);
    const differs = (name: string, of: (object: LiveObject | undefined) => string) => of(before.get(name)) !== of(after.get(name));
    return {
      created: [...after.keys()].filter((name) => !before.has(name)),
      updated: [...after.keys()].filter((name) => before.has(name) && differs(name, contentOf)),
      rolled: live
        .filter(({ kind, metadata }) => ROLLING.includes(kind) && differs(`${kind}/${metadata.name}`, templateOf))
        .map(({ metadata }) => metadata.name),
      pods: (component) => podHistory(this.pods, { [COMPONENT]: component }, mark),
      mostWanted: (component) => mostWanted(this.replicaSets, { [COMPONENT]: component }, sets),
    };
  }
}

const COMPONENT = 'app.kubernetes.io/component';
const ROLLING = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** When a workload has all its pods, they are of its newest revision and available: what `kubectl rollout status` waits for. */
const SETTLED: Readonly<Record<string, (object: LiveObject) => boolean>> = {
  Deployment: ({ metadata, spec, status }) =>
    status.observedGeneration === metadata.generation && [status.updatedReplicas, status.replicas, status.availableReplicas].every((n) => n === spec.replicas),
  StatefulSet: ({ metadata, spec, status }) =>
    status.observedGeneration === metadata.generation &&
    status.currentRevision === status.updateRevision &&
    [status.updatedReplicas, status.availableReplicas].every((n) => n === spec.replicas),
  DaemonSet: ({ metadata, status }) =>
    status.observedGeneration === metadata.generation &&
    [status.updatedNumberScheduled, status.numberAvailable].every((n) => n === status.desiredNumberScheduled),
  Job: (job) => hasCondition(job, 'Complete'),
};

function contents(objects: readonly LiveObject[]): ReadonlyMap<string, LiveObject> {
  return new Map(objects.map((object) => [`${object.kind}/${object.metadata.name}`, object]));
}

function templateOf(workload: LiveObject | undefined): string {
  return JSON.stringify(workload?.spec.template);
}
