import type { ConfigMode } from '../../lib';
import type { Cluster } from '../harness';
import { Deployment } from './deployment';
import type { Dialect, DialectOnCluster, Release } from './dialect';
import type { Environment } from './program';
import type { Watches } from './watches';

/** A dialect on a cluster, for one scenario: it gives namespaces of its own, and clears them away. */
export class Stage<C extends Cluster = Cluster> {
  private readonly opened: { readonly namespace: string; readonly release: Release }[] = [];

  constructor(
    readonly cluster: C,
    readonly dialect: Dialect,
    private readonly running: DialectOnCluster,
    private readonly watches: Watches,
  ) {}

  /** The program's prod in a namespace with the Secret that it reads; nothing is deployed yet. */
  async prod(config: ConfigMode = 'checksum'): Promise<Deployment> {
    return (await this.project(['prod'], config)).prod;
  }

  /** The program in several environments, each in a namespace. */
  async project<E extends Environment>(environments: readonly E[], config: ConfigMode = 'checksum'): Promise<Readonly<Record<E, Deployment>>> {
    const namespaces: Partial<Record<Environment, string>> = {};
    for (const environment of environments) {
      const namespace = await this.cluster.namespace(`${this.dialect.name.toLowerCase().replace(/[^a-z]+/g, '-')}-${environment}`);
      namespaces[environment] = namespace;
    }
    const releases = await this.running.project({ id: Object.values(namespaces)[0] ?? '', namespaces, config });
    const made = environments.map((environment) => {
      const [namespace, release] = [namespaces[environment], releases.get(environment)];
      if (namespace === undefined || release === undefined) throw new Error(`${this.dialect.name} made no release for ${environment}`);
      this.opened.push({ namespace, release });
      return [environment, new Deployment(this.cluster, namespace, this.dialect, release, this.watches.in(namespace))] as const;
    });
    for (const [, deployment] of made) await deployment.does(() => this.cluster.apply([secret(deployment.namespace, 'first')]));
    return Object.fromEntries(made) as Record<E, Deployment>;
  }

  async clear(): Promise<void> {
    for (const { release } of this.opened) await release.forget();
    const namespaces = this.opened.map(({ namespace }) => namespace);
    if (namespaces.length > 0) await this.cluster.kubectlOk(['delete', 'namespace', ...namespaces, '--wait=false']);
  }
}

/** The Secret that the program reads and somebody else makes. */
export function secret(namespace: string, password: string): object {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'shop-secrets', namespace }, stringData: { DATABASE_URL: `postgres://shop:${password}@db` } };
}
