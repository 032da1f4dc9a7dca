import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LiveObject, type LoadReport, RealNode, StateServer } from '../harness';
import { Release } from '../release';
import type { PrintedVariable } from '../rollwright';
import { describeOnRealNode } from '../suite';

const REPOSITORY = 'registry.example.com/shop/dodo';
/** Versions of the image. Each takes a while to migrate, so that there is time to look at what waits. */
const TAGS = ['2026.1.0', '2026.2.0', '2026.3.0', '2026.4.0'] as const;
const IMAGE_ENVIRONMENT = { APP_START_SECONDS: '1', APP_MIGRATE_SECONDS: '5' };
const SECRETS = { DATABASE_URL: 'postgres://dodo:secret@database/dodo', SECRET_KEY: 'not to be "printed"' };

/** What is in every process and in no manifest: of the image, the container runtime and the Service of the API server. */
const NOT_OURS = /^(PATH|HOME|HOSTNAME|APP_.*|KUBERNETES_.*)$/;

describeOnRealNode('dodo prod on a real node', () => {
  let node: RealNode;
  let namespace: string;
  let dodo: Release;
  let state: StateServer;
  const image: Record<string, readonly string[]> = {};
  beforeAll(async () => {
    node = await RealNode.start({ nodeLabels: { 'node-group': 'app' } });
    const digests = await node.addImages(TAGS.map((tag) => ({ name: `${REPOSITORY}:${tag}`, environment: IMAGE_ENVIRONMENT })));
    TAGS.forEach((tag, index) => {
      image[tag] = [`image.tag=${tag}`, `image.digest=${digests[index]}`];
    });
    namespace = await node.namespace('dodo');
    await node.apply([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'dodo-secrets', namespace }, stringData: SECRETS }]);
    state = await StateServer.start(node, namespace);
    dodo = await Release.in(node, namespace, { set: ['web.autoscaling=null', 'web.replicas=3', 'worker.replicas=1'] });
  });
  afterAll(() => node?.stop());

  it('installs: while the migration runs the pods wait, and every process has exactly the variables that rollwright env prints', async () => {
    // All of it printed before, since the migration is soon over.
    const job = migrationJobOf(await dodo.synth(...of(TAGS[0])));
    const printed = {
      migrate: await dodo.env(`Job/${job}`),
      web: await dodo.env('Deployment/dodo'),
      worker: await dodo.env('Deployment/dodo-worker'),
    };
    await dodo.apply([], '--validate=strict');
    await node.waitFor('the migration to begin', async () => (await runs()).length === 1);
    for (const [component, container] of [
      ['migrate', 'dodo-migrate'],
      ['web', 'wait-for-dodo-migrate'],
      ['worker', 'wait-for-dodo-migrate'],
    ] as const) {
      const pod = await runningPod(component, container);
      expectExactly(await environmentOf(pod, container), printed[component].get(container));
      if (component !== 'migrate') expect(mainStartedAt(pod)).toBeUndefined();
    }
    expect(await runs()).toEqual([[TAGS[0], '']]); // all of that was while it ran

    await dodo.settled();
    expectExactly(JSON.parse(await node.fetch(`${await url()}/env`)), printed.web.get('dodo'));
    expectExactly(await environmentOf(await runningPod('worker', 'dodo-worker'), 'dodo-worker'), printed.worker.get('dodo-worker'));
    expect([...printed.web.keys(), ...printed.worker.keys(), ...printed.migrate.keys()]).toHaveLength(5); // no container was left out
    const [migration] = await pods('migrate');
    const done = finishedAt(migration);
    const starts = [...(await pods('web')), ...(await pods('worker'))].map(mainStartedAt);
    expect(starts).toHaveLength(4);
    for (const start of starts) expect(Date.parse(start ?? '')).toBeGreaterThanOrEqual(Date.parse(done));
  });

  it('applied again, runs no migration again', async () => {
    await dodo.change([]);
    expect(await runs()).toEqual([[TAGS[0], 'done']]);
    expect(await node.list('jobs', namespace)).toHaveLength(1);
  });

  it('the next image: its migration runs once, the pods wait for it, and no request of more than 3,000 is lost', async () => {
    const report = await underLoad(() => dodo.change(of(TAGS[1])));
    expect(await runs()).toEqual([TAGS[0], TAGS[1]].map((tag) => [tag, 'done']));
    expectNothingLost(report);
    expect(Object.keys(report.versions)).toEqual([TAGS[0], TAGS[1]]);
    expect(report.firstMs[TAGS[1]]).toBeGreaterThan(5000); // it took that long to migrate
  });

  it('changed config: the processes have it, no request of more than 3,000 is lost, and the migration finds itself done', async () => {
    expect(JSON.parse(await node.fetch(`${await url()}/env`))).toMatchObject({ LOG_LEVEL: 'info' });
    const report = await underLoad(() => dodo.change(['logLevel=warning']));
    expect(JSON.parse(await node.fetch(`${await url()}/env`))).toMatchObject({ LOG_LEVEL: 'warning' });
    expect(await environmentOf(await runningPod('worker', 'dodo-worker'), 'dodo-worker')).toMatchObject({ LOG_LEVEL: 'warning' });
    expectNothingLost(report);
    expect(await runs()).toEqual([TAGS[0], TAGS[1]].map((tag) => [tag, 'done']));
    expect(await node.list('jobs', namespace)).toHaveLength(3);
  });

  it('a migration that fails leaves the old pods serving; a repaired one goes through; no request is lost', async () => {
    await state.fail(TAGS[2]);
    const stuck = await underLoad(async () => {
      await dodo.apply(of(TAGS[2]));
      await node.waitFor('the migration to fail', async () => (await runs()).some(([tag, result]) => tag === TAGS[2] && result === 'failed'));
    });
    expectNothingLost(stuck);
    expect(stuck.versions).toEqual({ [TAGS[1]]: stuck.sent });
    const waiting = (await pods('web')).filter((pod) => pod.spec.containers[0].image.includes(TAGS[2]));
    expect(waiting.map(mainStartedAt)).toEqual([undefined]); // one more than the three, as maxSurge says

    const repaired = await underLoad(() => dodo.change(of(TAGS[3])));
    expectNothingLost(repaired);
    expect(Object.keys(repaired.versions)).toEqual([TAGS[1], TAGS[3]]);
    expect((await runs()).filter(([tag]) => tag === TAGS[3])).toEqual([[TAGS[3], 'done']]);
  });

  function of(tag: string): readonly string[] {
    return image[tag] ?? [];
  }

  async function pods(component: string): Promise<readonly LiveObject[]> {
    return node.list('pods', namespace, '-l', `app.kubernetes.io/component=${component}`);
  }

  /** A pod whose container of that name runs. */
  function runningPod(component: string, container: string): Promise<LiveObject> {
    return node.waitFor(`a running container ${container} of ${component}`, async () =>
      (await pods(component)).find((pod) => pod.metadata.deletionTimestamp === undefined && statusOf(pod, container)?.state.running !== undefined),
    );
  }

  /** The environment that the container's first process was started with. */
  async function environmentOf({ metadata }: LiveObject, container: string): Promise<Record<string, string>> {
    const text = await node.kubectlOk(['exec', '-n', namespace, metadata.name, '-c', container, '--', 'cat', '/proc/1/environ']);
    const entries = text.split('\0').filter((entry) => entry !== '');
    return Object.fromEntries(entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]));
  }

  async function url(): Promise<string> {
    const address = `http://${(await node.get('service', 'dodo', namespace))?.spec.clusterIP}`;
    await node.waitFor(`an answer of ${address}`, () => node.fetch(`${address}/ready`), { timeout: 20_000 });
    return address;
  }

  /** The runs of migrations that the state server has seen: version and result. */
  async function runs(): Promise<readonly (readonly [string, string])[]> {
    return (await state.runs()).map(({ id, result }) => [id, result]);
  }

  /** What became of 200 requests a second through the Service while something was done, and some seconds longer, more than 3,000 in all. */
  async function underLoad(act: () => Promise<unknown>): Promise<LoadReport> {
    const load = node.load(await url(), { rate: 200 });
    const enough = new Promise((resolve) => setTimeout(resolve, 16_000));
    await act();
    await Promise.all([enough, new Promise((resolve) => setTimeout(resolve, 2000))]);
    const report = await load.stop();
    process.stderr.write(`e2e: ${report.sent} requests in ${Math.round(report.seconds)} s, ${report.failed} lost, slowest ${Math.round(report.maxMs)} ms\n`);
    return report;
  }
});

function expectNothingLost({ failures, firstMs, lastMs, sent }: LoadReport): void {
  // With the times at which each version answered, for whoever asks when it was lost.
  expect({ failures, firstMs, lastMs }).toEqual({ failures: [], firstMs, lastMs });
  expect(sent).toBeGreaterThan(3000);
}

/** The same names, the same values; of secrets only that they are there, and that they were not printed. */
function expectExactly(environment: Readonly<Record<string, string>>, printed: readonly PrintedVariable[] = []): void {
  const own = Object.entries(environment).filter(([name]) => !NOT_OURS.test(name));
  const open = printed.filter(({ secret }) => !secret);
  expect(Object.fromEntries(own)).toEqual({ ...Object.fromEntries(open.map(({ name, value }) => [name, value])), ...SECRETS });
  expect(open.length).toBeGreaterThan(3);
  expect(printed.filter(({ secret, value }) => secret && value !== undefined)).toEqual([]);
}

/** The name of the Job in the folder that synth wrote. */
function migrationJobOf(folder: string): string {
  const text = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  return text.match(/name: (dodo-migrate-[0-9a-f]{10})$/m)?.[1] ?? '';
}

interface ContainerStatus {
  readonly name: string;
  readonly state: { readonly running?: { readonly startedAt: string }; readonly terminated?: { readonly finishedAt: string } };
}

function statusOf({ status }: LiveObject, container: string): ContainerStatus | undefined {
  const all: readonly ContainerStatus[] = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  return all.find(({ name }) => name === container);
}

/** When the pod's own container has started; undefined while it waits. */
function mainStartedAt({ spec, ...pod }: LiveObject): string | undefined {
  return statusOf({ spec, ...pod }, spec.containers[0].name)?.state.running?.startedAt;
}

function finishedAt(pod: LiveObject | undefined): string {
  return (pod && statusOf(pod, pod.spec.containers[0].name)?.state.terminated?.finishedAt) ?? '';
}
