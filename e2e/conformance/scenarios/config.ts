import { type Scenario, words } from '../scenario';
import { secret } from '../stage';

export const configChange: Scenario = {
  name: 'config change',
  promise: 'the pods that read it are replaced and run with it; no other pod and no other object changes; no migration runs',
  run: async (stage) => {
    const shop = await stage.prod();
    await shop.deploy({});
    const effect = await shop.deploy({ queue: 'mail,slow' });
    expect([effect.created, effect.updated, effect.deleted]).toEqual([[], ['ConfigMap/shop-queue', 'Deployment/shop-worker'], []]);
    expect([effect.rolled, effect.migrations, effect.pods('web').created]).toEqual([['worker'], [], []]);
    expect([effect.pods('worker').fewestReady, effect.mostWanted('worker')]).toEqual([2, 3]);
    expect(effect.values('worker', 'QUEUE')).toEqual(Array(2).fill('mail,slow'));
    return words(effect);
  },
};

export const sharedConfigChange: Scenario = {
  name: 'shared config change',
  promise: 'all that read it are replaced, each by one, none missing meanwhile',
  run: async (stage) => {
    const shop = await stage.prod();
    await shop.deploy({});
    const effect = await shop.deploy({ logLevel: 'b' });
    expect([effect.created, effect.updated, effect.deleted]).toEqual([[], ['ConfigMap/shop-config', 'Deployment/shop-web', 'Deployment/shop-worker'], []]);
    expect([effect.rolled, effect.migrations]).toEqual([['web', 'worker'], []]);
    expect([effect.pods('web').fewestReady, effect.mostWanted('web'), effect.pods('worker').fewestReady]).toEqual([4, 5, 2]);
    expect([...effect.values('web', 'LOG_LEVEL'), ...effect.values('worker', 'LOG_LEVEL')]).toEqual(Array(6).fill('b'));
    return words(effect);
  },
};

export const secretVersion: Scenario = {
  name: 'secret version change',
  promise: 'somebody changes the Secret and says so by its version: all that read it are replaced, and the migration, which reads it too, runs first',
  run: async (stage) => {
    const shop = await stage.prod();
    await shop.deploy({});
    await shop.does(() => stage.cluster.apply([secret(shop.namespace, 'second')]));
    const effect = await shop.deploy({ secretsVersion: '2' });
    expect(effect.updated).toEqual(['Deployment/shop-web', 'Deployment/shop-worker']);
    expect([effect.rolled, effect.migrations]).toEqual([['web', 'worker'], ['done']]);
    expect([effect.pods('web').fewestReady, effect.pods('worker').fewestReady]).toEqual([4, 2]);
    return words(effect);
  },
};
