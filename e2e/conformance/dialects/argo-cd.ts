import { join } from 'node:path';
import { ArgoCd, type ArgoCdStatus } from '../../harness';
import { Checkout } from '../checkout';
import type { Change, Dialect, Outcome, ProjectPlan, Release } from '../dialect';
import type { Environment } from '../program';

const WAIT = { timeout: 180_000 };

export const argoCd: Dialect = {
  name: 'Argo CD',
  commands: {
    deploy: 'rollwright synth; git push of dist; Argo CD syncs by itself (automated, prune, selfHeal)',
    rollback: 'argocd app set --sync-policy none; argocd app rollback --prune',
    remove: 'argocd app delete --cascade',
  },
  migrationHolds: 'the deploy',
  jobAfter: 'waits for the rollout',
  rollbackGives: { config: 'then', because: 'the ConfigMap goes back with the rest of the commit' },
  lacks: {},
  isRecord: () => false,
  start: async (cluster) => {
    const argo = await ArgoCd.start(cluster);
    return { project: async (plan) => project(argo, plan) };
  },
};

function project(argo: ArgoCd, plan: ProjectPlan): ReadonlyMap<Environment, Release> {
  const options = { repoURL: argo.repoURL, targetRevision: 'main', project: plan.id, path: plan.id };
  const checkout = new Checkout(join(argo.cluster.folder, 'argo-cd', plan.id), plan, `[plainYaml(), argoCd(${JSON.stringify(options)})]`);
  return new Map(checkout.environments.map((environment) => [environment, new ArgoCdRelease(argo, checkout, environment, plan.id)]));
}

class ArgoCdRelease implements Release {
  private readonly application: string;
  /** What was deployed, oldest first. */
  private readonly commits: string[] = [];
  /** Whether the Application is there as it was written, and syncs by itself. */
  private isFollowed = false;

  constructor(
    private readonly argo: ArgoCd,
    private readonly checkout: Checkout,
    private readonly environment: Environment,
    private readonly project: string,
  ) {
    this.application = `${project}-${environment}`;
  }

  async deploy(change: Change, { wait = true }: { readonly wait?: boolean } = {}): Promise<Outcome> {
    this.checkout.edit(this.environment, change);
    const commit = await this.push();
    const status = await this.argo.until(
      this.application,
      `${this.application} to be at ${commit}`,
      (now) => isAt(now, commit, wait) || hasFailed(now, commit),
      WAIT,
    );
    this.commits.push(commit);
    return hasFailed(status, commit) ? { ok: false, says: status.operation?.message ?? '' } : { ok: true, says: '' };
  }

  /** The same commit again, as an empty one that Argo CD finds by itself, and as a sync that somebody asks for. */
  async again(): Promise<Outcome> {
    const outcome = await this.deploy({});
    if (!outcome.ok) return outcome;
    const { phase, message } = await this.argo.sync(this.application, {}, WAIT);
    return { ok: phase === 'Succeeded', says: message };
  }

  /** What `argocd app rollback` asks the controller for; its API server refuses it while syncs are automated (server/application, `Rollback`). */
  async rollback(back: number): Promise<Outcome> {
    const revision = this.commits.at(-1 - back);
    await this.argo.patch(this.application, { spec: { syncPolicy: { automated: null } } });
    this.isFollowed = false;
    const { phase, message } = await this.argo.sync(this.application, { revision, prune: true }, WAIT);
    if (phase !== 'Succeeded') return { ok: false, says: message };
    await this.argo.until(this.application, `${this.application} to be Healthy`, ({ health }) => health === 'Healthy', WAIT);
    return { ok: true, says: '' };
  }

  async remove(): Promise<void> {
    await this.argo.patch(this.application, { metadata: { finalizers: ['resources-finalizer.argocd.argoproj.io'] } });
    await this.forget();
  }

  async forget(): Promise<void> {
    await this.argo.cluster.kubectlOk(
      ['delete', 'application.argoproj.io', this.application, '-n', this.argo.namespace, '--ignore-not-found'],
      undefined,
      WAIT,
    );
  }

  /** Commits what `synth` writes, and lets Argo CD know; applies the AppProject and the Applications, as somebody does once. */
  private async push(): Promise<string> {
    const dist = await this.checkout.synth();
    const commit = await this.argo.commit(dist, `${this.application} ${this.commits.length + 1}`, this.project);
    if (!this.isFollowed) await this.argo.cluster.kubectlOk(['apply', '-f', join(dist, 'argocd')]);
    this.isFollowed = true;
    await this.argo.refresh(this.application);
    return commit;
  }
}

function isAt({ sync, health, revision, isSyncing }: ArgoCdStatus, commit: string, healthy: boolean): boolean {
  return sync === 'Synced' && revision === commit && !isSyncing && (!healthy || health === 'Healthy');
}

/** A sync of the commit that ended badly, or that is to be tried again, because of a Job: an autoscaler without metrics is no failure. */
function hasFailed({ operation, resources }: ArgoCdStatus, commit: string): boolean {
  if (operation === undefined || operation.revision !== commit) return false;
  const isOver = operation.retryCount > 0 || operation.phase === 'Failed' || operation.phase === 'Error';
  return isOver && resources.some(({ kind, health }) => kind === 'Job' && health?.status === 'Degraded');
}
