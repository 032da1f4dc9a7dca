import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ControlPlane, outputOf, type Result, runToEnd } from '../harness';
import { commandLine } from '../rollwright';
import { describeOnControlPlane } from '../suite';
import { keepIn, wordsRead, wordsThere } from './release';

type Kept = Awaited<ReturnType<typeof keepIn>>;

interface Generation {
  readonly namespace: string;
  readonly name: string;
  readonly config: string;
  readonly state: string;
  readonly by: readonly string[];
}

describeOnControlPlane('rollwright gc', () => {
  let cluster: ControlPlane;
  let one: Kept;
  beforeAll(async () => {
    cluster = await ControlPlane.start({ nodes: 2 });
    writeFileSync(join(cluster.folder, 'main.ts'), ''); // a project without a lock: gc reads nothing else of it
    one = await keepIn(cluster, ['history=1', 'others=false']);
    await one.apply(['word=a']);
    await one.settled();
    for (const word of ['b', 'c', 'd', 'e']) await one.change([`word=${word}`]);
  });
  afterAll(() => cluster?.stop());

  /** `rollwright gc` as users run it, where it reaches the cluster; a folder without a lock unless told otherwise. */
  function gc(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Result> {
    const { program, args: line } = commandLine(['gc', '--project', cluster.folder, ...args]);
    return runToEnd({ ...cluster.command(program, line, environment), cwd: join(__dirname, '../..') });
  }

  async function states(...args: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const { stdout } = await gc(['-n', one.namespace, '--format', 'json', ...args]);
    const { generations } = JSON.parse(stdout) as { generations: readonly Generation[] };
    const words = new Map((await cluster.list('configmaps', one.namespace)).map(({ metadata, data }) => [metadata.name, data?.WORD as string | undefined]));
    return Object.fromEntries(generations.filter(({ config }) => config === 'words').map(({ name, state }) => [words.get(name), state]));
  }

  it('without pruning every generation is there; it lists those that no revision, and not the lock, needs', async () => {
    expect(await wordsThere(one)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await states()).toEqual({ a: 'young', b: 'young', c: 'young', d: 'referenced', e: 'referenced' });
    expect(await states('--min-age', '0')).toEqual({ a: 'unreferenced', b: 'unreferenced', c: 'unreferenced', d: 'referenced', e: 'referenced' });
    const { stdout, stderr, code } = await gc(['-n', one.namespace, '--min-age', '0']);
    expect([code, stdout.trim().split('\n')]).toEqual([0, Array(6).fill(expect.stringMatching(new RegExp(`^${one.namespace}/(words|files)-[0-9a-f]{10}$`)))]);
    expect(stderr).toContain('10 config generations, 4 referred to, 0 held by rollwright.lock.yaml, 6 that nothing needs; --yes deletes them');
    expect(await wordsThere(one)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('keeps what a Job, a CronJob, a bare pod or an earlier revision of a StatefulSet refers to, and what the lock holds', async () => {
    const named = new Map((await cluster.list('configmaps', one.namespace)).map(({ metadata, data }) => [data?.WORD as string, metadata.name]));
    const template = (word: string) => ({
      spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a', envFrom: [{ configMapRef: { name: named.get(word) } }] }] },
    });
    const metadata = { name: 'reader', namespace: one.namespace };
    const job = { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { template: template('a') } };
    const cron = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata,
      spec: { schedule: '0 0 1 1 *', suspend: true, jobTemplate: { spec: { template: template('b') } } },
    };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata, spec: template('c').spec };
    await cluster.apply([job, cron, pod]);
    expect(Object.values(await states('--min-age', '0'))).toEqual(Array(5).fill('referenced'));
    await cluster.kubectlOk(['delete', 'job/reader', 'cronjob/reader', 'pod/reader', '-n', one.namespace, '--wait']);

    const labels = { app: 'store' };
    const store = (word: string) => {
      const { restartPolicy: _, ...spec } = template(word).spec;
      return [
        {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          metadata,
          spec: { serviceName: 's', selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
        },
      ];
    };
    await cluster.apply(store('a'));
    await cluster.rolledOut('statefulset/reader', one.namespace);
    await cluster.apply(store('b'));
    await cluster.rolledOut('statefulset/reader', one.namespace);
    expect(await states('--min-age', '0')).toMatchObject({ a: 'referenced', b: 'referenced', c: 'unreferenced' });
    await cluster.kubectlOk(['delete', 'statefulset/reader', '-n', one.namespace, '--wait']);
    await cluster.waitFor('its revisions to be gone', async () => (await cluster.list('controllerrevisions', one.namespace)).length === 0);

    await one.synth('word=c', 'history=3');
    expect(await states('--min-age', '0', '--project', one.project)).toMatchObject({ a: 'unreferenced', b: 'unreferenced', c: 'locked' });
  });

  it('touches nothing that is not marked as a generation, and nothing of another namespace', async () => {
    const other = await cluster.namespace('other');
    const mine = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'words-0123456789', namespace: one.namespace }, data: { WORD: 'mine' } };
    const theirs = { ...mine, metadata: { ...mine.metadata, namespace: other, labels: { 'rollwright.dev/config': 'words' } } };
    await cluster.apply([mine, theirs]);
    const { stdout, stderr, code } = await gc(['-n', one.namespace, '--min-age', '0', '--yes']);
    expect([code, stdout.trim().split('\n').length]).toEqual([0, 6]);
    expect(stderr).toContain('6 deleted');
    expect(await wordsThere(one)).toEqual(['d', 'e']);
    expect(await cluster.get('configmap', 'words-0123456789', one.namespace)).toBeDefined();
    expect(await cluster.get('configmap', 'words-0123456789', other)).toBeDefined();
    expect((await gc(['-A', '--min-age', '0', '--yes'])).stdout).toBe(`${other}/words-0123456789\n`);
    await cluster.kubectlOk(['rollout', 'undo', 'deployment/web', '-n', one.namespace]);
    await cluster.rolledOut('deployment/web', one.namespace);
    expect(await wordsRead(one, 'web')).toEqual(['d']);
    expect((await gc(['-A', '--min-age', '0', '--yes'])).stdout).toBe('');
  });

  it('deletes only the object that it has seen', async () => {
    const uid = (await cluster.get('configmap', 'plain', one.namespace))?.metadata.uid;
    const options = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid, resourceVersion: '1' } };
    const path = `/api/v1/namespaces/${one.namespace}/configmaps/plain`;
    const { code, stderr } = await cluster.kubectl(['delete', '--raw', path, '-f', '-'], JSON.stringify(options));
    expect([code, stderr]).toEqual([1, expect.stringContaining('(Conflict)')]);
    expect(await cluster.get('configmap', 'plain', one.namespace)).toBeDefined();
  });

  it('says what is wrong where there is no cluster, no kubectl, no such context or no right', async () => {
    const kubeconfig = join(cluster.folder, 'nobody');
    await outputOf(cluster.command('kubectl', ['config', 'set-cluster', 'nobody', '--server=http://127.0.0.1:1'], { KUBECONFIG: kubeconfig }));
    await outputOf(cluster.command('kubectl', ['config', 'set-context', 'nobody', '--cluster=nobody'], { KUBECONFIG: kubeconfig }));
    const failing = [await gc(['--context', 'nobody'], { KUBECONFIG: kubeconfig }), await gc([], { PATH: '/nowhere' }), await gc(['--context', 'unheard-of'])];
    expect(failing.map(({ code, stdout, stderr }) => [code, stdout, stderr.match(/error ([A-Z_]+):/)?.[1]])).toEqual([
      [1, '', 'CLUSTER_UNREACHABLE'],
      [1, '', 'KUBECTL_MISSING'],
      [1, '', 'KUBECTL_FAILED'],
    ]);
  });
});
