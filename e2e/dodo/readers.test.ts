import { join } from 'node:path';
import { ControlPlane } from '../harness';
import { Release } from '../release';
import { describeOnControlPlane } from '../suite';

const NODES = 2;
/** The workloads of programs/readers.ts, and how many pods each has. */
const PODS: Readonly<Record<string, number>> = { web: 1, worker: 1, renderer: 1, proxied: 1, triggered: 1, store: 1, agent: NODES, guest: 1 };

/** One after the other, in one namespace: each change is made to what the one before left. */
const CASES: readonly { readonly change: string; readonly set: string; readonly updates: readonly string[]; readonly rolls: readonly string[] }[] = [
  { change: 'a ConfigMap that two workloads read', set: 'webAndWorker=b', updates: ['ConfigMap/shared'], rolls: ['web', 'worker'] },
  { change: 'a ConfigMap that only the worker reads', set: 'workerOnly=b', updates: ['ConfigMap/worker-only'], rolls: ['worker'] },
  { change: 'a key that is read alone', set: 'oneKeyOfTwo=b', updates: ['ConfigMap/keys'], rolls: ['web'] },
  { change: 'another key of the same ConfigMap, which nobody reads', set: 'theOtherKey=b', updates: ['ConfigMap/keys'], rolls: [] },
  { change: 'a ConfigMap that nobody reads', set: 'nobody=b', updates: ['ConfigMap/nobody'], rolls: [] },
  { change: 'a file that only an init container reads', set: 'initOnly=b', updates: ['ConfigMap/init-only'], rolls: ['renderer'] },
  { change: 'a ConfigMap that only a sidecar reads', set: 'sidecarOnly=b', updates: ['ConfigMap/sidecar-only'], rolls: ['proxied'] },
  { change: 'a file that is mounted by subPath', set: 'fileOnly=b', updates: ['ConfigMap/file-only'], rolls: ['proxied'] },
  { change: 'a ConfigMap that a StatefulSet and a DaemonSet read', set: 'agents=b', updates: ['ConfigMap/agents'], rolls: ['agent', 'store'] },
  { change: 'a ConfigMap that a CronJob reads at its next run', set: 'cronOnly=b', updates: ['ConfigMap/cron-only'], rolls: [] },
  { change: "a ConfigMap of cdk8s-plus-27 that cdk8s-plus-27's Deployment reads", set: 'guest=b', updates: ['ConfigMap/guest'], rolls: ['guest'] },
  { change: 'the version of a Secret of somebody else', set: 'secretsVersion=b', updates: [], rolls: ['worker'] },
  { change: 'the version of something outside', set: 'trigger=b', updates: [], rolls: ['triggered'] },
  { change: 'the time of a restart by hand', set: 'restartedAt=2026-11-21T08:00:00Z', updates: [], rolls: ['triggered'] },
  { change: 'the nonce of a deploy', set: 'nonce=run-2', updates: [], rolls: ['triggered'] },
];

describeOnControlPlane('a change of', () => {
  let cluster: ControlPlane;
  let one: Release;
  beforeAll(async () => {
    cluster = await ControlPlane.start({ nodes: NODES });
    one = await Release.in(cluster, await cluster.namespace('readers'), { env: 'test', project: join(__dirname, '../programs/readers.ts') });
    await one.apply([], '--validate=strict');
    await one.settled();
  });
  afterAll(() => cluster?.stop());

  it.each(CASES)('$change rolls $rolls', async ({ set, updates, rolls }) => {
    const { created, updated, rolled, pods } = await one.change([set]);
    expect(created).toEqual([]);
    expect(updated.filter((name) => name.startsWith('ConfigMap/'))).toEqual(updates);
    expect([...rolled].sort()).toEqual([...rolls].sort());
    expect(
      updated
        .filter((name) => !name.startsWith('ConfigMap/'))
        .map((name) => name.replace(/^.*\//, ''))
        .sort(),
    ).toEqual([...rolls].sort());
    for (const [component, count] of Object.entries(PODS)) {
      const replaced = rolls.includes(component) ? count : 0;
      const { created: started, terminated } = pods(component);
      // By name: the controller of a StatefulSet that has yet to see a pod go may make its successor twice.
      expect([component, new Set(started).size, new Set(terminated).size]).toEqual([component, replaced, replaced]);
    }
  });
});
