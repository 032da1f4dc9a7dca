import { AppService, type Env, RollingDeployment, type RollingDeploymentProps } from '../../lib';
import type { LoadReport, RealNode } from '../harness';
import { yamlOf } from '../rollwright';

/** A rolling update that is measured: what the Deployment says, and how well its program behaves (tools/app/serve.go). */
export interface Variant {
  readonly props?: Partial<RollingDeploymentProps> | undefined;
  /** @default the program listens one second after its start, and at SIGTERM ends what it is at */
  readonly env?: Env | undefined;
  /** Whether the client uses connections again. @default false */
  readonly keepAlive?: boolean | undefined;
}

export interface Measured extends LoadReport {
  /** How long `kubectl rollout status` waited, in seconds. */
  readonly rolloutSeconds: number;
}

const REPLICAS = 3;

/**
 * Replaces the three pods of a Deployment while 200 requests a second go through its Service: from two seconds before the update to two seconds after the
 * last old pod is gone, which is later than `kubectl rollout status` says.
 */
export async function rolloutUnderLoad(node: RealNode, { props = {}, env, keepAlive }: Variant): Promise<Measured> {
  const namespace = await node.namespace('drain');
  const apply = (tag: string) =>
    node.apply(
      yamlOf(
        (chart) => {
          const app = new RollingDeployment(chart, 'web', {
            name: 'web',
            image: `e2e.local/app:${tag}`,
            port: 8080,
            replicas: REPLICAS,
            ...props,
            env: { APP_START_SECONDS: 1, ...env },
          });
          new AppService(chart, 'service', { app });
        },
        { namespace },
      ),
    );
  await apply('1');
  await node.rolledOut('deployment/web', namespace);
  const pods = await node.watch('pods', namespace);
  const address = `http://${(await node.get('service', 'web', namespace))?.spec.clusterIP}`;
  await node.waitFor(`an answer of ${address}`, () => node.fetch(`${address}/ready`), { timeout: 20_000 });

  const load = node.load(address, { rate: 200, keepAlive });
  await seconds(2);
  const start = Date.now();
  await apply('2');
  await node.rolledOut('deployment/web', namespace, 120);
  const rolloutSeconds = (Date.now() - start) / 1000;
  await pods.until('the old pods to be gone', (all) => all.length === REPLICAS && all.every((pod) => pod.spec.containers[0].image === 'e2e.local/app:2'));
  await seconds(2);
  const report = await load.stop();
  pods.stop();
  await node.kubectlOk(['delete', 'namespace', namespace, '--wait=false']);
  return { ...report, rolloutSeconds };
}

function seconds(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, count * 1000));
}
