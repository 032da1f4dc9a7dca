import { existsSync } from 'node:fs';
import { ControlPlane, controllerOf, hasCondition, mostWanted, podHistory } from './harness';
import { leftovers } from './machine/leftovers';
import { describeOnControlPlane } from './suite';

const labels = { app: 'web' };

function web(image: string, namespace: string): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace },
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: { metadata: { labels }, spec: { initContainers: [{ name: 'wait', image }], containers: [{ name: 'app', image }] } },
    },
  };
}

describeOnControlPlane('the control plane with fake nodes', () => {
  let cluster: ControlPlane;
  beforeAll(async () => {
    cluster = await ControlPlane.start({ nodes: 4, nodeLabels: { 'node-group': 'app' } });
  });
  afterAll(() => cluster?.stop());

  it('has the nodes that were asked for, Ready and labelled', async () => {
    const nodes = await cluster.list('nodes', 'default', '-l', 'node-group=app');
    expect(nodes.map((node) => [node.metadata.name, hasCondition(node, 'Ready')])).toEqual([1, 2, 3, 4].map((number) => [`node-${number}`, true]));
  });

  it('is the version that the project is pinned to', async () => {
    const version = JSON.parse(await cluster.kubectlOk(['version', '-o', 'json'])) as {
      serverVersion: { gitVersion: string };
      clientVersion: { gitVersion: string };
    };
    expect([version.serverVersion.gitVersion, version.clientVersion.gitVersion]).toEqual(['v1.36.3', 'v1.36.3']);
    expect((await cluster.helm(['version', '--short'])).stdout).toContain('v4.3.1');
  });

  it('takes a Deployment from nothing to Available, and the watches see each step', async () => {
    const namespace = await cluster.namespace('web');
    const pods = await cluster.watch('pods', namespace);
    const deployments = await cluster.watch('deployments', namespace);
    expect(await cluster.apply([web('app:1', namespace)])).toEqual(['deployment.apps/web created']);
    await cluster.rolledOut('deployment/web', namespace);
    await deployments.until('Available', ([deployment]) => deployment !== undefined && hasCondition(deployment, 'Available'));
    expect(deployments.events[0]?.type).toBe('ADDED');
    const history = podHistory(pods, labels);
    expect(history.created).toHaveLength(3);
    expect(history.gotReady).toHaveLength(3);
    expect(history.counts.at(-1)).toMatchObject({ pods: 3, ready: 3 });
  });

  it('shows a rolling update: pods replaced one by one, never fewer than all of them Ready', async () => {
    const namespace = await cluster.namespace('roll');
    await cluster.apply([web('app:1', namespace)]);
    await cluster.rolledOut('deployment/web', namespace);
    const pods = await cluster.watch('pods', namespace);
    const sets = await cluster.watch('replicasets', namespace);
    const old = pods.objects().map(({ metadata }) => metadata.name);
    const mark = pods.mark();
    await cluster.apply([web('app:2', namespace)]);
    await cluster.rolledOut('deployment/web', namespace);
    await pods.until('only new pods', (objects) => objects.length === 3 && objects.every((pod) => pod.spec.containers[0].image === 'app:2'));
    const history = podHistory(pods, labels, mark);
    expect(history.fewestReady).toBe(3);
    expect(mostWanted(sets, labels)).toBe(4);
    expect([...history.terminated].sort()).toEqual([...old].sort());
    expect(history.created).toHaveLength(3);
    expect(new Set(pods.objects().map(controllerOf)).size).toBe(1);
    expect(sets.objects()).toHaveLength(2);
  });

  it('has pods that never get Ready, and Jobs that fail, when the image says so', async () => {
    const namespace = await cluster.namespace('bad');
    await cluster.apply([web('app:never-ready', namespace), job('works', 'app:1', namespace), job('breaks', 'app:fails', namespace)]);
    await cluster.kubectlOk(['wait', 'job/works', '-n', namespace, '--for=condition=Complete', '--timeout=30s']);
    await cluster.kubectlOk(['wait', 'job/breaks', '-n', namespace, '--for=condition=Failed', '--timeout=30s']);
    const deployment = await cluster.get('deployment', 'web', namespace);
    expect(deployment?.status).toMatchObject({ replicas: 3, unavailableReplicas: 3 });
  });

  it('gives a failing kubectl as a result, and says what is wrong where it must not fail', async () => {
    const refused = await cluster.kubectl(
      ['create', '-f', '-'],
      JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'NOT A NAME', namespace: 'default' } }),
    );
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('Invalid value');
    await expect(cluster.kubectlOk(['get', 'nothing'])).rejects.toThrow('the server doesn\'t have a resource type "nothing"');
    await expect(cluster.waitFor('what never comes', async () => false, { timeout: 200 })).rejects.toThrow('waited 200 ms for what never comes; last: false');
  });

  it('leaves no process, mount or file behind', async () => {
    const other = await ControlPlane.start({ nodes: 1 });
    expect(leftovers(other.folder).length).toBeGreaterThanOrEqual(5);
    await other.stop();
    expect(leftovers(other.folder)).toEqual([]);
    expect(existsSync(other.folder)).toBe(false);
    expect((await cluster.kubectl(['get', 'nodes'])).code).toBe(0);
  });
});

function job(name: string, image: string, namespace: string): object {
  const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'job', image }] } };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace }, spec: { backoffLimit: 0, template } };
}
