import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Command, outputOf } from './command';
import { EventLog, type WatchEvent } from './event-log';
import type { LiveObject } from './live-object';

const PATHS: Readonly<Record<string, string>> = {
  pods: 'api/v1',
  services: 'api/v1',
  serviceaccounts: 'api/v1',
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
  applications: 'apis/argoproj.io/v1alpha1',
};

/** What can be watched by its short name. */
export type Watchable = string & keyof typeof PATHS;

interface List {
  readonly kind: string;
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly LiveObject[];
}

/**
 * Every change of one resource, in one namespace or in all, since the watch began, none missed: it lists first and watches from that list's version on.
 * What was there at the start counts as added at the start.
 */
export class Watch extends EventLog {
  private readonly namespaces = new Map<string, EventLog>();
  private stream: ChildProcess | undefined;

  private constructor(
    resource: string,
    /** `undefined`: all of them. */
    readonly namespace: string | undefined,
    private readonly path: string,
    private readonly kubectl: (args: readonly string[]) => Command,
  ) {
    super(resource);
  }

  /** @param namespace `undefined` for all */
  static async open(resource: Watchable, namespace: string | undefined, kubectl: (args: readonly string[]) => Command): Promise<Watch> {
    const group = PATHS[resource];
    if (group === undefined) throw new Error(`cannot watch ${resource}: only ${Object.keys(PATHS).join(', ')}`);
    const path = `/${group}/${namespace === undefined ? '' : `namespaces/${namespace}/`}${resource}`;
    const watch = new Watch(resource, namespace, path, kubectl);
    const { kind, metadata, items } = await watch.list();
    // In a list the objects do not say their kind; in a watch they do.
    for (const object of items) watch.add({ at: Date.now(), type: 'ADDED', object: { ...object, kind: kind.replace(/List$/, '') } });
    watch.follow(`${path}?watch=1&resourceVersion=${metadata.resourceVersion}`);
    return watch;
  }

  /** Waits until it has seen all that the API server has at this moment, as after a command that has seen it. */
  async caughtUp(): Promise<void> {
    if (this.stream === undefined) return;
    const { metadata, items } = await this.list();
    const live = new Set(items.map(({ metadata: { uid } }) => uid));
    const isThere = ({ metadata: { uid, resourceVersion } }: LiveObject) => live.has(uid) || BigInt(resourceVersion) > BigInt(metadata.resourceVersion);
    await this.until(`the watch of ${this.resource} to see all`, (objects) => objects.every(isThere) && items.every((object) => this.hasSeen(object)));
  }

  /** What happened in one namespace. */
  in(namespace: string): EventLog {
    const known = this.namespaces.get(namespace);
    if (known !== undefined) return known;
    const log = new EventLog(`${this.resource} of ${namespace}`);
    if (this.failure !== undefined) log.break(this.failure);
    for (const event of this.events) if (event.object.metadata.namespace === namespace) log.add(event);
    this.namespaces.set(namespace, log);
    return log;
  }

  override add(event: WatchEvent): void {
    super.add(event);
    this.namespaces.get(event.object.metadata.namespace ?? '')?.add(event);
  }

  override break(failure: string): void {
    super.break(failure);
    for (const log of this.namespaces.values()) log.break(failure);
  }

  /** Ends the watch; what it saw stays readable. */
  stop(): void {
    const { stream } = this;
    this.stream = undefined;
    stream?.kill('SIGKILL');
  }

  private async list(): Promise<List> {
    return JSON.parse(await outputOf(this.kubectl(['get', '--raw', this.path]))) as List;
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
      if (type === 'ERROR') this.break(JSON.stringify(object));
      else this.add({ at: Date.now(), type: type as WatchEvent['type'], object });
    });
    stream.on('close', () => {
      if (this.stream === stream) this.break(complaint.trim() || 'the API server closed it');
    });
  }
}
