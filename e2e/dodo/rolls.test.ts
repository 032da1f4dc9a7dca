import { ControlPlane } from '../harness';
import { Release } from '../release';
import { describeOnControlPlane } from '../suite';

/** 64 digits that differ from those of environments/prod.ts. */
const OTHER_DIGEST = `sha256:${'5'.repeat(64)}`;

interface Case {
  readonly change: string;
  readonly set: readonly string[];
  readonly rolls: readonly ('web' | 'worker')[];
  /** Whether the migration runs again: it reads the same config and secrets, and runs the same image. */
  readonly migrates: boolean;
  /** The objects that say something else. */
  readonly updates: readonly string[];
}

const config = 'ConfigMap/dodo-config';
const web = 'Deployment/dodo';
const worker = 'Deployment/dodo-worker';
const autoscaler = 'HorizontalPodAutoscaler/dodo';

/** One after the other, in one namespace: each change is made to what the one before left. */
const CASES: readonly Case[] = [
  { change: 'nothing', set: [], rolls: [], migrates: false, updates: [] },
  { change: 'LOG_LEVEL', set: ['logLevel=debug'], rolls: ['web', 'worker'], migrates: true, updates: [config, web, worker] },
  {
    change: 'a list that becomes variables',
    set: ['web.crossOrigins={https://one.example.com}'],
    rolls: ['web', 'worker'],
    migrates: true,
    updates: [config, web, worker],
  },
  { change: 'the version of the secrets', set: ['secretsVersion=v4'], rolls: ['web', 'worker'], migrates: true, updates: [web, worker] },
  {
    change: 'the image',
    set: ['image.tag=2026.12.0', `image.digest=${OTHER_DIGEST}`],
    rolls: ['web', 'worker'],
    migrates: true,
    updates: [web, worker],
  },
  { change: 'the queues of the worker', set: ['worker.queues={default,mail,slow}'], rolls: ['worker'], migrates: false, updates: [worker] },
  { change: 'the number of workers', set: ['worker.replicas=3'], rolls: [], migrates: false, updates: [worker] },
  { change: 'the commit that history shows', set: ['commit=0badcafe'], rolls: [], migrates: false, updates: [web, worker] },
  { change: 'the most pods that there may be', set: ['web.autoscaling.maxReplicas=9'], rolls: [], migrates: false, updates: [autoscaler] },
];

describeOnControlPlane('a change of dodo prod', () => {
  let cluster: ControlPlane;
  let one: Release;
  beforeAll(async () => {
    cluster = await ControlPlane.start({ nodes: 4, nodeLabels: { 'node-group': 'app' } });
    one = await Release.in(cluster, await cluster.namespace('dodo'));
    await one.apply();
    await cluster.waitFor('the autoscaler', async () => (await cluster.get('deployment', 'dodo', one.namespace))?.spec.replicas === 4);
    await one.settled();
  });
  afterAll(() => cluster?.stop());

  it.each(CASES)('of $change rolls $rolls and nothing else', async ({ set, rolls, migrates, updates }) => {
    const { created, updated, rolled, pods, mostWanted } = await one.change(set);
    expect(created).toEqual(migrates ? [expect.stringMatching(/^Job\/dodo-migrate-[0-9a-f]{10}$/)] : []);
    expect(updated).toEqual(updates);
    expect(rolled).toEqual(rolls.map((component) => ({ web: 'dodo', worker: 'dodo-worker' })[component]));

    // The pods: those that roll are replaced, each by one, and none of the service is missing meanwhile.
    const replaced = { web: 4, worker: 2 };
    for (const component of ['web', 'worker'] as const) {
      const count = rolls.includes(component) ? replaced[component] : 0;
      const history = pods(component);
      const more = set.includes('worker.replicas=3') && component === 'worker' ? 1 : 0;
      expect([component, history.terminated.length, history.created.length]).toEqual([component, count, count + more]);
      if (count === 0) continue;
      expect(history.fewestReady).toBe(count);
      expect(mostWanted(component)).toBe(count + 1);
    }
    expect(pods('migrate').created).toHaveLength(migrates ? 1 : 0);
  });

  it('leaves the migrations that have run as they are', async () => {
    const jobs = await cluster.list('jobs', one.namespace);
    expect(jobs.map(({ status }) => [status.succeeded, status.failed ?? 0])).toEqual(
      CASES.filter(({ migrates }) => migrates)
        .map(() => [1, 0])
        .concat([[1, 0]]),
    );
  });
});
