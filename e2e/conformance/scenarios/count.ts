import { PodMetrics } from '../../harness';
import { type Scenario, seconds, words } from '../scenario';

export const scale: Scenario = {
  name: 'scale',
  promise: 'pods come or go, and none is replaced',
  run: async (stage) => {
    const shop = await stage.prod();
    await shop.deploy({});
    const effect = await shop.deploy({ web: { replicas: 6 }, worker: { replicas: 1 } });
    expect([effect.created, effect.updated, effect.migrations]).toEqual([[], ['Deployment/shop-web', 'Deployment/shop-worker'], []]);
    const [web, worker] = [effect.pods('web'), effect.pods('worker')];
    expect([web.created.length, web.terminated.length, worker.created.length, worker.terminated.length]).toEqual([2, 0, 0, 1]);
    return `2 web pods more, 1 worker pod less, none replaced; ${seconds(effect)}`;
  },
};

export const autoscaled: Scenario = {
  name: 'replicas that an autoscaler owns',
  promise: 'what the autoscaler has set stays through the next deploys, also one that rolls the pods',
  run: async (stage) => {
    const shop = await stage.prod();
    const metrics = await PodMetrics.start(stage.cluster, shop.namespace, 'app.kubernetes.io/component=web', '40m');
    try {
      const replicas = () => shop.logs.deployments.object('shop-web')?.spec.replicas as number | undefined;
      // Not by the tool's own waiting: Helm's (v4, pkg/kube/statuswait.go) fails where the autoscaler wants a second pod just when the first has made all ready.
      const first = await shop.deployHeld({ web: { replicas: 2, autoscaling: { maxReplicas: 5, cpuPercent: 50 } } }, [], { wait: false });
      expect(first.outcome).toEqual({ ok: true, says: '' });
      await shop.does(() => shop.logs.deployments.until('2 pods of the autoscaler', () => replicas() === 2));
      const more = async () => {
        metrics.use('100m'); // all of the request: twice what is wanted
        await shop.logs.deployments.until('5 pods of the autoscaler', () => replicas() === 5, { timeout: 180_000 });
      };
      await shop.does(more);
      const [same, effect] = [await shop.again(), await shop.deploy({ greeting: 'hi' })];
      expect([same.pods('web').created, same.pods('web').terminated]).toEqual([[], []]);
      expect([effect.rolled, effect.pods('web').fewestReady, effect.mostWanted('web'), replicas()]).toEqual([['web'], 5, 7, 5]);
      return `2 pods became 5 and stayed 5; config changed: ${words(effect)}`;
    } finally {
      await metrics.stop();
    }
  },
};
