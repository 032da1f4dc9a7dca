import { ControlPlane, hasCondition, type LiveObject } from '../harness';
import { Release } from '../release';
import { describeOnControlPlane } from '../suite';

const OBJECTS = {
  'networkpolicy.networking.k8s.io/dodo': 'created',
  'networkpolicy.networking.k8s.io/dodo-web': 'created',
  'serviceaccount/dodo': 'created',
  'configmap/dodo-config': 'created',
  'role.rbac.authorization.k8s.io/dodo': 'created',
  'rolebinding.rbac.authorization.k8s.io/dodo': 'created',
  'job.batch/dodo-migrate-HASH': 'created',
  'poddisruptionbudget.policy/dodo': 'created',
  'service/dodo': 'created',
  'horizontalpodautoscaler.autoscaling/dodo': 'created',
  'deployment.apps/dodo': 'created',
  'deployment.apps/dodo-worker': 'created',
};

/**
 * kubectl says "configured" of every PodDisruptionBudget with a selector, whatever wrote it: `spec.selector` has the patch strategy `replace`
 * (k8s.io/api/policy/v1, types.go), so that client-side apply sends it each time. The API server finds it equal and changes nothing.
 */
const ALWAYS_SENT = 'poddisruptionbudget.policy/dodo';

describeOnControlPlane('dodo prod, from the folder that synth writes', () => {
  let cluster: ControlPlane;
  beforeAll(async () => {
    cluster = await ControlPlane.start({ nodes: 4, nodeLabels: { 'node-group': 'app' } });
  });
  afterAll(() => cluster?.stop());

  async function release(...set: readonly string[]): Promise<Release> {
    return Release.in(cluster, await cluster.namespace('dodo'), { set });
  }

  /** dodo with all its pods, as many as its autoscaler wants, and an autoscaler that has said all it has to say. */
  async function running(one: Release, pods = 4): Promise<void> {
    const isSo = (what: string, object: string, look: (object: LiveObject) => boolean) =>
      cluster.waitFor(what, async () => look((await cluster.get(object, 'dodo', one.namespace)) ?? none()), { every: 500 });
    await isSo('the autoscaler', 'hpa', saysWhyIdle);
    await isSo('its pods', 'deployment', ({ spec }) => spec.replicas === pods);
    await one.settled();
    await isSo('the budget to count them', 'pdb', ({ status }) => status.currentHealthy === pods && status.expectedPods === pods);
  }

  it('is taken with strict validation, as a server-side dry run and for real, where only restricted pods may run', async () => {
    const one = await release();
    await cluster.kubectlOk([
      'label',
      'namespace',
      one.namespace,
      'pod-security.kubernetes.io/enforce=restricted',
      'pod-security.kubernetes.io/warn=restricted',
    ]);
    const folder = await one.synth();
    const dry = await cluster.kubectl(['apply', '-f', folder, '--validate=strict', '--dry-run=server', '--warnings-as-errors']);
    expect([dry.code, dry.stderr]).toEqual([0, '']);
    expect(dry.stdout.trim().split('\n')).toHaveLength(Object.keys(OBJECTS).length);
    expect(withoutHash(await cluster.applyFiles(folder, '--validate=strict', '--warnings-as-errors'))).toEqual(OBJECTS);
    await running(one);
    const pods = await cluster.list('pods', one.namespace);
    expect(pods.map((pod) => pod.metadata.labels?.['app.kubernetes.io/component']).sort()).toEqual(['migrate', 'web', 'web', 'web', 'web', 'worker', 'worker']);
  });

  it.each([
    ['client-side', [], 'unchanged'],
    ['server-side', ['--server-side'], 'serverside-applied'],
  ])('applied a second time, %s, changes nothing: no object is another version, no pod is touched', async (_, args, says) => {
    const one = await release();
    await one.apply([], ...args);
    await running(one);
    const pods = await cluster.watch('pods', one.namespace);
    const before = await one.versions();
    const mark = pods.mark();
    const again = await one.apply([], ...args);
    expect(Object.entries(again).filter(([object, said]) => said !== says && object !== ALWAYS_SENT)).toEqual([]);
    expect(await one.versions()).toEqual(before);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(pods.since(mark)).toEqual([]);
    expect(await one.versions()).toEqual(before);
  });

  it('applied as an ApplySet: again changes nothing, and what left the output is pruned, and only that', async () => {
    const one = await release();
    const set = ['-n', one.namespace, '--prune', '--applyset=configmap/dodo-release'];
    expect(withoutHash(await one.apply([], ...set))).toEqual(OBJECTS);
    await cluster.apply([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'of-somebody-else', namespace: one.namespace } }]);
    const again = await one.apply([], ...set);
    expect(Object.entries(again).filter(([object, said]) => said !== 'unchanged' && object !== ALWAYS_SENT)).toEqual([]);

    const [job] = (await cluster.list('jobs', one.namespace)).map(({ metadata }) => metadata.name);
    const less = await one.apply(['web.autoscaling=null', 'logLevel=debug'], ...set);
    const pruned = Object.keys(less).filter((object) => less[object] === 'pruned'); // in no order: kubectl walks a Go map of kinds
    expect(new Set(pruned)).toEqual(new Set(['horizontalpodautoscaler.autoscaling/dodo', `job.batch/${job}`]));
    expect(await cluster.get('hpa', 'dodo', one.namespace)).toBeUndefined();
    expect(await cluster.get('configmap', 'of-somebody-else', one.namespace)).toBeDefined();
  });

  it.each([
    ['client-side', []],
    ['server-side', ['--server-side']],
  ])('applied %s, leaves the number of pods to whoever sets it: the autoscaler, or kubectl scale', async (_, args) => {
    const one = await release();
    await one.apply([], ...args);
    await running(one); // the autoscaler made 4 pods of the one that a Deployment begins with
    await cluster.kubectlOk(['scale', 'deployment/dodo', '-n', one.namespace, '--replicas=7']);
    await cluster.rolledOut('deployment/dodo', one.namespace);
    const { rolled, pods, mostWanted } = await one.change(['logLevel=warning'], ...args);
    expect(rolled).toEqual(['dodo', 'dodo-worker']);
    expect([pods('web').fewestReady, mostWanted('web')]).toEqual([7, 8]);
    expect((await cluster.get('deployment', 'dodo', one.namespace))?.spec.replicas).toBe(7);
  });
});

/** An autoscaler without metrics tells so once, and from then on its status stays as it is. */
function saysWhyIdle(autoscaler: LiveObject): boolean {
  return hasCondition(autoscaler, 'AbleToScale') && JSON.stringify(autoscaler.status).includes('FailedGetResourceMetric');
}

function none(): never {
  throw new Error('there is none');
}

function withoutHash(said: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(said).map(([object, what]) => [object.replace(/^(job\.batch\/dodo-migrate-)[0-9a-f]{10}$/, '$1HASH'), what]));
}
