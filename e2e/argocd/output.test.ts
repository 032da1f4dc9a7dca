import { ArgoCd, ControlPlane, happenedBefore, PodMetrics, podHistory, type Watch } from '../harness';
import { describeOnControlPlane } from '../suite';
import { Source } from './source';

const WEB = { 'app.kubernetes.io/component': 'web' };

/** What `argoCd()` writes for dodo, synced by Argo CD by itself: nobody asks for a sync. */
describeOnControlPlane('the Argo CD output', () => {
  let cluster: ControlPlane;
  let argo: ArgoCd;
  let namespace: string;
  let source: Source;
  let jobs: Watch;
  let pods: Watch;
  let metrics: PodMetrics;
  beforeAll(async () => {
    cluster = await ControlPlane.start({ nodeLabels: { 'node-group': 'app' } });
    argo = await ArgoCd.start(cluster);
    namespace = await cluster.namespace('dodo');
    metrics = await PodMetrics.start(cluster, namespace, 'app.kubernetes.io/component=web', '125m'); // half of the request
    source = new Source(argo, namespace);
    jobs = await cluster.watch('jobs', namespace);
    pods = await cluster.watch('pods', namespace);
  });
  afterAll(() => cluster?.stop());

  const made = (mark: number) => jobs.since(mark).flatMap(({ type, object }) => (type === 'ADDED' ? [object.metadata.name] : []));
  const web = async () => (await cluster.get('deployment', 'dodo', namespace)) ?? fail('no Deployment');

  it('installs: the migration, with all that it needs, is done before anything else is there', async () => {
    const deployments = await cluster.watch('deployments', namespace);
    const first = await source.install('first');
    const { operation } = await argo.waitForHealthy(source.application, first);
    // A retry is no fault: an autoscaler that has no metrics yet is Degraded for Argo CD.
    expect(operation).toMatchObject({ phase: 'Succeeded', automated: true });
    const done = jobs.events.find(({ object }) => object.status?.succeeded === 1)?.object;
    expect(deployments.events.filter(({ type }) => type === 'ADDED').map(({ object }) => happenedBefore(done, object))).toEqual([true, true]);
    expect(made(0)).toHaveLength(1);
  });

  it('is Synced and Healthy and stays so, and a sync that is asked for changes nothing', async () => {
    for (const how of ['normal', 'hard'] as const)
      expect(await argo.refresh(source.application, how)).toMatchObject({ sync: 'Synced', health: 'Healthy', conditions: [] });
    const marks = [jobs.mark(), pods.mark()] as const;
    const before = await versions();
    expect(await argo.sync(source.application)).toMatchObject({ phase: 'Succeeded' });
    expect(await versions()).toEqual(before);
    expect([made(marks[0]), podHistory(pods, {}, marks[1]).created]).toEqual([[], []]);
  });

  it('changed config: one more run of the migration, then the pods roll, none missing; the former Job is pruned', async () => {
    const marks = [jobs.mark(), pods.mark()] as const;
    const [former] = jobs.objects();
    const commit = await source.commit('debug', 'logLevel=debug');
    await argo.refresh(source.application);
    await argo.waitForHealthy(source.application, commit);
    const history = podHistory(pods, WEB, marks[1]);
    expect([made(marks[0]).length, history.created.length, history.fewestReady]).toEqual([1, 4, 4]);
    expect(jobs.object(former?.metadata.name ?? '')).toBeUndefined();
  });

  it('a migration that fails: the sync says so, the workloads are as they were, and the next commit repairs it without a hand', async () => {
    const mark = pods.mark();
    const before = (await web()).metadata;
    await source.commit('bad image', 'image.tag=fails', 'image.digest=null');
    await argo.refresh(source.application);
    const failed = await argo.until(source.application, 'the sync to fail', ({ operation }) => (operation?.retryCount ?? 0) > 0, { timeout: 150_000 });
    expect(failed.operation?.message).toMatch(/completed unsuccessfully.*Retrying attempt #1/);
    expect(failed.resources.filter(({ health }) => health?.status === 'Degraded').map(({ kind, health }) => [kind, health?.message])).toEqual([
      ['Job', 'Job has reached the specified backoff limit'],
    ]);
    expect([(await web()).spec.template.spec.containers[0].image, podHistory(pods, WEB, mark).created]).toEqual([expect.stringContaining('2026.11.3@'), []]);
    expect((await web()).metadata).toMatchObject({ uid: before.uid, generation: (before as { generation?: number }).generation });
    const repaired = await source.commit('good image', 'image.tag=good');
    await argo.refresh(source.application);
    await argo.waitForHealthy(source.application, repaired, { timeout: 90_000 });
    expect((await web()).spec.template.spec.containers[0].image).toContain(':good');
    expect(podHistory(pods, WEB, mark).fewestReady).toBe(4);
  }, 300_000);

  it('rolls back with a revert, also while pods of the bad version wait', async () => {
    const good = (await argo.status(source.application)).revision;
    const bad = await source.commit('never ready', 'image.tag=never-ready');
    await argo.refresh(source.application);
    await argo.until(
      source.application,
      'the bad version to roll',
      ({ sync, health, revision }) => sync === 'Synced' && health === 'Progressing' && revision === bad,
    );
    const mark = pods.mark();
    const reverted = await argo.revert(bad);
    await argo.refresh(source.application);
    await argo.waitForHealthy(source.application, reverted);
    expect(reverted).not.toBe(good);
    expect([(await web()).spec.template.spec.containers[0].image, podHistory(pods, WEB, mark).fewestReady]).toEqual([expect.stringContaining(':good'), 4]);
  });

  it('leaves the replicas to the autoscaler, in the comparison and in a sync', async () => {
    await source.commit('the same as the revert', 'image.tag=good');
    metrics.use('250m'); // all of the request: 4 pods of 70 % each become 6
    await cluster.waitFor('more pods', async () => (await web()).spec.replicas > 4, { timeout: 30_000 });
    metrics.use('170m'); // about what is wanted: no further change
    const scaled = (await web()).spec.replicas;
    expect(await argo.refresh(source.application)).toMatchObject({ sync: 'Synced' });
    expect(await argo.sync(source.application)).toMatchObject({ phase: 'Succeeded' });
    expect((await web()).spec.replicas).toBeGreaterThanOrEqual(scaled);
    const commit = await source.commit('another setting', 'worker.concurrency=3');
    await argo.refresh(source.application);
    await argo.waitForHealthy(source.application, commit);
    expect((await web()).spec.replicas).toBeGreaterThanOrEqual(scaled);
  });

  it('prunes what the program has no more', async () => {
    expect(await cluster.get('hpa', 'dodo', namespace)).toBeDefined();
    const commit = await source.commit('fixed count', 'web.autoscaling=null');
    await argo.refresh(source.application);
    await argo.waitForHealthy(source.application, commit);
    expect(await cluster.get('hpa', 'dodo', namespace)).toBeUndefined();
    expect(await argo.refresh(source.application)).toMatchObject({ sync: 'Synced', health: 'Healthy' });
  });

  /** The version of every object that Argo CD keeps; their statuses change by themselves, so that of the HPA is left out. */
  async function versions(): Promise<Readonly<Record<string, string>>> {
    const kinds = 'configmaps,serviceaccounts,services,deployments,jobs,networkpolicies,roles,rolebindings,poddisruptionbudgets';
    const text = await cluster.kubectlOk(['get', kinds, '-n', namespace, '-o', 'json', '-l', 'app.kubernetes.io/name=dodo']);
    const items = (JSON.parse(text) as { items: { kind: string; metadata: { name: string; resourceVersion: string } }[] }).items;
    return Object.fromEntries(items.map(({ kind, metadata }) => [`${kind}/${metadata.name}`, metadata.resourceVersion]));
  }
});

function fail(message: string): never {
  throw new Error(message);
}
