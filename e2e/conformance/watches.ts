import type { Cluster, EventLog, Watch } from '../harness';

/** What the suite watches: all that the program is made of, and what controllers make of it. */
export const RESOURCES = ['pods', 'replicasets', 'deployments', 'jobs', 'configmaps', 'secrets', 'services', 'serviceaccounts'] as const;

export type Resource = (typeof RESOURCES)[number];

/** What happened in one namespace, by resource. */
export type Logs = Readonly<Record<Resource, EventLog>>;

/** One watch of each resource for a whole cluster, whatever namespaces come. */
export class Watches {
  private constructor(private readonly watches: ReadonlyMap<Resource, Watch>) {}

  static async open(cluster: Cluster): Promise<Watches> {
    return new Watches(new Map(await Promise.all(RESOURCES.map(async (resource) => [resource, await cluster.watch(resource)] as const))));
  }

  in(namespace: string): Logs {
    return Object.fromEntries([...this.watches].map(([resource, watch]) => [resource, watch.in(namespace)])) as Logs;
  }
}

/** Waits until the logs have all that the API server has at this moment, so that what somebody has just written is in them. */
export async function caughtUp(cluster: Cluster, namespace: string, logs: Logs): Promise<void> {
  const live = await cluster.list(RESOURCES.join(','), namespace);
  await cluster.waitFor(
    `the watches to see all of ${namespace}`,
    async () => live.every((object) => RESOURCES.some((resource) => logs[resource].hasSeen(object))),
    { every: 20, timeout: 180_000 },
  );
}
