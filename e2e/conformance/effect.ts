import { contentOf, hasCondition, isNewer, type LiveObject, mostWanted, type PodHistory, podHistory } from '../harness';
import type { Outcome } from './dialect';
import { startedWith } from './started-with';
import { type Logs, RESOURCES, type Resource } from './watches';

const COMPONENT = 'app.kubernetes.io/component';
/** What is deployed; pods and ReplicaSets are made of it. */
const DEPLOYED: readonly Resource[] = ['deployments', 'jobs', 'configmaps', 'secrets', 'services', 'serviceaccounts'];

/** A place in every log. */
export type Marks = Readonly<Record<Resource, number>>;

export function marksOf(logs: Logs): Marks {
  return Object.fromEntries(RESOURCES.map((resource) => [resource, logs[resource].mark()])) as Marks;
}

/** The logs as they are now; what happens later is not in them. */
function frozen(logs: Logs): Logs {
  return Object.fromEntries(RESOURCES.map((resource) => [resource, logs[resource].first(logs[resource].mark())])) as Logs;
}

/** What something did to the objects of a namespace, read from watches alone. */
export class Effect {
  /** Objects that are new, that say something else than before, and that are gone: `Kind/name`, sorted, a Job's hash left out. */
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly deleted: readonly string[];
  /** Every object of which there was any event, a new status included. */
  readonly touched: readonly string[];
  private readonly logs: Logs;

  constructor(
    logs: Logs,
    private readonly marks: Marks,
    isRecord: (object: LiveObject) => boolean,
    readonly outcome: Outcome,
    readonly seconds: number,
  ) {
    this.logs = frozen(logs);
    const [before, after] = [marks, marksOf(this.logs)].map((at) => this.deployed(at, isRecord)) as [Objects, Objects];
    const keys = (objects: Objects, wanted: (key: string) => boolean) => [...objects.keys()].filter(wanted).map(withoutHash).sort();
    this.created = keys(after, (key) => !before.has(key));
    this.deleted = keys(before, (key) => !after.has(key));
    this.updated = keys(after, (key) => before.has(key) && contentOf(before.get(key)) !== contentOf(after.get(key)));
    const events = RESOURCES.flatMap((resource) => this.events(resource));
    this.touched = [...new Set(events.filter(({ object }) => !isRecord(object)).map(({ object }) => keyOf(object)))];
  }

  /** What became of the pods of a component. */
  pods(component: string): PodHistory {
    return podHistory(this.logs.pods, { [COMPONENT]: component }, this.marks.pods);
  }

  /** The most pods that the ReplicaSets of a component asked for. */
  mostWanted(component: string): number {
    return mostWanted(this.logs.replicasets, { [COMPONENT]: component }, this.marks.replicasets);
  }

  /** The components of which pods have gone that were Ready before, and how many; sorted. */
  get gone(): ReadonlyMap<string, number> {
    const went = new Map<string, number>();
    const alive = new Set(this.logs.pods.objects().flatMap(({ metadata }) => (metadata.deletionTimestamp === undefined ? [metadata.uid] : [])));
    for (const pod of this.logs.pods.objects(this.marks.pods)) {
      const component = pod.metadata.labels?.[COMPONENT] ?? '';
      if (hasCondition(pod, 'Ready') && !alive.has(pod.metadata.uid)) went.set(component, (went.get(component) ?? 0) + 1);
    }
    return new Map([...went].sort());
  }

  /** The components whose pods went; sorted. */
  get rolled(): readonly string[] {
    return [...this.gone.keys()];
  }

  /** The migrations that ran, and how they ended. */
  get migrations(): readonly JobResult[] {
    return this.jobs('migrate');
  }

  /** The Jobs of a component that ran, and how they ended; one that is not at its end is not there. */
  jobs(component: string): readonly JobResult[] {
    return this.jobEnds(component).map(({ result }) => result);
  }

  /** Whether every migration had ended well before the first new pod of a Deployment was made. */
  get migratedBeforePods(): boolean {
    const pods = this.events('pods').filter(({ type, object }) => type === 'ADDED' && object.metadata.ownerReferences?.[0]?.kind === 'ReplicaSet');
    return this.jobEnds('migrate').every(({ result, end }) => result === 'done' && pods.every(({ object }) => isNewer(object, end)));
  }

  /** Whether every pod of a component that is there at the end was Ready before the first Job of another component was made. */
  readyBefore(component: string, jobs: string): boolean {
    const [job] = this.events('jobs').filter(({ type, object }) => type === 'ADDED' && object.metadata.labels?.[COMPONENT] === jobs);
    const before = (job === undefined ? [] : this.logs.pods.events).filter(({ object }) => !isNewer(object, job?.object) && hasCondition(object, 'Ready'));
    const ready = new Set(before.map(({ object }) => object.metadata.uid));
    return this.alive(component).every(({ metadata }) => ready.has(metadata.uid));
  }

  /** The value of a variable in each pod of a component that is there now, as its first container was started with it. */
  values(component: string, variable: string): readonly (string | undefined)[] {
    return this.alive(component).map((pod) => startedWith(pod, variable, this.logs));
  }

  /** The pods of a component that are there now. */
  alive(component: string): readonly LiveObject[] {
    return this.logs.pods.objects().filter(({ metadata }) => metadata.labels?.[COMPONENT] === component && metadata.deletionTimestamp === undefined);
  }

  private jobEnds(component: string): readonly { readonly result: JobResult; readonly end: LiveObject }[] {
    const ends = new Map<string, { readonly result: JobResult; readonly end: LiveObject }>();
    const before = new Set(this.logs.jobs.objects(this.marks.jobs).flatMap((job) => (endOf(job) === undefined ? [] : [job.metadata.uid])));
    for (const { object } of this.events('jobs')) {
      const { uid, labels } = object.metadata;
      const result = endOf(object);
      if (result !== undefined && labels?.[COMPONENT] === component && !ends.has(uid) && !before.has(uid)) ends.set(uid, { result, end: object });
    }
    return [...ends.values()];
  }

  private events(resource: Resource) {
    return this.logs[resource].since(this.marks[resource]);
  }

  private deployed(at: Marks, isRecord: (object: LiveObject) => boolean): Objects {
    const all = DEPLOYED.flatMap((resource) => this.logs[resource].objects(at[resource])).filter((object) => !isRecord(object));
    return new Map(all.map((object) => [keyOf(object), object]));
  }
}

type JobResult = 'done' | 'failed';
type Objects = ReadonlyMap<string, LiveObject>;

function keyOf({ kind, metadata }: LiveObject): string {
  return `${kind}/${metadata.name}`;
}

function withoutHash(key: string): string {
  return key.replace(/^(Job\/.*)-[0-9a-f]{10}$/, '$1-HASH');
}

function endOf(job: LiveObject): JobResult | undefined {
  if (hasCondition(job, 'Complete')) return 'done';
  return hasCondition(job, 'Failed') ? 'failed' : undefined;
}
