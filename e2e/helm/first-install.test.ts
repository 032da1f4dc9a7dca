/** What a migration of a chart really has at the first install: the config and the token are those of copies. */
import { join } from 'node:path';
import { RealNode } from '../harness';
import { describeOnRealNode } from '../suite';
import { writeChart } from './chart';

const REPOSITORY = 'registry.example.com/shop';
const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';
/** Fails where the greeting is none that it knows, or where it has no token. */
const MIGRATE = `case "$GREETING" in h*) test -s ${TOKEN} && exit 0; echo "no token";; *) echo "no greeting but '$GREETING'";; esac; exit 1`;

describeOnRealNode('the first install of a chart on a real node', () => {
  let node: RealNode;
  let namespace: string;
  const helm = (...args: readonly string[]) => node.helm([...args, '-n', namespace]);
  beforeAll(async () => {
    node = await RealNode.start();
    await node.addImages([{ name: `${REPOSITORY}:v1`, environment: {} }]);
    namespace = await node.namespace('first');
    writeChart(join(node.folder, 'chart'), { when: 'before', repository: REPOSITORY, command: ['/bin/sh', '-c', MIGRATE] });
  });
  afterAll(() => node?.stop());

  it('a migration that fails prints its log through Helm, and installs nothing', async () => {
    const { code, stdout, stderr } = await helm('install', 'shop', join(node.folder, 'chart'), '--set', 'greeting=nothing', '--timeout', '60s');
    expect([code, stderr]).toEqual([1, expect.stringContaining('failed pre-install')]);
    expect(stdout + stderr).toContain("no greeting but 'nothing'");
    expect(await node.list('deployments,configmaps', namespace, '-l', 'helm.sh/chart')).toEqual([]);
  });

  it('repaired, it reads the config of the copy and has a token of the copied service account; then the pods come up', async () => {
    const pods = await node.watch('pods', namespace);
    const { code, stdout, stderr } = await helm(
      'upgrade',
      '--install',
      'shop',
      join(node.folder, 'chart'),
      '--set',
      'greeting=hello',
      '--timeout',
      '60s',
      '--wait',
    );
    expect([code, stdout, stderr]).toEqual([0, expect.stringContaining('STATUS: deployed'), expect.not.stringContaining('failed')]);
    await node.caughtUp(namespace);
    const migrated = pods.events.filter(({ object }) => object.metadata.name.startsWith('shop-migrate-') && object.status.phase === 'Succeeded');
    expect(migrated[0]?.object.spec.serviceAccountName).toBe('shop-hook');
    expect(migrated[0]?.object.spec.containers[0].envFrom[0].configMapRef.name).toBe('shop-config-hook');
    await node.rolledOut('deployment/shop', namespace);
  });
});
