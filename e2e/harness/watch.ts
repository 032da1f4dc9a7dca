import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Command, outputOf } from './command';
import type { LiveObject } from './live-object';
import { type WaitOptions, waitFor } from './wait-for';

/** One change as the API server told it. */
export interface WatchEvent {
  /** When it arrived, in milliseconds since the epoch. */
  readonly at: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: LiveObject;
}

const PATHS: Readonly<Record<string, string>> = {
  pods: 'api/v1',
  services: 'api/v1',
  configmaps: 'api/v1',
  secrets: 'api/v1',
  events: 'api/v1',
  deployments: 'apis/apps/v1',
  replicasets: 'apis/apps/v1',
  statefulsets: 'apis/apps/v1',
  daemonsets: 'apis/apps/v1',
  jobs: 'apis/batch/v1',
  cronjobs: 'apis/batch/v1',
  endpointslices: 'apis/discovery.k8s.io/v1',
};

/** What can be watched by its short name. */
export type Watchable = string & keyof typeof PATHS;

/**
 * Every change of one resource in one namespace since the watch began, none missed: it lists first and watches from that list's version on.
 * What was there at the start counts as added at the start.
 */
export class Watch {
  private readonly log: WatchEvent[] = [];
  private failure: string | undefined;
  private stream: ChildProcess | undefined;

  private constructor(
    readonly resource: string,
    private readonly kubectl: (args: readonly string[]) => Command,
  ) {}

  static async open(resource: Watchable, namespace: string, kubectl: (args: readonly string[]) => Command): Promise<Watch> {
    const group = PATHS[resource];
    if (group === undefined) throw new Error(`cannot watch ${resource}: only ${Object.keys(PATHS).join(', ')}`);
    const watch = new Watch(resource, kubectl);
    const path = `/${group}/namespaces/${namespace}/${resource}`;
    const list = JSON.parse(await outputOf(kubectl(['get', '--raw', path]))) as { metadata: { resourceVersion: string }; items: LiveObject[] };
    for (const object of list.items) watch.add('ADDED', object);
    watch.follow(`${path}?watch=1&resourceVersion=${list.metadata.resourceVersion}`);
    return watch;
  }

  /** All that happened so far, oldest first. */
  get events(): readonly WatchEvent[] {
    if (this.failure !== undefined) throw new Error(`the watch of ${this.resource} broke: ${this.failure}`);
    return this.log;
  }

  /** A place in the log: what happens from now on is `since(mark)`. */
  mark(): number {
    return this.events.length;
  }

  since(mark: number): readonly WatchEvent[] {
    return this.events.slice(mark);
  }

  /** The objects as they are after the first `count` events, all of them by default; in the order in which they came. */
  objects(count = this.events.length): readonly LiveObject[] {
    const byUid = new Map<string, LiveObject>();
    for (const { type, object } of this.events.slice(0, count)) {
      if (type === 'DELETED') byUid.delete(object.metadata.uid);
      else byUid.set(object.metadata.uid, object);
    }
    return [...byUid.values()];
  }

  /** The object of that name as it is now. */
  object(name: string): LiveObject | undefined {
    return this.objects().find(({ metadata }) => metadata.name === name);
  }

  /** Waits until the objects, as last seen, are as wanted. */
  until(what: string, wanted: (objects: readonly LiveObject[]) => boolean, options?: WaitOptions): Promise<true> {
    return waitFor(what, () => wanted(this.objects()), { every: 20, ...options });
  }

  /** Ends the watch; what it saw stays readable. */
  stop(): void {
    const { stream } = this;
    this.stream = undefined;
    stream?.kill('SIGKILL');
  }

  private follow(path: string): void {
    const { program, args, environment } = this.kubectl(['get', '--raw', path]);
    const stream = spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    this.stream = stream;
    let complaint = '';
    stream.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    createInterface({ input: stream.stdout }).on('line', (line) => {
      const { type, object } = JSON.parse(line) as { type: string; object: LiveObject };
      if (type === 'ERROR') this.failure = JSON.stringify(object);
      else this.add(type as WatchEvent['type'], object);
    });
    stream.on('close', () => {
      if (this.stream === stream) this.failure ??= complaint.trim() || 'the API server closed it';
    });
  }

  private add(type: WatchEvent['type'], object: LiveObject): void {
    this.log.push({ at: Date.now(), type, object });
  }
}
