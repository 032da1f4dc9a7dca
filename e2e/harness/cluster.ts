import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Run } from '../machine/run';
import { type Command, outputOf, type Result, type RunOptions, runToEnd } from './command';
import type { LiveObject } from './live-object';
import { Hopeless, type WaitOptions, waitFor } from './wait-for';
import { Watch, type Watchable } from './watch';

/** What both tiers give a test: a Kubernetes API and the programs that people use with it. */
export abstract class Cluster {
  private readonly watches: Watch[] = [];

  protected constructor(
    protected readonly run: Run,
    /** The folders of the programs, in the order of PATH. */
    protected readonly programs: readonly string[],
  ) {}

  /** For programs that are started where {@link command} starts them. */
  get kubeconfig(): string {
    return join(this.run.folder, 'kubeconfig');
  }

  /** A folder that is removed with the cluster. */
  get folder(): string {
    return this.run.folder;
  }

  /** A program where it reaches the cluster, with KUBECONFIG set and the built programs first on PATH. Relative paths count from the current folder. */
  abstract command(program: string, args: readonly string[], environment?: Readonly<Record<string, string>>): Command;

  /** Starts a program where {@link command} would, until the cluster ends; what it writes is `log(name)`. */
  startProgram(name: string, program: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): void {
    const command = this.command(program, args, environment);
    this.run.start(name, command.program, command.args, command.environment);
  }

  /** kubectl; a failure is a result, to be looked at. */
  kubectl(args: readonly string[], stdin?: string, options?: RunOptions): Promise<Result> {
    return runToEnd(this.command('kubectl', args), { ...options, stdin });
  }

  /** kubectl that must succeed; returns its standard output. */
  kubectlOk(args: readonly string[], stdin?: string, options?: RunOptions): Promise<string> {
    return outputOf(this.command('kubectl', args), { ...options, stdin });
  }

  /** Helm; a failure is a result, to be looked at. */
  helm(args: readonly string[], stdin?: string, options?: RunOptions): Promise<Result> {
    return runToEnd(this.command('helm', args), { ...options, stdin });
  }

  /** `kubectl apply` of objects or of YAML text; returns the line on each object. */
  async apply(what: string | readonly object[], ...args: readonly string[]): Promise<readonly string[]> {
    const text = typeof what === 'string' ? what : JSON.stringify({ apiVersion: 'v1', kind: 'List', items: what });
    const output = await this.kubectlOk(['apply', '-f', '-', ...args], text);
    return output.trim().split('\n');
  }

  /** `kubectl apply` of a file or folder; what it says of each object: `configmap/config` to `created`, `configured`, `unchanged`, … */
  async applyFiles(path: string, ...args: readonly string[]): Promise<Readonly<Record<string, string>>> {
    // ApplySets are in alpha: without this kubectl knows no `--applyset`.
    const output = await outputOf(this.command('kubectl', ['apply', '-f', path, ...args], { KUBECTL_APPLYSET: 'true' }));
    const lines = output.trim().split('\n');
    return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
  }

  /** The objects of a file or folder as they are now, in its order. */
  async liveOf(path: string): Promise<readonly LiveObject[]> {
    const found = JSON.parse(await this.kubectlOk(['get', '-f', path, '-o', 'json'])) as LiveObject | { readonly items: readonly LiveObject[] };
    return 'items' in found ? found.items : [found];
  }

  /** One object as it is now; `undefined` when there is none. */
  async get(kind: string, name: string, namespace: string): Promise<LiveObject | undefined> {
    const text = await this.kubectlOk(['get', kind, name, '-n', namespace, '-o', 'json', '--ignore-not-found']);
    return text.trim() === '' ? undefined : (JSON.parse(text) as LiveObject);
  }

  async list(kind: string, namespace: string, ...args: readonly string[]): Promise<readonly LiveObject[]> {
    const text = await this.kubectlOk(['get', kind, '-n', namespace, '-o', 'json', ...args]);
    return (JSON.parse(text) as { items: readonly LiveObject[] }).items;
  }

  /** A namespace of a test's own, with all that controllers put into each; its name begins with the prefix. */
  async namespace(prefix = 'test'): Promise<string> {
    const name = `${prefix}-${randomBytes(3).toString('hex')}`;
    await this.kubectlOk(['create', 'namespace', name]);
    const made = async () => (await this.kubectl(['get', 'serviceaccount/default', 'configmap/kube-root-ca.crt', '-n', name])).code === 0;
    await this.waitFor(`what controllers put into ${name}`, made, { timeout: 30_000 });
    return name;
  }

  /** Every change of a resource in a namespace, or in all of them, from now on; ends with the cluster at the latest. */
  async watch(resource: Watchable, namespace?: string): Promise<Watch> {
    const watch = await Watch.open(resource, namespace, (args) => this.command('kubectl', args));
    this.watches.push(watch);
    return watch;
  }

  /** Waits, and fails at once when a component of the cluster has ended. */
  waitFor<T>(what: string, look: () => Promise<T | undefined | false>, options?: WaitOptions): Promise<T> {
    return waitFor(
      what,
      () => {
        const ended = this.run.endedComponent();
        if (ended !== undefined) throw new Hopeless(ended);
        return look();
      },
      options,
    );
  }

  /** Waits until the watches of a namespace have seen all that is there now: what a command has seen, they have seen then too. */
  async caughtUp(namespace: string): Promise<void> {
    await Promise.all(this.watches.filter((watch) => watch.namespace === namespace).map((watch) => watch.caughtUp()));
  }

  /** Waits as `kubectl rollout status` does; its output when it fails or takes longer is the error. The watches have seen it then too. */
  async rolledOut(workload: string, namespace: string, seconds = 60): Promise<void> {
    await this.kubectlOk(['rollout', 'status', workload, '-n', namespace, `--timeout=${seconds}s`]);
    await this.caughtUp(namespace);
  }

  /** What a component of the cluster has written: `api`, `controllers`, `scheduler`, `etcd`, and those of the tier. */
  log(component: string): string {
    return this.run.log(component);
  }

  /** Ends every process and removes everything that was written. Harmless when repeated. */
  async stop(): Promise<void> {
    for (const watch of this.watches) watch.stop();
    await this.run.end();
  }
}
