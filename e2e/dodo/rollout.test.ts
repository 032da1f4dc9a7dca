import { ControlPlane, type LiveObject } from '../harness';
import { Release } from '../release';
import { describeOnControlPlane } from '../suite';

const OLD = ['image.tag=2026.11.3', 'image.digest=null', 'commit=4f2c9d1', 'logLevel=info'];
const NEW = ['image.tag=2026.12.0', 'commit=99aa01b', 'logLevel=debug'];

describeOnControlPlane('kubectl rollout, on dodo prod', () => {
  let cluster: ControlPlane;
  beforeAll(async () => {
    cluster = await ControlPlane.start({ nodes: 4, nodeLabels: { 'node-group': 'app' } });
  });
  afterAll(() => cluster?.stop());

  /** dodo with 3 web pods and no autoscaler, of the old version. */
  async function old(): Promise<Release> {
    const one = await Release.in(cluster, await cluster.namespace('rollout'), { set: ['web.autoscaling=null', 'web.replicas=3', ...OLD] });
    await one.apply();
    await one.settled();
    return one;
  }

  async function web({ namespace }: Release): Promise<LiveObject> {
    const found = await cluster.get('deployment', 'dodo', namespace);
    if (found === undefined) throw new Error('there is no Deployment');
    return found;
  }

  function rollout({ namespace }: Release, command: string, ...args: readonly string[]): Promise<string> {
    return cluster.kubectlOk(['rollout', command, 'deployment/dodo', '-n', namespace, ...args]);
  }

  it('history says image and commit of each revision; undo brings back the old pods; the next apply brings back the new ones', async () => {
    const one = await old();
    const [before] = [await web(one)];
    await one.change(NEW);
    const history = await rollout(one, 'history');
    expect(history).toContain('1         image registry.example.com/shop/dodo:2026.11.3, commit 4f2c9d1');
    expect(history).toContain('2         image registry.example.com/shop/dodo:2026.12.0, commit 99aa01b');

    const pods = await cluster.watch('pods', one.namespace);
    await rollout(one, 'undo');
    await one.settled();
    const undone = await web(one);
    expect(undone.spec.template).toEqual(before.spec.template);
    expect(undone.metadata.annotations?.['kubernetes.io/change-cause']).toBe(before.metadata.annotations?.['kubernetes.io/change-cause']);
    expect(imagesOf(pods.objects(), 'web')).toEqual(Array(3).fill('registry.example.com/shop/dodo:2026.11.3'));
    // The old pods wait for the old migration, which has run and is asked again: nothing is undone in the database, and nothing runs.
    expect(await cluster.list('jobs', one.namespace)).toHaveLength(2);

    const { rolled, created } = await one.change([]);
    expect([rolled, created]).toEqual([['dodo'], []]);
    expect(imagesOf(pods.objects(), 'web')).toEqual(Array(3).fill('registry.example.com/shop/dodo:2026.12.0'));
  });

  it('undo --to-revision brings back that revision', async () => {
    const one = await old();
    const before = await web(one);
    await one.change(NEW);
    await one.change(['image.tag=2026.12.1']);
    await rollout(one, 'undo', '--to-revision=1');
    await one.settled();
    expect((await web(one)).spec.template).toEqual(before.spec.template);
    expect(await rollout(one, 'history', '--revision=4')).toContain('registry.example.com/shop/dodo:2026.11.3');
  });

  it('pause holds a change back, also over a second apply; resume lets it go', async () => {
    const one = await old();
    const pods = await cluster.watch('pods', one.namespace);
    await rollout(one, 'pause');
    await one.apply(NEW);
    await one.apply();
    await cluster.rolledOut('deployment/dodo-worker', one.namespace);
    expect((await web(one)).spec.paused).toBe(true);
    expect(imagesOf(pods.objects(), 'web')).toEqual(Array(3).fill('registry.example.com/shop/dodo:2026.11.3'));
    await rollout(one, 'resume');
    await one.settled();
    expect(imagesOf(pods.objects(), 'web')).toEqual(Array(3).fill('registry.example.com/shop/dodo:2026.12.0'));
  });

  it('restart replaces the pods, and the next apply leaves them alone', async () => {
    const one = await old();
    await rollout(one, 'restart');
    await one.settled();
    const { rolled, updated, pods } = await one.change([]);
    expect([rolled, updated, pods('web').created]).toEqual([[], [], []]);
  });
});

function imagesOf(pods: readonly LiveObject[], component: string): readonly string[] {
  return pods.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] === component).map(({ spec }) => spec.containers[0].image);
}
