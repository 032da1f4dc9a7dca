import { layer, type Output, rollwright } from '../../lib';
import { ArgoCd, ControlPlane, happenedBefore, hasCondition, type LiveObject, podHistory, type Watch } from '../harness';
import { type KeepSettings, keep } from '../programs/keep';
import { describeOnControlPlane } from '../suite';
import { Source } from './source';

const WEB = { 'app.kubernetes.io/component': 'web' };
const project = (outputs: readonly Output[]) =>
  rollwright({ programs: [keep], environments: { prod: [layer<KeepSettings>({ others: false, replicas: 3 })] }, outputs });

/** Commits hold one generation only, as after a `git revert` that took the lock back: Argo CD prunes the other one. */
describeOnControlPlane('kept config and Argo CD, which prunes', () => {
  let cluster: ControlPlane;
  let argo: ArgoCd;
  let source: Source;
  let pods: Watch;
  let configs: Watch;
  beforeAll(async () => {
    cluster = await ControlPlane.start();
    argo = await ArgoCd.start(cluster);
    const namespace = await cluster.namespace('keep');
    source = new Source(argo, namespace, { project });
    pods = await cluster.watch('pods', namespace);
    configs = await cluster.watch('configmaps', namespace);
    await argo.waitForHealthy(source.application, await source.install('one', 'word=one'));
  });
  afterAll(() => cluster?.stop());

  const words = (of: Watch) => of.objects().flatMap((object) => object.data?.WORD ?? []) as string[];
  const configOf = ({ spec }: LiveObject) => configs.object(spec.containers[0].envFrom[0].configMapRef.name as string)?.data?.WORD as string | undefined;

  async function follow(word: string): Promise<number> {
    const mark = pods.mark();
    const commit = await source.commit(word, `word=${word}`);
    await argo.refresh(source.application);
    await argo.waitForHealthy(source.application, commit);
    return mark;
  }

  it.each(['two', 'one'])('the pods of the new revision read %s; the former generation is pruned when no pod reads it any more', async (word) => {
    const [from] = words(configs);
    const before = configs.mark();
    const mark = await follow(word);
    await configs.until('the former generation to be pruned', () => !words(configs).includes(from ?? ''));
    const pruned = configs.since(before).find(({ type, object }) => type === 'DELETED' && object.data?.WORD === from)?.object;
    for (const name of podHistory(pods, WEB, mark).created) {
      const ready = pods.since(mark).find(({ object }) => object.metadata.name === name && hasCondition(object, 'Ready'))?.object;
      expect([name, happenedBefore(ready, pruned)]).toEqual([name, true]);
    }
    expect(podHistory(pods, WEB, mark).created).toHaveLength(3);
    expect(
      pods
        .objects()
        .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
        .map(configOf),
    ).toEqual([word, word, word]);
    expect(await argo.refresh(source.application, 'hard')).toMatchObject({ sync: 'Synced', health: 'Healthy', conditions: [] });
  });
});
