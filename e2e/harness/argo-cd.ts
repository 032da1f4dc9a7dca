import { join } from 'node:path';
import { buildTool } from '../tools/builder';
import { onStderr } from '../tools/progress';
import { type ArgoCdOperation, type ArgoCdStatus, describeStatus, statusOf } from './argo-cd/application';
import { ARGO_CD_NAMESPACE, argoCdComponents } from './argo-cd/components';
import { defineArgoCdKinds } from './argo-cd/definitions';
import { ARGO_CD_OBJECTS } from './argo-cd/objects';
import { Repository } from './argo-cd/repository';
import type { Cluster } from './cluster';
import { outputOf } from './command';
import { freePorts } from './free-ports';
import type { LiveObject } from './live-object';
import type { WaitOptions } from './wait-for';
import type { Watch } from './watch';

const REFRESH = 'argocd.argoproj.io/refresh';

/** An Application that follows a folder of the harness's repository. */
export interface ApplicationOptions {
  readonly name: string;
  /** Where objects without a namespace go. */
  readonly namespace: string;
  /** @default '.', the whole repository */
  readonly path?: string | undefined;
  /** @default none: it is synced by {@link ArgoCd.sync} only */
  readonly syncPolicy?: object | undefined;
  /** More of `spec`. */
  readonly spec?: object | undefined;
}

export interface SyncOptions {
  /** A commit. @default the latest */
  readonly revision?: string | undefined;
  /** @default true */
  readonly prune?: boolean | undefined;
  /** `CreateNamespace=true` and the like. @default those of the Application */
  readonly syncOptions?: readonly string[] | undefined;
  readonly retry?: object | undefined;
}

/**
 * Argo CD core (application controller, repository server, ApplicationSet controller) on a cluster, and a git repository that it follows.
 * It ends with the cluster. Its logs are `cluster.log('argocd-controller')`, `argocd-repo`, `argocd-sets`, `argocd-redis`.
 */
export class ArgoCd {
  /** The namespace of Applications. */
  readonly namespace = ARGO_CD_NAMESPACE;

  /** The version that each Application had after our own last word: what is older says nothing of it yet. */
  private readonly said = new Map<string, bigint>();
  private applications: Watch | undefined;

  private constructor(
    readonly cluster: Cluster,
    private readonly repository: Repository,
  ) {}

  /** Ready when it returns: all components answer. Once a cluster. */
  static async start(cluster: Cluster): Promise<ArgoCd> {
    const tools = await buildTool('argocd', onStderr());
    const folder = join(cluster.folder, 'argocd');
    const argo = new ArgoCd(cluster, await Repository.create(join(folder, 'repository')));
    await argo.install();
    await argo.bringUp(tools, folder);
    argo.applications = await cluster.watch('applications', argo.namespace);
    return argo;
  }

  /** The repository's URL, for `repoURL`. */
  get repoURL(): string {
    return this.repository.url;
  }

  /**
   * Makes a folder of the repository hold exactly the files of `folder`, and commits; returns the commit. Argo CD does not know of it before the
   * next {@link refresh} or {@link sync}.
   * @param to the folder of the repository
   */
  commit(folder: string, message: string, to = '.'): Promise<string> {
    return this.repository.commit(folder, message, to);
  }

  /** `git revert` of commits, latest first; returns the new commit. */
  revert(...commits: readonly string[]): Promise<string> {
    return this.repository.revert(...commits);
  }

  /** Makes or changes an Application, given in short or as a manifest; returns its name. */
  async application(application: ApplicationOptions | { readonly kind: 'Application'; readonly metadata: { readonly name: string } }): Promise<string> {
    if ('kind' in application) {
      await this.cluster.apply([application], '-n', this.namespace);
      return application.metadata.name;
    }
    const { name, namespace, path = '.', syncPolicy, spec } = application;
    const source = { repoURL: this.repoURL, path, targetRevision: 'main' };
    const destination = { server: 'https://kubernetes.default.svc', namespace };
    const full = { project: 'default', source, destination, ...(syncPolicy && { syncPolicy }), ...spec };
    await this.cluster.apply([{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name, namespace: this.namespace }, spec: full }]);
    return name;
  }

  /** Syncs, and waits for the end of it, retries included. A sync that fails is a result. */
  async sync(name: string, options: SyncOptions = {}, wait?: WaitOptions): Promise<ArgoCdOperation> {
    await this.beginSync(name, options);
    return this.synced(name, wait);
  }

  /** Asks for a sync, as `argocd app sync --async` does. @throws Error when one goes on. */
  async beginSync(name: string, { revision = '', prune = true, syncOptions, retry }: SyncOptions = {}): Promise<void> {
    const { isSyncing, operation } = await this.status(name);
    if (isSyncing) throw new Error(`${name} is being synced: ${operation?.message}`);
    const { spec } = (await this.live(name)) as { spec: { syncPolicy?: { syncOptions?: readonly string[]; retry?: object } } };
    const chosen = syncOptions ?? spec.syncPolicy?.syncOptions ?? [];
    const again = retry ?? spec.syncPolicy?.retry;
    const sync = { revision, prune, syncOptions: chosen };
    await this.patch(name, { operation: { initiatedBy: { username: 'e2e' }, sync, ...(again && { retry: again }) } });
  }

  /** Waits for the end of the sync that goes on. */
  async synced(name: string, wait: WaitOptions = {}): Promise<ArgoCdOperation> {
    const status = await this.until(name, `the end of the sync of ${name}`, ({ isSyncing, operation }) => !isSyncing && operation !== undefined, wait);
    return status.operation as ArgoCdOperation;
  }

  /** Ends a sync that goes on, as `argocd app terminate-op` does. */
  async terminate(name: string): Promise<void> {
    await this.patch(name, { status: { operationState: { phase: 'Terminating' } } });
  }

  /** Has Argo CD look at the repository and the cluster now; returns what it then says. `hard` forgets manifests that it has cached. */
  async refresh(name: string, how: 'normal' | 'hard' = 'normal'): Promise<ArgoCdStatus> {
    const { reconciledAt } = await this.compared(name);
    // reconciledAt counts seconds, and a second refresh in the same one would wait for ever.
    while (Date.now() < Date.parse(reconciledAt) + 1000) await new Promise((done) => setTimeout(done, 50));
    await this.patch(name, { metadata: { annotations: { [REFRESH]: how } } });
    return this.until(
      name,
      `the refresh of ${name}`,
      (status, live) => live.metadata.annotations?.[REFRESH] === undefined && status.reconciledAt !== reconciledAt,
    );
  }

  /**
   * What an Application says of itself, once it was compared for the first time. Argo CD may hear of a new one before it hears of its project; then it says that
   * there is none, and looks again only after two or three minutes, unless it is told to.
   */
  private compared(name: string): Promise<ArgoCdStatus> {
    const look = async () => {
      const status = await this.status(name);
      if (status.reconciledAt !== '') return status;
      await this.patch(name, { metadata: { annotations: { [REFRESH]: 'normal' } } });
      return undefined;
    };
    return this.cluster.waitFor(`${name} to be compared`, look, { every: 500 });
  }

  /** What an Application says of itself now. */
  async status(name: string): Promise<ArgoCdStatus> {
    return statusOf(await this.live(name));
  }

  /** Waits until an Application is Synced, to a commit if one is given, and no sync goes on. */
  waitForSynced(name: string, revision?: string, wait?: WaitOptions): Promise<ArgoCdStatus> {
    const isIt = (status: ArgoCdStatus) => status.sync === 'Synced' && !status.isSyncing && (revision === undefined || status.revision === revision);
    return this.until(name, `${name} to be Synced${revision === undefined ? '' : ` to ${revision}`}`, isIt, wait);
  }

  /** Waits until an Application is Synced and Healthy, and no sync goes on. */
  waitForHealthy(name: string, revision?: string, wait?: WaitOptions): Promise<ArgoCdStatus> {
    const isIt = (status: ArgoCdStatus) =>
      status.sync === 'Synced' && status.health === 'Healthy' && !status.isSyncing && (revision === undefined || status.revision === revision);
    return this.until(name, `${name} to be Synced and Healthy${revision === undefined ? '' : ` at ${revision}`}`, isIt, wait);
  }

  /** Waits until an Application's status is as wanted; the watches of its namespace have then seen what it has seen. */
  async until(
    name: string,
    what: string,
    wanted: (status: ArgoCdStatus, live: LiveObject) => boolean,
    { timeout = 180_000, every }: WaitOptions = {},
  ): Promise<ArgoCdStatus> {
    const found = await this.cluster.waitFor(
      what,
      async () => {
        const seen = this.seen(name);
        if (seen === undefined) throw new Error(`there is no Application ${name}, or the watch has not seen it yet`);
        const status = statusOf(seen);
        if (wanted(status, seen)) return seen;
        throw new Error(describeStatus(status));
      },
      { timeout, ...(every !== undefined && { every }) },
    );
    await this.cluster.caughtUp(found.spec.destination.namespace);
    return statusOf(found);
  }

  /** What the watch saw last; `undefined` as long as that is older than our own last word. */
  private seen(name: string): LiveObject | undefined {
    const seen = this.applications?.object(name);
    return seen !== undefined && BigInt(seen.metadata.resourceVersion) >= (this.said.get(name) ?? 0n) ? seen : undefined;
  }

  private async live(name: string): Promise<LiveObject> {
    const application = await this.cluster.get('application.argoproj.io', name, this.namespace);
    if (application === undefined) throw new Error(`there is no Application ${name}`);
    return application;
  }

  /** `kubectl patch` of an Application; what is waited for afterwards is what comes of it. */
  async patch(name: string, patch: object): Promise<void> {
    const args = ['patch', 'application.argoproj.io', name, '-n', this.namespace, '--type=merge', '-p', JSON.stringify(patch), '-o', 'json'];
    const { metadata } = JSON.parse(await this.cluster.kubectlOk(args)) as LiveObject;
    this.said.set(name, BigInt(metadata.resourceVersion));
  }

  private async install(): Promise<void> {
    await defineArgoCdKinds(this.cluster);
    await this.cluster.apply(ARGO_CD_OBJECTS);
  }

  private async bringUp(tools: string, folder: string): Promise<void> {
    const [redis = 0, repo = 0, repoMetrics = 0, controllerMetrics = 0, setMetrics = 0, setProbe = 0, setWebhook = 0] = await freePorts(7);
    const ports = { redis, repo, repoMetrics, controllerMetrics, setMetrics, setProbe, setWebhook };
    const path = [tools, await buildTool('helm', onStderr()), this.cluster.command('true', []).environment.PATH].join(':');
    const components = Object.entries(argoCdComponents(folder, ports, { tools, path, kubeconfig: this.cluster.kubeconfig }));
    for (const [name, { program, args, environment }] of components) this.cluster.startProgram(name, program, args, environment);
    for (const [name, { health }] of components) {
      if (health === undefined) continue;
      await this.cluster.waitFor(name, async () => (await this.answers(health)) === 'yes', { every: 100, timeout: 30_000 });
    }
  }

  /** Asked by a program, since the components may be in another network than this one. */
  private answers(url: string): Promise<string> {
    const script = `fetch(${JSON.stringify(url)}).then((answer) => process.stdout.write(answer.ok ? 'yes' : 'no'))`;
    return outputOf(this.cluster.command(process.execPath, ['-e', script]));
  }
}
