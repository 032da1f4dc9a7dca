import { outputOf } from '../command';
import type { RealNode } from '../real-node';

/** One run of a migration, as the server remembers it. */
export interface MigrationRun {
  /** The version of the image that migrates. */
  readonly id: string;
  readonly startedAt: string;
  /** Empty while it runs. */
  readonly result: '' | 'done' | 'failed';
}

/** The server that remembers migrations, as a database would: a Deployment and a Service `state` in a namespace, which the test app's `migrate` and `check` ask. */
export class StateServer {
  private constructor(
    private readonly node: RealNode,
    private readonly url: string,
  ) {}

  /** Answers when it returns. */
  static async start(node: RealNode, namespace: string): Promise<StateServer> {
    await node.apply(objects(namespace));
    await node.rolledOut('deployment/state', namespace, 180);
    const url = `http://${(await node.get('service', 'state', namespace))?.spec.clusterIP}`;
    await node.waitFor('the state server', () => node.fetch(`${url}/ready`), { timeout: 180_000 });
    return new StateServer(node, url);
  }

  /** All runs, oldest first. */
  async runs(): Promise<readonly MigrationRun[]> {
    return JSON.parse(await this.node.fetch(`${this.url}/runs`)) as readonly MigrationRun[];
  }

  /** From now on migrations of a version fail. */
  async fail(version: string): Promise<void> {
    await outputOf(this.node.command('app', ['get', '-method', 'PUT', `${this.url}/failing/${version}`]));
  }
}

function objects(namespace: string): readonly object[] {
  const labels = { app: 'state' };
  const metadata = { name: 'state', namespace };
  const readinessProbe = { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 1 };
  const containers = [{ name: 'state', image: 'e2e.local/app:1', imagePullPolicy: 'Never', args: ['state'], readinessProbe }];
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
    },
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] } },
  ];
}
