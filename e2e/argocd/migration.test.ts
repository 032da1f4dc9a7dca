import { ArgoCd, podHistory, RealNode, StateServer } from '../harness';
import { describeOnRealNode } from '../suite';
import { Source } from './source';

const IMAGE = 'registry.example.com/shop/dodo';
/** It is no part of what Argo CD keeps. */
const SECRET = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'dodo-secrets' },
  stringData: { DATABASE_URL: 'postgres://state', SECRET_KEY: 'not-a-secret' },
};

describeOnRealNode('migrations that Argo CD syncs', () => {
  let node: RealNode;
  let argo: ArgoCd;
  beforeAll(async () => {
    node = await RealNode.start({ nodeLabels: { 'node-group': 'app' }, images: ['v1', 'v2', 'v3', 'v4'].map((tag) => ({ name: `${IMAGE}:${tag}` })) });
    argo = await ArgoCd.start(node);
  });
  afterAll(() => node?.stop());

  it('run once for each change; a failing one, or one whose image is not there, changes no workload; the next commit goes through', async () => {
    const namespace = await node.namespace('dodo');
    await node.apply([SECRET], '-n', namespace);
    const state = await StateServer.start(node, namespace);
    const runs = async () => (await state.runs()).map(({ id, result }) => `${id} ${result}`);

    const small = ['image.tag=v1', 'image.digest=null', 'web.autoscaling=null', 'web.replicas=2', 'worker.replicas=1'];
    const source = new Source(argo, namespace, { set: small });
    await argo.waitForHealthy(source.application, await source.install('v1'), { timeout: 120_000 });
    expect(await runs()).toEqual(['v1 done']);
    expect(await argo.sync(source.application)).toMatchObject({ phase: 'Succeeded' });
    expect(await runs()).toEqual(['v1 done']);

    const load = node.load(`http://${(await node.get('service', 'dodo', namespace))?.spec.clusterIP}`, { rate: 50 });
    const pods = await node.watch('pods', namespace);
    const web = { 'app.kubernetes.io/component': 'web' };
    const mark = pods.mark();
    await state.fail('v2');
    await source.commit('v2, whose migration fails', 'image.tag=v2');
    await argo.refresh(source.application);
    const failed = await argo.until(source.application, 'the sync to fail', ({ operation }) => (operation?.retryCount ?? 0) > 0, { timeout: 180_000 });
    expect(failed.operation?.message).toContain('completed unsuccessfully');
    expect(podHistory(pods, web, mark).created).toEqual([]);
    expect(await runs()).toEqual(['v1 done', ...Array(4).fill('v2 failed')]); // backoffLimit 3

    await argo.waitForHealthy(source.application, await refreshed(source.commit('v3', 'image.tag=v3')), { timeout: 120_000 });
    expect((await runs()).slice(5)).toEqual(['v3 done']);
    expect(podHistory(pods, web, mark).created).toHaveLength(2);

    const stuck = pods.mark();
    await refreshed(source.commit('an image that is not there', 'image.tag=missing'));
    await argo.until(source.application, 'the sync to wait', ({ operation }) => operation?.message.includes('waiting for healthy state of batch/Job') === true);
    expect(podHistory(pods, web, stuck).created).toEqual([]);
    await argo.terminate(source.application); // or wait for the deadline of the migration
    await argo.waitForHealthy(source.application, await refreshed(source.commit('v4', 'image.tag=v4')), { timeout: 120_000 });
    expect((await runs()).slice(6)).toEqual(['v4 done']);
    const { failed: lost, versions } = await load.stop();
    expect([lost, Object.keys(versions).sort()]).toEqual([0, ['v1', 'v3', 'v4']]);
    expect(podHistory(pods, web, mark).fewestReady).toBe(2);

    async function refreshed(commit: Promise<string>): Promise<string> {
      const sha = await commit;
      await argo.refresh(source.application);
      return sha;
    }
  }, 480_000);
});
