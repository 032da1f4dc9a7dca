import { hasCondition } from '../../harness';
import { type Scenario, words } from '../scenario';

export const imageChange: Scenario = {
  name: 'image change with a migration',
  promise: 'the migration runs once, before the rollout where it holds the deploy; then all pods are replaced, none missing meanwhile',
  run: async (stage) => {
    const shop = await stage.prod();
    await shop.deploy({});
    const effect = await shop.deploy({ image: { tag: 'v2' } });
    expect([effect.rolled, effect.migrations]).toEqual([['web', 'worker'], ['done']]);
    expect([effect.pods('web').fewestReady, effect.mostWanted('web'), effect.pods('worker').fewestReady]).toEqual([4, 5, 2]);
    expect(shop.images()).toEqual(Array(6).fill('registry.example.com/shop:v2'));
    if (stage.dialect.migrationHolds !== 'the deploy') return words(effect, 'that pods wait for it: see the real node');
    expect(effect.migratedBeforePods).toBe(true);
    return words(effect, 'no pod was made before its end');
  },
};

export const failingMigration: Scenario = {
  name: 'failing migration, then a fixed one',
  promise:
    'the deploy fails and says so; old pods stay, all of them, and where the migration holds the deploy nothing else has changed; the next deploy needs no hand',
  run: async (stage) => {
    const shop = await stage.prod();
    await shop.deploy({});
    const waiting = stage.dialect.migrationHolds === 'new pods' ? ['shop-web', 'shop-worker'] : [];
    const failed = await shop.deployHeld({ image: { tag: 'fails' }, logLevel: 'b' }, waiting);
    expect([failed.outcome.ok, failed.migrations]).toEqual([false, ['failed']]);
    const [web, worker] = [failed.pods('web'), failed.pods('worker')];
    expect([web.terminated, web.fewestReady, worker.terminated, worker.fewestReady]).toEqual([[], 4, [], 2]);
    if (waiting.length === 0) {
      expect([failed.updated, web.created, worker.created]).toEqual([[], [], []]);
    } else {
      expect(failed.updated).toEqual(['ConfigMap/shop-config', 'Deployment/shop-web', 'Deployment/shop-worker']);
      expect([web.created.length, worker.created.length]).toEqual([1, 1]); // maxSurge; they wait
    }

    const fixed = await shop.deploy({ image: { tag: 'v3' } });
    expect([fixed.migrations, fixed.rolled]).toEqual([['done'], ['web', 'worker']]);
    expect([fixed.pods('web').fewestReady, fixed.pods('worker').fewestReady]).toEqual([4, 2]);
    expect(shop.images()).toEqual(Array(6).fill('registry.example.com/shop:v3'));
    expect(fixed.values('web', 'LOG_LEVEL')).toEqual(Array(4).fill('b'));
    const left = shop.logs.jobs.objects().filter((job) => hasCondition(job, 'Failed')).length;
    const what = failed.updated.length === 0 ? 'nothing else changed' : '1 web and 1 worker pod more, waiting';
    return `failed in ${failed.seconds.toFixed(0)} s: 4 web and 2 worker pods as before, ${what}; fixed: ${words(fixed, ...(left === 0 ? [] : ['the failed Job stays, for its log']))}`;
  },
};

export const jobAfter: Scenario = {
  name: 'a job after the rollout',
  promise:
    'it runs once for each change, and not again with a deploy that changes nothing; where the output waits for the rollout, all new pods are Ready first',
  run: async (stage) => {
    const shop = await stage.prod();
    const first = await shop.deploy({ index: 'all' });
    const effect = await shop.deploy({ image: { tag: 'v2' } });
    const again = await shop.again();
    expect([first.jobs('index'), effect.jobs('index'), again.jobs('index'), effect.migrations, again.migrations]).toEqual([
      ['done'],
      ['done'],
      [],
      ['done'],
      [],
    ]);
    if (stage.dialect.jobAfter === 'starts at once') return words(effect, 'the job ran once, beside the rollout');
    for (const deploy of [first, effect]) expect([deploy.readyBefore('web', 'index'), deploy.readyBefore('worker', 'index')]).toEqual([true, true]);
    return words(effect, 'the job ran once, when all new pods were Ready');
  },
};
