import type { Cluster } from '../harness';
import type { Change, Dialect, Outcome, Release } from './dialect';
import { Effect, marksOf } from './effect';
import { unsettled } from './settled';
import { type Logs, RESOURCES } from './watches';

const TIMEOUT = 180_000;

/** A release in its namespace, and what the API server's watches say of each thing that is done to it. */
export class Deployment {
  constructor(
    readonly cluster: Cluster,
    readonly namespace: string,
    readonly dialect: Dialect,
    private readonly release: Release,
    readonly logs: Logs,
  ) {}

  /** Deploys a change and waits until all pods are as wanted. @throws Error when the dialect says that it failed. */
  async deploy(change: Change): Promise<Effect> {
    return expectOk(await this.effectOf(() => this.release.deploy(change)));
  }

  /** Deploys a change that some Deployments hold back or wait with; does not wait for these, if `wait` is false. A failure is a result. */
  deployHeld(change: Change, held: readonly string[], options?: { readonly wait?: boolean }): Promise<Effect> {
    return this.effectOf(() => this.release.deploy(change, options), held);
  }

  async again(): Promise<Effect> {
    return expectOk(await this.effectOf(() => this.release.again()));
  }

  async rollback(back: number): Promise<Effect> {
    return expectOk(await this.effectOf(() => this.release.rollback(back)));
  }

  remove(): Promise<Effect> {
    return this.does(() => this.release.remove());
  }

  /** What something does that is no deploy: `kubectl rollout pause`, somebody's change of the Secret. */
  does(act: () => Promise<unknown>, held: readonly string[] = []): Promise<Effect> {
    return this.effectOf(async () => {
      await act();
      return { ok: true, says: '' };
    }, held);
  }

  /** The images of the pods that serve or work, as the watch last saw them. */
  images(): readonly string[] {
    const pods = this.logs.pods.objects().filter(({ metadata }) => metadata.ownerReferences?.[0]?.kind === 'ReplicaSet');
    return pods.map(({ spec }) => spec.containers[0].image as string);
  }

  kubectl(...args: readonly string[]): Promise<string> {
    return this.cluster.kubectlOk([...args, '-n', this.namespace]);
  }

  private async effectOf(act: () => Promise<Outcome>, held: readonly string[] = []): Promise<Effect> {
    const marks = marksOf(this.logs);
    const start = Date.now();
    const outcome = await act();
    await this.settle(held);
    return new Effect(this.logs, marks, this.dialect.isRecord, outcome, (Date.now() - start) / 1000);
  }

  /** Waits until nothing moves, and until the watches have seen all that the API server has. */
  private async settle(held: readonly string[]): Promise<void> {
    await this.cluster.waitFor(
      `${this.namespace} to come to rest`,
      async () => {
        const moving = unsettled(this.logs, held);
        if (moving !== undefined) throw new Error(moving);
        return this.isWhole();
      },
      { timeout: TIMEOUT },
    );
  }

  /** Whether the watches are as far as the API server: the same objects, in the same versions. */
  private async isWhole(): Promise<boolean> {
    const live = await this.cluster.list(RESOURCES.join(','), this.namespace);
    const seen = RESOURCES.flatMap((resource) => this.logs[resource].objects());
    return versions(live) === versions(seen);
  }
}

function expectOk(effect: Effect): Effect {
  if (!effect.outcome.ok) throw new Error(effect.outcome.says);
  return effect;
}

function versions(objects: readonly { readonly metadata: { readonly uid: string; readonly resourceVersion: string } }[]): string {
  return objects
    .map(({ metadata }) => `${metadata.uid} ${metadata.resourceVersion}`)
    .sort()
    .join('\n');
}
