import { type LiveObject, type LoadReport, type RealNode, StateServer } from '../../harness';
import type { Deployment } from '../deployment';
import type { Effect } from '../effect';
import { type Scenario, words } from '../scenario';
import type { Stage } from '../stage';

const IMAGE = 'registry.example.com/shop';
const MIGRATES_SECONDS = 3;

/** What the node is to have: the program's images, which take a second to listen and some to migrate. */
export const IMAGES = ['v1', 'v2', 'v3', 'v4'].map((tag) => ({
  name: `${IMAGE}:${tag}`,
  environment: { APP_START_SECONDS: '1', APP_MIGRATE_SECONDS: String(MIGRATES_SECONDS) },
}));

const SMALL = { web: { replicas: 2 }, worker: { replicas: 1 } };

export const migrationGates: Scenario<RealNode> = {
  name: 'a migration gates, on a real node',
  promise:
    'under load: no process of the new image starts before its migration has ended, the old ones serve meanwhile; also while one fails; no request is lost; each ran once',
  run: async (stage) => {
    const { shop, state } = await installed(stage);
    const next = await underLoad(stage.cluster, shop, () => shop.deploy({ image: { tag: 'v2' } }));
    expectNothingLost(next.load, ['v1', 'v2']);
    expect(next.load.firstMs.v2).toBeGreaterThan(MIGRATES_SECONDS * 1000);
    expectStartsAfter(next.effect, (await state.runs()).at(-1)?.startedAt);

    await state.fail('v3');
    const waiting = stage.dialect.migrationHolds === 'new pods' ? ['shop-web', 'shop-worker'] : [];
    const failed = await underLoad(stage.cluster, shop, () => shop.deployHeld({ image: { tag: 'v3' } }, waiting));
    expect([failed.effect.outcome.ok, failed.effect.migrations]).toEqual([false, ['failed']]);
    expectNothingLost(failed.load, ['v2']);
    const started = failed.effect.alive('web').filter((pod) => startedAt(pod) !== undefined);
    expect(started.map(imageOf)).toEqual(Array(2).fill(`${IMAGE}:v2`));

    const fixed = await underLoad(stage.cluster, shop, () => shop.deploy({ image: { tag: 'v4' } }));
    expectNothingLost(fixed.load, ['v2', 'v4']);
    expectStartsAfter(fixed.effect, (await state.runs()).at(-1)?.startedAt);
    expect((await state.runs()).map(({ id, result }) => `${id} ${result}`)).toEqual(['v1 done', 'v2 done', 'v3 failed', 'v4 done']);
    const sent = [next, failed, fixed].reduce((sum, { load }) => sum + load.sent, 0);
    return `0 of ${sent} requests lost; next image: ${words(next.effect)}; failing one: ${words(failed.effect)}; fixed: ${words(fixed.effect)}`;
  },
};

export const processesSee: Scenario<RealNode> = {
  name: 'config that processes see, on a real node',
  promise: 'under load: processes have the changed config, and after a rollback that of the table above; no request is lost',
  run: async (stage) => {
    const { shop } = await installed(stage);
    const changed = await underLoad(stage.cluster, shop, () => shop.deploy({ logLevel: 'b' }));
    expectNothingLost(changed.load, ['v1']);
    expect(await levels(stage.cluster, changed.effect)).toEqual(['b', 'b', 'b']);

    const back = await underLoad(stage.cluster, shop, () => shop.rollback(1));
    expectNothingLost(back.load, ['v1']);
    const gives = stage.dialect.rollbackGives.config;
    expect(await levels(stage.cluster, back.effect)).toEqual(Array(3).fill(gives === 'then' ? 'a' : 'b'));
    return `0 of ${changed.load.sent + back.load.sent} requests lost; config: ${words(changed.effect)}; rollback: ${words(back.effect, `they run with the config of ${gives}`)}`;
  },
};

async function installed(stage: Stage<RealNode>): Promise<{ readonly shop: Deployment; readonly state: StateServer }> {
  const shop = await stage.prod();
  const state = await StateServer.start(stage.cluster, shop.namespace);
  const effect = await shop.deploy(SMALL);
  expect((await state.runs()).map(({ id, result }) => `${id} ${result}`)).toEqual(['v1 done']);
  expectStartsAfter(effect, (await state.runs())[0]?.startedAt);
  return { shop, state };
}

/** What became of 50 requests a second through the Service while something was done, and for a second longer: the last old pod drains meanwhile. */
async function underLoad(node: RealNode, shop: Deployment, act: () => Promise<Effect>): Promise<{ readonly effect: Effect; readonly load: LoadReport }> {
  const address = `http://${(await node.get('service', 'shop', shop.namespace))?.spec.clusterIP}`;
  await node.waitFor(`an answer of ${address}`, () => node.fetch(`${address}/ready`), { timeout: 180_000 });
  const load = node.load(address, { rate: 50 });
  try {
    const effect = await act();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return { effect, load: await load.stop() };
  } catch (error) {
    await load.stop();
    throw error;
  }
}

function expectNothingLost({ failed, errors, versions, sent }: LoadReport, answered: readonly string[]): void {
  expect({ failed, errors, versions: Object.keys(versions).sort() }).toEqual({ failed: 0, errors: {}, versions: answered });
  expect(sent).toBeGreaterThan(50);
}

/** No process of the pods that are there now started before the migration was over; the kubelet counts in whole seconds. */
function expectStartsAfter(effect: Effect, migrationStart = ''): void {
  const over = Date.parse(migrationStart) + MIGRATES_SECONDS * 1000;
  const starts = [...effect.alive('web'), ...effect.alive('worker')].map((pod) => Date.parse(startedAt(pod) ?? '') + 1000);
  expect(starts).toHaveLength(3);
  for (const start of starts) expect(start).toBeGreaterThan(over);
}

/** LOG_LEVEL in the environment of the first process of each web and worker container. */
async function levels(node: RealNode, effect: Effect): Promise<readonly (string | undefined)[]> {
  return Promise.all(
    [...effect.alive('web'), ...effect.alive('worker')].map(async ({ metadata, spec }) => {
      const args = ['exec', '-n', metadata.namespace ?? '', metadata.name, '-c', spec.containers[0].name, '--', 'cat', '/proc/1/environ'];
      const entries = (await node.kubectlOk(args)).split('\0');
      return entries.find((entry) => entry.startsWith('LOG_LEVEL='))?.slice('LOG_LEVEL='.length);
    }),
  );
}

function startedAt({ status }: LiveObject): string | undefined {
  return status.containerStatuses?.[0]?.state.running?.startedAt as string | undefined;
}

function imageOf({ spec }: LiveObject): string {
  return spec.containers[0].image as string;
}
