import { existsSync } from 'node:fs';
import type { Cluster } from './cluster';

const GROUP = 'metrics.k8s.io';

/** A kind of its own instead of metrics-server: whoever asks for metrics, the HPA controller for one, gets what a test has put there. */
const DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  // Without the annotation the API server refuses groups of *.k8s.io.
  metadata: { name: `pods.${GROUP}`, annotations: { 'api-approved.kubernetes.io': 'unapproved, for tests' } },
  spec: {
    group: GROUP,
    scope: 'Namespaced',
    names: { kind: 'PodMetrics', plural: 'pods', singular: 'podmetrics' },
    versions: [
      {
        name: 'v1beta1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
};

const servedBy = new WeakMap<Cluster, Promise<void>>();

/** Once for each cluster: of two tests that ask at the same time, `kubectl apply` of the second would find the kind missing and then made. */
function served(cluster: Cluster): Promise<void> {
  const asked = servedBy.get(cluster);
  if (asked !== undefined) return asked;
  const answer = (async () => {
    await cluster.apply([DEFINITION]);
    await cluster.waitFor('the metrics API', async () => (await cluster.kubectl(['get', `pods.${GROUP}`, '--all-namespaces'])).code === 0);
  })();
  servedBy.set(cluster, answer);
  return answer;
}

/**
 * The CPU use of pods, as metrics-server would tell it: without it an HPA says FailedGetResourceMetric, and Argo CD calls it Degraded.
 * Every pod with these labels uses `cpu` in each of its containers, from now on until the cluster ends or {@link stop}.
 */
export class PodMetrics {
  private stopped = false;
  private round: Promise<void> = Promise.resolve();

  private constructor(
    private readonly cluster: Cluster,
    private readonly namespace: string,
    private readonly selector: string,
    private cpu: string,
  ) {}

  /** @param cpu a quantity: `100m` */
  static async start(cluster: Cluster, namespace: string, selector: string, cpu: string): Promise<PodMetrics> {
    await served(cluster);
    const metrics = new PodMetrics(cluster, namespace, selector, cpu);
    metrics.round = metrics.tellOn();
    return metrics;
  }

  /** From the next second on. */
  use(cpu: string): void {
    this.cpu = cpu;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.round;
  }

  private async tellOn(): Promise<void> {
    while (!this.stopped && existsSync(this.cluster.folder)) {
      await this.tell().catch(() => {}); // the pods change while it works; what is wrong shows in the HPA's conditions
      await new Promise((done) => setTimeout(done, 1000).unref());
    }
  }

  private async tell(): Promise<void> {
    const pods = await this.cluster.list('pods', this.namespace, '-l', this.selector);
    const timestamp = new Date().toISOString();
    const metrics = pods.map(({ metadata, spec }) => ({
      apiVersion: `${GROUP}/v1beta1`,
      kind: 'PodMetrics',
      metadata: { name: metadata.name, namespace: this.namespace, labels: metadata.labels },
      timestamp,
      window: '1s',
      containers: (spec.containers as { name: string }[]).map(({ name }) => ({ name, usage: { cpu: this.cpu, memory: '64Mi' } })),
    }));
    if (metrics.length > 0) await this.cluster.apply(metrics);
  }
}
