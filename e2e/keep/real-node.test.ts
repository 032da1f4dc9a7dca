import { type LiveObject, RealNode } from '../harness';
import { describeOnRealNode } from '../suite';
import { keepIn } from './release';

/** What the processes have, not what the objects say. */
describeOnRealNode('config in mode keep on a real node', () => {
  let node: RealNode;
  let one: Awaited<ReturnType<typeof keepIn>>;
  beforeAll(async () => {
    node = await RealNode.start();
    one = await keepIn(node, ['others=false', 'image=e2e.local/app:1', 'history=2']);
  });
  afterAll(() => node?.stop());

  const pruning = () => ['-n', one.namespace, '--prune', '--applyset=configmap/keep-release'];

  /** The variable of the web process, and the files that it can read. */
  async function seen(): Promise<readonly (string | undefined)[]> {
    const pod = await runningPod();
    const text = await node.kubectlOk(['exec', '-n', one.namespace, pod.metadata.name, '--', 'cat', '/proc/1/environ']);
    const word = text.split('\0').find((entry) => entry.startsWith('WORD='));
    const files = ['word.txt', 'word.bin'].map((file) => node.fetch(`http://${pod.status.podIP}:8000/file?path=/etc/words/${file}`));
    return [word, ...(await Promise.all(files))];
  }

  async function runningPod(): Promise<LiveObject> {
    const [pod, ...others] = (await node.list('pods', one.namespace)).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    expect(others).toEqual([]);
    if (pod === undefined) throw new Error('there is no pod');
    return pod;
  }

  it('undo, one and two revisions back, starts processes with the environment and the files of then; a container that starts again too', async () => {
    await one.apply(['word=one'], ...pruning());
    await one.settled();
    for (const word of ['two', 'three']) await one.change([`word=${word}`], ...pruning());
    expect(await seen()).toEqual(['WORD=three', 'three', 'three']);

    await node.kubectlOk(['rollout', 'undo', 'deployment/web', '-n', one.namespace]);
    await one.settled();
    expect(await seen()).toEqual(['WORD=two', 'two', 'two']);

    await node.kubectlOk(['rollout', 'undo', 'deployment/web', '-n', one.namespace, '--to-revision=1']);
    await one.settled();
    expect(await seen()).toEqual(['WORD=one', 'one', 'one']);

    const { metadata } = await runningPod();
    await node.kubectl(['exec', '-n', one.namespace, metadata.name, '--', 'kill', '-TERM', '1']);
    await node.waitFor('the container to start again', async () => {
      const [status] = (await node.get('pod', metadata.name, one.namespace))?.status.containerStatuses ?? [];
      return status?.restartCount === 1 && status.ready === true;
    });
    expect(await seen()).toEqual(['WORD=one', 'one', 'one']);
  });
});
