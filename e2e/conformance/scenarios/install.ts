import { type Scenario, seconds } from '../scenario';

const OBJECTS = [
  'ConfigMap/shop-config',
  'ConfigMap/shop-migration',
  'ConfigMap/shop-queue',
  'ConfigMap/shop-web',
  'Deployment/shop-web',
  'Deployment/shop-worker',
  'Service/shop',
  'ServiceAccount/shop',
];

export const firstInstall: Scenario = {
  name: 'first install',
  promise: 'all is there, the migration has run once, and where it holds the deploy no pod is made before its end',
  run: async (stage) => {
    const shop = await stage.prod();
    const effect = await shop.deploy({});
    // A hook's Job is gone when it has succeeded.
    expect(effect.created.filter((key) => key !== 'Job/shop-migrate-HASH')).toEqual(OBJECTS);
    expect(effect.migrations).toEqual(['done']);
    if (stage.dialect.migrationHolds === 'the deploy') expect(effect.migratedBeforePods).toBe(true);
    expect([effect.values('web', 'LOG_LEVEL'), effect.values('worker', 'QUEUE')]).toEqual([Array(4).fill('a'), Array(2).fill('mail')]);
    return `${effect.pods('web').created.length} web and ${effect.pods('worker').created.length} worker pods; migration done${
      stage.dialect.migrationHolds === 'the deploy' ? ' before any pod was made' : ''
    }; ${seconds(effect)}`;
  },
};

export const noChange: Scenario = {
  name: 'no change',
  promise: 'the same deploy again touches no object: no pod restarts, no migration runs, every resourceVersion is as it was',
  run: async (stage) => {
    const shop = await stage.prod();
    await shop.deploy({});
    const effect = await shop.again();
    expect(effect.touched).toEqual([]);
    return `0 objects touched; ${seconds(effect)}`;
  },
};

export const removal: Scenario = {
  name: 'removal',
  promise: 'nothing of it is left in the namespace',
  run: async (stage) => {
    const shop = await stage.prod();
    await shop.deploy({});
    await shop.deploy({ image: { tag: 'v2' } });
    const { seconds } = await shop.remove();
    const left = Object.values(shop.logs).flatMap((log) => log.objects().map(({ kind, metadata }) => `${kind}/${metadata.name}`));
    expect(left.sort()).toEqual(['ConfigMap/kube-root-ca.crt', 'Secret/shop-secrets', 'ServiceAccount/default']);
    return `nothing left; ${seconds.toFixed(0)} s`;
  },
};
