import { ControlPlane } from '../harness';
import { describeOnControlPlane } from '../suite';
import { keepIn, wordsRead, wordsThere } from './release';

const PODS = { web: 3, store: 2, agent: 2 };
const COMPONENTS = Object.keys(PODS) as (keyof typeof PODS)[];
const WORKLOADS = { web: 'deployment/web', store: 'statefulset/store', agent: 'daemonset/agent' };

describeOnControlPlane('config in mode keep', () => {
  let cluster: ControlPlane;
  beforeAll(async () => {
    cluster = await ControlPlane.start({ nodes: 2 });
  });
  afterAll(() => cluster?.stop());

  type Kept = Awaited<ReturnType<typeof keepIn>>;

  /** Applied as an ApplySet: what is in the output no more is pruned. */
  const pruning = ({ namespace }: Kept) => ['-n', namespace, '--prune', '--applyset=configmap/keep-release'];

  /** Applies a release for the first time. */
  async function first(one: Kept, args: readonly string[] = pruning(one)): Promise<Kept> {
    await one.apply(['word=one'], ...args);
    await one.settled();
    return one;
  }

  async function expectWord(one: Kept, word: string): Promise<void> {
    for (const component of COMPONENTS) expect([component, await wordsRead(one, component)]).toEqual([component, Array(PODS[component]).fill(word)]);
  }

  async function undo(one: Kept, ...args: readonly string[]): Promise<void> {
    for (const workload of Object.values(WORKLOADS)) await cluster.kubectlOk(['rollout', 'undo', workload, '-n', one.namespace, ...args]);
    await one.settled();
  }

  it('a change rolls exactly its readers, once; undo, one and three revisions back, starts pods with the config of their revision, with pruning on', async () => {
    const one = await first(await keepIn(cluster, ['replicas=3', 'stores=2']));
    for (const word of ['two', 'three', 'four']) {
      const { rolled, pods } = await one.change([`word=${word}`], ...pruning(one));
      expect([...rolled].sort()).toEqual(['agent', 'store', 'web']);
      // By name: the controller of a StatefulSet that has yet to see a pod go may make its successor twice.
      for (const component of COMPONENTS) expect(new Set(pods(component).created).size).toBe(PODS[component]);
      await expectWord(one, word);
    }
    expect(await wordsThere(one)).toEqual(['four', 'one', 'three', 'two']);

    await undo(one);
    await expectWord(one, 'three');
    const files = (await cluster.get('deployment', 'web', one.namespace))?.spec.template.spec.volumes[0].configMap.name as string;
    expect((await cluster.get('configmap', files, one.namespace))?.data).toEqual({ 'word.txt': 'three' });

    await undo(one, '--to-revision=1');
    await expectWord(one, 'one');

    // The next apply goes forward again.
    await one.change([], ...pruning(one));
    await expectWord(one, 'four');
  });

  it('applied again, changes nothing; a config under a fixed name still rolls its reader, and undo reads what it says now', async () => {
    const one = await first(await keepIn(cluster), []);
    await one.change(['word=two']);
    const before = await one.versions();
    expect(new Set(Object.values(await one.apply()))).toEqual(new Set(['unchanged']));
    expect(await one.versions()).toEqual(before);
    expect((await one.change(['fixed=b'])).rolled).toEqual(['web']);
    await cluster.kubectlOk(['rollout', 'undo', 'deployment/web', '-n', one.namespace, '--to-revision=1']);
    await one.settled();
    expect(await wordsRead(one, 'web')).toEqual(['one']);
    const web = await cluster.get('deployment', 'web', one.namespace);
    const [, fixed] = (web?.spec.template.spec.containers[0].envFrom ?? []) as { configMapRef: { name: string } }[];
    expect((await cluster.get('configmap', fixed?.configMapRef.name ?? '', one.namespace))?.data).toEqual({ FIXED: 'b' });
  });

  it('garbage is bounded, and every revision that is kept can be gone back to', async () => {
    const one = await first(await keepIn(cluster, ['history=2']));
    for (const word of ['b', 'c', 'd', 'e', 'f']) await one.change([`word=${word}`], ...pruning(one));
    expect(await wordsThere(one)).toEqual(['d', 'e', 'f']);
    const sets = await cluster.list('replicasets', one.namespace);
    const revisions = sets.map(({ metadata }) => Number(metadata.annotations?.['deployment.kubernetes.io/revision'])).sort((a, b) => a - b);
    expect(revisions).toEqual([4, 5, 6]);
    await cluster.kubectlOk(['rollout', 'undo', 'deployment/web', '-n', one.namespace, '--to-revision=4']);
    await one.settled();
    expect(new Set(await wordsRead(one, 'web'))).toEqual(new Set(['d']));
  });

  it('a config that the program makes no more stays for the revisions that read it', async () => {
    const one = await first(await keepIn(cluster));
    await one.change(['word=two'], ...pruning(one));
    await one.change(['reads=false'], ...pruning(one));
    expect(await wordsThere(one)).toEqual(['one', 'two']);
    await undo(one);
    await expectWordOf(one, 'two');
  });

  async function expectWordOf(one: Kept, word: string): Promise<void> {
    for (const component of COMPONENTS) expect(new Set(await wordsRead(one, component))).toEqual(new Set([word]));
  }
});
