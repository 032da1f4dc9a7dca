import { join } from 'node:path';
import { type LiveObject, RealNode } from './harness';
import { Release } from './release';
import type { printedEnv } from './rollwright';
import { describeOnRealNode } from './suite';

/** What is in every process and in no manifest: of the image, the container runtime and the Service of the API server. */
const NOT_OURS = /^(PATH|HOME|HOSTNAME|APP_.*|KUBERNETES_.*)$/;

describeOnRealNode('the variables that rollwright env prints', () => {
  let node: RealNode;
  let namespace: string;
  let pod: LiveObject;
  let printed: Awaited<ReturnType<typeof printedEnv>>;
  beforeAll(async () => {
    node = await RealNode.start();
    namespace = await node.namespace('env');
    await node.apply([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'secret', namespace }, stringData: { PASSWORD: 'a secret' } }]);
    const program = await Release.in(node, namespace, { env: 'test', project: join(__dirname, 'programs/environment.ts') });
    await program.apply([], '--validate=strict');
    await program.settled();
    printed = await program.env('web');
    const [only] = await node.list('pods', namespace);
    pod = only as LiveObject;
  });
  afterAll(() => node?.stop());

  it.each([
    ['web', '/proc/1/environ', 'web', 28],
    ['proxy', '/proc/1/environ', 'proxy', 2],
    ['prepare', '/shared/prepare', 'web', 3],
  ])('are the variables of container %s', async (container, file, readIn, count) => {
    const text = await node.kubectlOk(['exec', '-n', namespace, pod.metadata.name, '-c', readIn, '--', 'cat', file]);
    const entries = text.split('\0').filter((entry) => entry !== '');
    const process = Object.fromEntries(entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]));
    const own = Object.entries(process).filter(([name]) => !NOT_OURS.test(name));
    const variables = printed.get(container) ?? [];
    expect(Object.fromEntries(own)).toEqual(Object.fromEntries(variables.map(({ name, value }) => [name, value ?? byTheCluster()[name]])));
    expect(variables).toHaveLength(count);
  });

  it('are printed without the value of any secret, not even inside of another variable', () => {
    const secrets = (printed.get('web') ?? []).filter(({ secret }) => secret);
    expect(secrets.map(({ name, value }) => [name, value])).toEqual([
      ['PASSWORD', undefined],
      ['LOGIN', undefined],
    ]);
  });

  /** What only the cluster knows. */
  function byTheCluster(): Readonly<Record<string, string>> {
    return { PASSWORD: 'a secret', LOGIN: 'user:a secret', POD: pod.metadata.name, NODE: pod.spec.nodeName, ADDRESS: pod.status.podIP };
  }
});
