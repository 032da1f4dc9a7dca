import { ArgoCd, ControlPlane, PodMetrics, podHistory } from '../harness';
import { describeOnControlPlane } from '../suite';
import { Source } from './source';

/** dodo's plain YAML as it is, followed by an Application that knows nothing of rollwright. */
describeOnControlPlane('Argo CD core that syncs a folder of plain YAML', () => {
  let cluster: ControlPlane;
  let argo: ArgoCd;
  beforeAll(async () => {
    cluster = await ControlPlane.start({ nodeLabels: { 'node-group': 'app' } });
    argo = await ArgoCd.start(cluster);
  });
  afterAll(() => cluster?.stop());

  it('gets Synced and Healthy and stays so, rolls the readers of changed config, and prunes', async () => {
    const namespace = await cluster.namespace('plain');
    await PodMetrics.start(cluster, namespace, 'app.kubernetes.io/component=web', '100m');
    const source = new Source(argo, namespace);
    const first = await source.commit('first');
    const app = await argo.application({ name: namespace, namespace, path: `${namespace}/prod` });
    expect(await argo.sync(app)).toMatchObject({ phase: 'Succeeded', revision: first, automated: false });
    await argo.waitForHealthy(app, first);
    for (const _ of ['once', 'twice']) expect(await argo.refresh(app)).toMatchObject({ sync: 'Synced', health: 'Healthy', conditions: [] });

    const pods = await cluster.watch('pods', namespace);
    const mark = pods.mark();
    const second = await source.commit('debug', 'logLevel=debug');
    expect(await argo.refresh(app)).toMatchObject({ sync: 'OutOfSync', revision: second });
    const synced = await argo.sync(app, { revision: second });
    expect(synced).toMatchObject({ phase: 'Succeeded', revision: second });
    expect(synced.resources.filter(({ status }) => status === 'Pruned').map(({ kind }) => kind)).toEqual(['Job']); // that of the former config
    await argo.waitForHealthy(app, second);
    expect(podHistory(pods, { 'app.kubernetes.io/component': 'web' }, mark).created).toHaveLength(4);
    expect(podHistory(pods, { 'app.kubernetes.io/component': 'worker' }, mark).created).toHaveLength(2);

    const third = await argo.revert(second);
    expect(await argo.sync(app, { prune: false })).toMatchObject({ phase: 'Succeeded', revision: third });
    expect(await argo.refresh(app)).toMatchObject({ sync: 'OutOfSync' }); // the Job of the second commit is still there
    expect((await argo.status(app)).resources.filter(({ requiresPruning }) => requiresPruning)).toHaveLength(1);
  });

  it('says what is wrong with a source, and gives a failed sync as a result', async () => {
    const namespace = await cluster.namespace('wrong');
    const source = new Source(argo, namespace);
    await source.commit('first');
    const app = await argo.application({ name: namespace, namespace, path: 'nothing/here' });
    const { sync, conditions } = await argo.refresh(app);
    expect([sync, conditions.join()]).toEqual(['Unknown', expect.stringContaining('nothing/here: app path does not exist')]);
    await argo.application({ name: namespace, namespace, path: `${namespace}/prod` });
    await source.commit('bad', 'namespace=nowhere');
    const failed = await argo.sync(app);
    expect([failed.phase, failed.message]).toEqual(['Failed', expect.stringContaining('namespaces "nowhere" not found')]);
  });
});
