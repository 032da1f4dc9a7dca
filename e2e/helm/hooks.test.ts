/** The migrations of a derived chart, as Helm runs them on a real API server. */
import { join } from 'node:path';
import { ControlPlane, happenedBefore, hasCondition, type LiveObject, outputOf, type Result, type Watch, type WatchEvent } from '../harness';
import { describeOnControlPlane } from '../suite';
import { writeChart } from './chart';
import { fake } from './program';

const KINDS = 'configmaps,secrets,serviceaccounts,roles,rolebindings,jobs,deployments,pods';

let cluster: ControlPlane;
const charts = { before: '', after: '' };

/** A chart installed under a name of its own. */
class Release {
  constructor(
    readonly name: string,
    readonly namespace: string,
    private readonly chart: string,
    private readonly environment: Readonly<Record<string, string>> = {},
  ) {}

  /** `helm upgrade --install`; a failure is a result. The watches have then seen what it did. */
  async upgrade(...settings: readonly string[]): Promise<Result> {
    const args = ['upgrade', '--install', this.name, this.chart, '-n', this.namespace, '--timeout', '60s', ...settings.flatMap((one) => ['--set', one])];
    try {
      return { code: 0, stderr: '', stdout: await outputOf(cluster.command('helm', args, this.environment)) };
    } catch (error) {
      return { code: 1, stdout: '', stderr: String(error) };
    } finally {
      await cluster.caughtUp(this.namespace);
    }
  }

  async upgraded(...settings: readonly string[]): Promise<void> {
    expect(await this.upgrade(...settings)).toMatchObject({ code: 0 });
  }

  async run(...args: readonly string[]): Promise<void> {
    await outputOf(cluster.command('helm', [...args, '-n', this.namespace], this.environment));
    await cluster.caughtUp(this.namespace);
  }

  /** What is there now, but for what every namespace has and for what Helm keeps of its revisions. */
  async objects(): Promise<readonly string[]> {
    const all = await cluster.list(KINDS, this.namespace);
    return all
      .map(({ kind, metadata }) => `${kind}/${metadata.name}`)
      .filter(
        (one) => !one.startsWith('Secret/sh.helm.') && !one.startsWith('Pod/') && one !== 'ConfigMap/kube-root-ca.crt' && one !== 'ServiceAccount/default',
      )
      .sort();
  }

  async versions(): Promise<Readonly<Record<string, string>>> {
    const all = await cluster.list('configmaps,serviceaccounts,roles,rolebindings,jobs', this.namespace);
    return Object.fromEntries(all.map(({ kind, metadata }) => [`${kind}/${metadata.name}`, metadata.resourceVersion]));
  }

  async tag(): Promise<string | undefined> {
    const live = await cluster.get('deployment', this.name, this.namespace);
    return (live?.spec.template.spec.containers[0].env as { name: string; value: string }[] | undefined)?.find(({ name }) => name === 'TAG')?.value;
  }

  async record(): Promise<string | undefined> {
    const live = (await cluster.get('configmap', `${this.name}-migrations`, this.namespace)) as (LiveObject & { data?: Record<string, string> }) | undefined;
    return live?.data?.done;
  }
}

/** What the API server told of a change, in the order in which it came. */
function names(events: readonly WatchEvent[], type: WatchEvent['type']): readonly string[] {
  return events.filter((event) => event.type === type).map(({ object }) => object.metadata.name);
}

const SHOP = ['ConfigMap/shop-config', 'ConfigMap/shop-migrations', 'Deployment/shop', 'Role/shop', 'RoleBinding/shop', 'ServiceAccount/shop'];

describeOnControlPlane('the hooks of a chart', () => {
  beforeAll(async () => {
    cluster = await ControlPlane.start({ nodes: 1 });
    charts.before = writeChart(join(cluster.folder, 'before'), fake('before'));
    charts.after = writeChart(join(cluster.folder, 'after'), fake('after'));
  });
  afterAll(() => cluster?.stop());

  describe('a migration before the rollout', () => {
    let release: Release;
    let jobs: Watch;
    let deployments: Watch;
    let configs: Watch;
    beforeAll(async () => {
      release = new Release('shop', await cluster.namespace('hooks'), charts.before);
      jobs = await cluster.watch('jobs', release.namespace);
      deployments = await cluster.watch('deployments', release.namespace);
      configs = await cluster.watch('configmaps', release.namespace);
    });

    it('runs at the first install, before anything else is there, with copies of what it needs', async () => {
      await release.upgraded();
      const [made] = jobs.events.filter(({ type }) => type === 'ADDED');
      const spec = made?.object.spec.template.spec;
      expect([spec.serviceAccountName, spec.containers[0].envFrom[0].configMapRef.name]).toEqual(['shop-hook', 'shop-config-hook']);
      const done = jobs.events.find(({ object }) => hasCondition(object, 'Complete'));
      const [deployed] = deployments.events;
      expect(happenedBefore(done?.object, deployed?.object)).toBe(true);
      const [copy, ...rest] = names(configs.events, 'ADDED').filter((name) => name.startsWith('shop'));
      expect([copy, ...[...rest].sort()]).toEqual(['shop-config-hook', 'shop-config', 'shop-migrations']);
      expect(await release.objects()).toEqual(SHOP);
      expect(await release.record()).toBe(made?.object.metadata.name);
    });

    it('is not run again by an upgrade that changes nothing, which touches nothing', async () => {
      const [mark, before] = [jobs.mark(), await release.versions()];
      const deployment = (await cluster.get('deployment', 'shop', release.namespace))?.metadata.generation;
      await release.upgraded();
      expect(jobs.since(mark)).toEqual([]);
      expect(await release.versions()).toEqual(before);
      expect((await cluster.get('deployment', 'shop', release.namespace))?.metadata.generation).toBe(deployment);
    });

    it('runs first when its image is another', async () => {
      const [mark, from] = [jobs.mark(), deployments.mark()];
      await release.upgraded('tag=v2');
      expect(names(jobs.since(mark), 'ADDED')).toHaveLength(1);
      const done = jobs.since(mark).find(({ object }) => hasCondition(object, 'Complete'));
      const rolled = deployments.since(from).find(({ object }) => (object.metadata.generation ?? 1) > 1);
      expect(happenedBefore(done?.object, rolled?.object)).toBe(true);
      expect(await release.tag()).toBe('v2');
    });

    it('runs when the config that it reads is another, and not when nothing of it is', async () => {
      const mark = jobs.mark();
      await release.upgraded('tag=v2', 'greeting=hi');
      expect(names(jobs.since(mark), 'ADDED')).toHaveLength(1);
      await release.upgraded('tag=v2', 'greeting=hi');
      expect(names(jobs.since(mark), 'ADDED')).toHaveLength(1);
    });

    it('fails the upgrade when it fails: the Deployment and the record are as they were, its Job stays for its log', async () => {
      const generation = async () => (await cluster.get('deployment', 'shop', release.namespace))?.metadata.generation;
      const [record, before] = [await release.record(), await generation()];
      const { code, stderr } = await release.upgrade('tag=fails-3');
      expect([code, stderr]).toEqual([1, expect.stringContaining('pre-upgrade hooks failed')]);
      expect(await release.record()).toBe(record);
      expect(await release.tag()).toBe('v2');
      expect(await generation()).toBe(before);
      expect((await release.objects()).filter((one) => !SHOP.includes(one))).toEqual([expect.stringMatching(/^Job\/shop-migrate-/)]);
    });

    it('is run by the upgrade that repairs it', async () => {
      const mark = jobs.mark();
      await release.upgraded('tag=v4');
      expect(names(jobs.since(mark), 'ADDED')).toHaveLength(1);
      expect(await release.tag()).toBe('v4');
    });

    it('does not run at a rollback, and the record is that of then', async () => {
      const [mark, record] = [jobs.mark(), await release.record()];
      await release.run('rollback', 'shop', '1');
      expect(names(jobs.since(mark), 'ADDED')).toEqual([]);
      expect(await release.tag()).toBe('v1');
      expect(await release.record()).not.toBe(record);
      await release.upgraded();
      expect(names(jobs.since(mark), 'ADDED')).toEqual([]);
    });

    it('leaves nothing at uninstall, the Job that failed before gone too', async () => {
      await release.run('uninstall', 'shop', '--wait');
      await cluster.waitFor('all to be gone', async () => (await release.objects()).length === 0, { timeout: 60_000 });
    });
  });

  it('two releases in one namespace do not meet; a record is read where Helm keeps its revisions elsewhere', async () => {
    const namespace = await cluster.namespace('two');
    const releases = [new Release('one', namespace, charts.before), new Release('two', namespace, charts.before, { HELM_DRIVER: 'configmap' })];
    const jobs = await cluster.watch('jobs', namespace);
    for (const release of releases) await release.upgraded();
    expect(names(jobs.events, 'ADDED').map((name) => name.slice(0, 11))).toEqual(['one-migrate', 'two-migrate']);
    const mark = jobs.mark();
    for (const release of releases) await release.upgraded();
    expect(jobs.since(mark)).toEqual([]);
  });

  it('a first install that fails leaves the failed Job, for a day at most, and can be upgraded', async () => {
    const release = new Release('new', await cluster.namespace('first'), charts.before);
    const { code } = await release.upgrade('tag=fails');
    expect(code).toBe(1);
    const [job, ...others] = await cluster.list('jobs,configmaps,serviceaccounts,roles,rolebindings', release.namespace, '-l', 'helm.sh/chart');
    expect(others).toEqual([]);
    expect(job?.spec.ttlSecondsAfterFinished).toBe(86_400);
    await release.upgraded('tag=v2');
    expect(await release.tag()).toBe('v2');
  });

  it('a migration after the rollout runs when the Deployment is there, and again after a failure until it succeeds', async () => {
    const release = new Release('late', await cluster.namespace('after'), charts.after);
    const jobs = await cluster.watch('jobs', release.namespace);
    const deployments = await cluster.watch('deployments', release.namespace);
    await release.upgraded();
    expect(happenedBefore(deployments.events[0]?.object, jobs.events[0]?.object)).toBe(true);
    const made = async (...settings: readonly string[]) => {
      const mark = jobs.mark();
      const { code } = await release.upgrade(...settings);
      return [code, names(jobs.since(mark), 'ADDED').length];
    };
    expect(await made()).toEqual([0, 0]);
    expect(await made('tag=fails')).toEqual([1, 1]);
    expect(await made('tag=fails')).toEqual([1, 1]);
    expect(await made('tag=v2')).toEqual([0, 1]);
    expect(await made('tag=v2')).toEqual([0, 0]);
  });
});
