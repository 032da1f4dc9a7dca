import { RollingDeployment, type RollingDeploymentProps, type RolloutProps } from '../../lib';
import { ControlPlane, mostWanted, podHistory, type Watch } from '../harness';
import { yamlOf } from '../rollwright';
import { describeOnControlPlane } from '../suite';

/** Kubernetes' own rounding: surge up, unavailable down, and one of them at least 1 (pkg/controller/deployment/util, ResolveFenceposts). */
const CASES: readonly { readonly replicas: number; readonly rollout: RolloutProps; readonly fewestReady: number; readonly mostPods: number }[] = [
  { replicas: 4, rollout: {}, fewestReady: 4, mostPods: 5 },
  { replicas: 1, rollout: {}, fewestReady: 1, mostPods: 2 },
  { replicas: 10, rollout: {}, fewestReady: 10, mostPods: 13 },
  { replicas: 4, rollout: { maxSurge: 1 }, fewestReady: 4, mostPods: 5 },
  { replicas: 4, rollout: { maxSurge: 0, maxUnavailable: 1 }, fewestReady: 3, mostPods: 4 },
  { replicas: 4, rollout: { maxSurge: '25%', maxUnavailable: '25%' }, fewestReady: 3, mostPods: 5 },
  { replicas: 4, rollout: { maxSurge: 2, maxUnavailable: 1 }, fewestReady: 3, mostPods: 6 },
  { replicas: 10, rollout: { maxSurge: '15%', maxUnavailable: '15%' }, fewestReady: 9, mostPods: 12 },
  { replicas: 3, rollout: { maxSurge: '100%' }, fewestReady: 3, mostPods: 6 },
  { replicas: 3, rollout: { maxSurge: '200%' }, fewestReady: 3, mostPods: 6 },
  { replicas: 5, rollout: { maxSurge: 0, maxUnavailable: '40%' }, fewestReady: 3, mostPods: 5 },
  { replicas: 4, rollout: { maxSurge: 0, maxUnavailable: '10%' }, fewestReady: 3, mostPods: 4 },
  { replicas: 3, rollout: { maxSurge: 0, maxUnavailable: '100%' }, fewestReady: 0, mostPods: 3 },
  { replicas: 4, rollout: { strategy: 'Recreate' }, fewestReady: 0, mostPods: 4 },
];

const nameOf = (index: number) => `web-${index}`;
const titled = CASES.map((one, index) => ({ ...one, index, says: JSON.stringify(one.rollout) }));

function web(name: string, tag: string, props: Partial<RollingDeploymentProps>): Parameters<typeof yamlOf>[0] {
  return (chart) => {
    new RollingDeployment(chart, name, { name, image: `registry.example.com/app:${tag}`, port: 8080, ...props });
  };
}

describeOnControlPlane('RollingDeployment', () => {
  let cluster: ControlPlane;
  beforeAll(async () => {
    cluster = await ControlPlane.start({ nodes: 4 });
  });
  afterAll(() => cluster?.stop());

  describe('keeps as many pods as its strategy says, watched all through', () => {
    let pods: Watch;
    let sets: Watch;
    let mark: number;
    beforeAll(async () => {
      const namespace = await cluster.namespace('strategy');
      const all = (tag: string) =>
        yamlOf(
          (chart) => {
            for (const { index, replicas, rollout } of titled) web(nameOf(index), tag, { replicas, rollout })(chart);
          },
          { namespace },
        );
      await cluster.apply(all('1'), '--validate=strict');
      for (const { index } of titled) await cluster.rolledOut(`deployment/${nameOf(index)}`, namespace);
      pods = await cluster.watch('pods', namespace);
      sets = await cluster.watch('replicasets', namespace);
      mark = pods.mark();
      await cluster.apply(all('2'));
      for (const { index } of titled) await cluster.rolledOut(`deployment/${nameOf(index)}`, namespace);
      const total = CASES.reduce((sum, { replicas }) => sum + replicas, 0);
      await pods.until(
        'the old pods to be gone',
        (objects) => objects.length === total && objects.every(({ metadata }) => metadata.deletionTimestamp === undefined),
      );
    });

    it.each(titled)('$replicas replicas, $says: at least $fewestReady ready, at most $mostPods wanted', ({ index, replicas, fewestReady, mostPods }) => {
      const labels = { 'app.kubernetes.io/name': nameOf(index) };
      const history = podHistory(pods, labels, mark);
      expect(history.created).toHaveLength(replicas);
      expect(history.terminated).toHaveLength(replicas);
      // The controller goes as far as it may; only where new pods are ready before it looks, no old one needs to be missing.
      expect(mostWanted(sets, labels)).toBe(mostPods);
      expect(history.fewestReady).toBeGreaterThanOrEqual(fewestReady);
    });
  });

  it.each([
    ['client-side', []],
    ['server-side', ['--server-side']],
  ])('changes its strategy to Recreate and back under %s apply', async (_, args) => {
    const namespace = await cluster.namespace('switch');
    const apply = (tag: string, rollout: RolloutProps) => cluster.apply(yamlOf(web('web', tag, { replicas: 2, rollout }), { namespace }), ...args);
    const strategy = async () => (await cluster.get('deployment', 'web', namespace))?.spec.strategy;
    await apply('1', {});
    expect(await strategy()).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } });
    await apply('2', { strategy: 'Recreate' });
    expect(await strategy()).toEqual({ type: 'Recreate' });
    await cluster.rolledOut('deployment/web', namespace);
    await apply('3', { maxSurge: 2 });
    expect(await strategy()).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 2, maxUnavailable: 0 } });
    await cluster.rolledOut('deployment/web', namespace);
  });

  it.each([
    [
      'the API server filled in all of it',
      /\n {4}rollingUpdate:\n.*\n.*/,
      [1, expect.stringContaining("may not be specified when strategy `type` is 'Recreate'")],
    ],
    ['one of its two fields was written', /\n +maxUnavailable: 0/, [0, '']],
  ])('writes rollingUpdate, which server-side apply can otherwise not take away: where %s', async (_, left, outcome) => {
    const namespace = await cluster.namespace('switch');
    const yaml = yamlOf(web('web', '1', {}), { namespace });
    const less = yaml.replace(left, '');
    expect(less).not.toBe(yaml);
    await cluster.apply(less, '--server-side', '--validate=strict');
    const recreate = yamlOf(web('web', '1', { rollout: { strategy: 'Recreate' } }), { namespace });
    const { code, stderr } = await cluster.kubectl(['apply', '--server-side', '-f', '-'], recreate);
    expect([code, stderr]).toEqual(outcome);
  });

  it('without replicas, leaves the number of pods to whoever scales it', async () => {
    const namespace = await cluster.namespace('scale');
    const apply = (tag: string) => cluster.apply(yamlOf(web('web', tag, {}), { namespace }));
    await apply('1');
    await cluster.kubectlOk(['scale', 'deployment/web', '-n', namespace, '--replicas=3']);
    await apply('2');
    await cluster.rolledOut('deployment/web', namespace);
    expect((await cluster.get('deployment', 'web', namespace))?.status).toMatchObject({ replicas: 3, updatedReplicas: 3 });
  });

  describe('that gets an autoscaler after it had replicas in its manifest', () => {
    const autoscaling = { minReplicas: 4, maxReplicas: 6 };
    const resources = { requests: { cpu: '100m' } };

    /** The numbers of replicas that the Deployment has had one after the other, from 4 in the manifest to an autoscaler. */
    async function replicas(before: (namespace: string) => Promise<unknown>, ...args: readonly string[]): Promise<readonly number[]> {
      const namespace = await cluster.namespace('handover');
      await cluster.apply(yamlOf(web('web', '1', { resources, replicas: 4 }), { namespace }), ...args);
      await cluster.rolledOut('deployment/web', namespace);
      const deployments = await cluster.watch('deployments', namespace);
      await before(namespace);
      await cluster.apply(yamlOf(web('web', '1', { resources, autoscaling }), { namespace }), ...args);
      const settled = () => cluster.get('hpa', 'web', namespace).then((autoscaler) => (autoscaler?.status.currentReplicas ?? 0) >= 4);
      await cluster.waitFor('the autoscaler', settled, { every: 500 });
      await cluster.rolledOut('deployment/web', namespace);
      return deployments.events.map(({ object }) => object.spec.replicas).filter((count, index, all) => count !== all[index - 1]);
    }

    it.each([
      ['client-side', []],
      ['server-side', ['--server-side']],
    ])('falls to one pod for a moment under %s apply', async (_, args) => {
      expect(await replicas(async () => {}, ...args)).toEqual([4, 1, 4]);
    });

    it('keeps its pods where what was last applied said no replicas, under client-side apply', async () => {
      const giveUp = (namespace: string) => cluster.kubectlOk(['apply', 'set-last-applied', '-f', '-'], yamlOf(web('web', '1', { resources }), { namespace }));
      expect(await replicas(giveUp)).toEqual([4]);
    });

    it('keeps its pods where kubectl scale has taken the field over, under server-side apply', async () => {
      const scale = (namespace: string) => cluster.kubectlOk(['scale', 'deployment/web', '-n', namespace, '--replicas=5']);
      expect(await replicas(scale, '--server-side')).toEqual([4, 5]);
    });
  });

  it('never takes an old pod away for a new one that does not get ready, and says so when the deadline is over', async () => {
    const namespace = await cluster.namespace('stuck');
    const apply = (tag: string, progressDeadlineSeconds = 600) =>
      cluster.apply(yamlOf(web('web', tag, { replicas: 3, progressDeadlineSeconds }), { namespace }));
    await apply('1');
    await cluster.rolledOut('deployment/web', namespace);
    const pods = await cluster.watch('pods', namespace);
    const mark = pods.mark();
    await apply('never-ready', 4);
    const { code, stderr } = await cluster.kubectl(['rollout', 'status', 'deployment/web', '-n', namespace, '--timeout=30s']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('exceeded its progress deadline')]);
    expect(podHistory(pods, { 'app.kubernetes.io/name': 'web' }, mark)).toMatchObject({ fewestReady: 3, mostPods: 4, terminated: [] });
  });
});
