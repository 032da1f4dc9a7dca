import { join } from 'node:path';
import { type Cluster, hasCondition, type LiveObject } from '../../harness';
import { Checkout } from '../checkout';
import type { Change, Dialect, Outcome, ProjectPlan, Release } from '../dialect';
import type { Environment } from '../program';
import { isComplete, isObserved } from '../settled';
import { caughtUp, type Logs, type Watches } from '../watches';

/** The parent of the ApplySet: kubectl notes in it what it has applied, so that it can prune what is applied no more. */
const APPLY_SET = 'shop-release';
const OURS = ['-l', 'app.kubernetes.io/name=shop'];

export const plain: Dialect = {
  name: 'plain YAML',
  commands: {
    deploy: `rollwright synth; kubectl apply -f dist/prod --prune --applyset=configmap/${APPLY_SET}`,
    rollback: 'kubectl rollout undo --to-revision=N of each Deployment',
    remove: 'kubectl delete -f dist/prod',
  },
  migrationHolds: 'new pods',
  jobAfter: 'starts at once',
  rollbackGives: { config: 'now', because: 'undo brings back the pod template alone (https://github.com/kubernetes/kubernetes/issues/22368)' },
  lacks: {},
  isRecord: ({ kind, metadata }: LiveObject) => kind === 'ConfigMap' && metadata.name === APPLY_SET,
  start: async (cluster, watches) => ({ project: async (plan) => project(cluster, watches, plan) }),
};

function project(cluster: Cluster, watches: Watches, plan: ProjectPlan): ReadonlyMap<Environment, Release> {
  const checkout = new Checkout(join(cluster.folder, 'plain', plan.id), plan, '[plainYaml()]');
  const release = (environment: Environment, namespace: string) => new PlainRelease(cluster, checkout, environment, namespace, watches.in(namespace));
  return new Map(checkout.environments.map((environment) => [environment, release(environment, plan.namespaces[environment] ?? '')]));
}

class PlainRelease implements Release {
  constructor(
    private readonly cluster: Cluster,
    private readonly checkout: Checkout,
    private readonly environment: Environment,
    private readonly namespace: string,
    private readonly logs: Logs,
  ) {}

  async deploy(change: Change, { wait = true }: { readonly wait?: boolean } = {}): Promise<Outcome> {
    this.checkout.edit(this.environment, change);
    const dist = await this.checkout.synth();
    await this.cluster.applyFiles(join(dist, this.environment), '-n', this.namespace, '--prune', `--applyset=configmap/${APPLY_SET}`);
    return wait ? this.outcome() : { ok: true, says: '' };
  }

  again(): Promise<Outcome> {
    return this.deploy({});
  }

  async rollback(back: number): Promise<Outcome> {
    for (const { metadata } of await this.cluster.list('deployments', this.namespace, ...OURS)) {
      const revision = Number(metadata.annotations?.['deployment.kubernetes.io/revision']);
      await this.cluster.kubectlOk(['rollout', 'undo', `deployment/${metadata.name}`, '-n', this.namespace, `--to-revision=${revision - back}`]);
    }
    return this.outcome();
  }

  async remove(): Promise<void> {
    await this.cluster.kubectlOk(['delete', '-f', join(this.checkout.folder, 'dist', this.environment), '--wait']);
    await this.cluster.kubectlOk(['delete', 'configmap', APPLY_SET, '-n', this.namespace]);
  }

  async forget(): Promise<void> {}

  /** What `kubectl rollout status` of every Deployment and `kubectl wait --for=condition=Failed` of the Job would say first. */
  private async outcome(): Promise<Outcome> {
    await caughtUp(this.cluster, this.namespace, this.logs);
    return this.cluster.waitFor(
      `the rollout in ${this.namespace}`,
      async (): Promise<Outcome> => {
        const failed = this.logs.jobs.objects().find((job) => hasCondition(job, 'Failed'));
        if (failed !== undefined) return { ok: false, says: `Job ${failed.metadata.name} failed` };
        const unfinished = this.logs.deployments.objects().find((deployment) => !isObserved(deployment) || !isComplete(deployment));
        if (unfinished !== undefined) throw new Error(`Deployment ${unfinished.metadata.name}: ${JSON.stringify(unfinished.status)}`);
        return { ok: true, says: '' };
      },
      { timeout: 180_000 },
    );
  }
}
