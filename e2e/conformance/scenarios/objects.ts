import { type Scenario, seconds, words } from '../scenario';

const WEB = ['shop-web'];

export const prune: Scenario = {
  name: 'prune of removed objects',
  promise: 'what has left the program leaves the cluster; nothing else is touched, least of all what somebody else has put there',
  run: async (stage) => {
    const shop = await stage.prod();
    await shop.deploy({ reports: true });
    const foreign = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'of-somebody-else', namespace: shop.namespace } };
    await shop.does(() => stage.cluster.apply([foreign]));
    const effect = await shop.deploy({ reports: false });
    expect([effect.created, effect.updated, effect.deleted]).toEqual([[], [], ['ConfigMap/shop-report', 'Deployment/shop-reports']]);
    expect([effect.rolled, effect.pods('reports').terminated.length, effect.migrations]).toEqual([['reports'], 1, []]);
    return `${effect.deleted.length} objects and their pod gone, nothing else touched; ${seconds(effect)}`;
  },
};

export const pause: Scenario = {
  name: 'pause and resume',
  promise: 'a paused Deployment holds a change back over two deploys, while others roll; resumed, it takes the change',
  run: async (stage) => {
    const shop = await stage.prod();
    await shop.deploy({});
    await shop.does(() => shop.kubectl('rollout', 'pause', 'deployment/shop-web'), WEB);
    const held = await shop.deployHeld({ logLevel: 'b' }, WEB, { wait: false });
    const again = await shop.deployHeld({}, WEB, { wait: false });
    expect([held.rolled, held.pods('web').created, again.pods('web').created]).toEqual([['worker'], [], []]);
    expect([...held.values('web', 'LOG_LEVEL'), ...held.values('worker', 'LOG_LEVEL')]).toEqual([...Array(4).fill('a'), ...Array(2).fill('b')]);
    const resumed = await shop.does(() => shop.kubectl('rollout', 'resume', 'deployment/shop-web'));
    expect([resumed.rolled, resumed.pods('web').fewestReady, resumed.values('web', 'LOG_LEVEL')]).toEqual([['web'], 4, Array(4).fill('b')]);
    return `paused: 0 web and ${held.pods('worker').terminated.length} worker pods rolled; resumed: ${words(resumed)}`;
  },
};

export const twoEnvironments: Scenario = {
  name: 'two environments in one cluster',
  promise: 'dev and prod of one project: each has its own settings, and a deploy of the one does not touch the other',
  run: async (stage) => {
    const { dev, prod } = await stage.project(['dev', 'prod']);
    await dev.deploy({});
    const first = await prod.deploy({});
    const effect = await prod.does(async () => {
      const change = await dev.deploy({ logLevel: 'trace', worker: { replicas: 2 } });
      expect([change.rolled, change.values('worker', 'LOG_LEVEL')]).toEqual([
        ['web', 'worker'],
        ['trace', 'trace'],
      ]);
    });
    expect(effect.touched).toEqual([]);
    expect(first.values('web', 'LOG_LEVEL')).toEqual(Array(4).fill('a'));
    return `dev rolled, 0 objects of prod touched; ${seconds(effect)}`;
  },
};
