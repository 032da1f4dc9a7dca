import { Chart } from 'cdk8s';
import { z } from 'zod';
import { k8s, layer, MigrationJob, type Output, type Project, program, RollingDeployment, rollwright } from '../../lib';
import { ArgoCd, ControlPlane, happenedBefore, hasCondition, PodMetrics } from '../harness';
import { describeOnControlPlane } from '../suite';
import { Source } from './source';

const settings = z.object({ namespace: z.string(), env: z.string(), index: z.string() });
const base = layer<z.infer<typeof settings>>({ namespace: 'default', env: 'prod', index: '1' });
const image = 'registry.example.com/shop/shop:1';

/** A project of one program in these environments. */
function shop(build: (chart: Chart, s: z.infer<typeof settings>) => void, environments = ['prod']): (outputs: readonly Output[]) => Project {
  const shop = program({ name: 'shop', settings, build: (app, s) => build(new Chart(app, 'shop', { namespace: s.namespace }), s) });
  const layers = Object.fromEntries(environments.map((env) => [env, [base, layer<z.infer<typeof settings>>({ env })]]));
  return (outputs) => rollwright({ programs: [shop], environments: layers, outputs });
}

describeOnControlPlane('the Argo CD output of other programs', () => {
  let cluster: ControlPlane;
  let argo: ArgoCd;
  beforeAll(async () => {
    cluster = await ControlPlane.start();
    argo = await ArgoCd.start(cluster);
  });
  afterAll(() => cluster?.stop());

  it('a migration after runs when all pods are there, once for each change, and not with a sync that changes nothing', async () => {
    const namespace = await cluster.namespace('after');
    const project = shop((chart, s) => {
      const web = new RollingDeployment(chart, 'web', { name: 'web', image, port: 8000, replicas: 2, pod: { automountServiceAccountToken: false } });
      const index = new MigrationJob(chart, 'index', { name: 'index', image, command: ['index', s.index], when: 'after' });
      index.node.addDependency(web);
    });
    const source = new Source(argo, namespace, { project });
    const jobs = await cluster.watch('jobs', namespace);
    const deployments = await cluster.watch('deployments', namespace);
    const first = await source.install('first');
    await argo.waitForHealthy(source.application, first);
    const available = deployments.events.find(({ object }) => object.status?.availableReplicas === 2)?.object;
    const made = () => jobs.events.filter(({ type }) => type === 'ADDED');
    expect(made().map(({ object }) => happenedBefore(available, object))).toEqual([true]);
    expect(await argo.sync(source.application)).toMatchObject({ phase: 'Succeeded' });
    expect(made()).toHaveLength(1);
    const second = await source.commit('another index', 'index=two');
    await argo.refresh(source.application);
    await argo.waitForHealthy(source.application, second);
    expect(made()).toHaveLength(2);
    expect(jobs.objects().map((job) => hasCondition(job, 'Complete'))).toEqual([true]); // the former one is pruned
  });

  it('replicas that a manifest writes and an autoscaler owns are neither compared nor set back', async () => {
    const namespace = await cluster.namespace('scaled');
    const labels = { app: 'web' };
    const project = shop((chart, s) => {
      const resources = { requests: { cpu: '100m' } };
      const template = { metadata: { labels, annotations: { index: s.index } }, spec: { containers: [{ name: 'web', image, resources }] } };
      new k8s.KubeDeployment(chart, 'web', { metadata: { name: 'web' }, spec: { replicas: 2, selector: { matchLabels: labels }, template } });
      const metrics: readonly k8s.MetricSpec[] = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }];
      const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
      new k8s.KubeHorizontalPodAutoscaler(chart, 'hpa', { metadata: { name: 'web' }, spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef, metrics } });
    });
    const metrics = await PodMetrics.start(cluster, namespace, 'app=web', '50m');
    const source = new Source(argo, namespace, { project });
    await argo.waitForHealthy(source.application, await source.install('first'));
    const replicas = async () => (await cluster.get('deployment', 'web', namespace))?.spec.replicas;
    expect(await replicas()).toBe(2);
    metrics.use('200m');
    await cluster.waitFor('five pods', async () => (await replicas()) === 5, { timeout: 30_000 });
    expect(await argo.refresh(source.application)).toMatchObject({ sync: 'Synced' });
    expect(await argo.sync(source.application)).toMatchObject({ phase: 'Succeeded' });
    const commit = await source.commit('another template', 'index=two');
    await argo.refresh(source.application);
    await argo.waitForHealthy(source.application, commit);
    expect(await replicas()).toBe(5);
  });

  it('an ApplicationSet becomes an Application for each cluster and environment, with what each environment says', async () => {
    const namespace = await cluster.namespace('fleet');
    const project = shop(
      (chart, s) => {
        new k8s.KubeConfigMap(chart, 'config', { metadata: { name: `config-${s.env}` }, data: { ENV: s.env } });
      },
      ['dev', 'prod'],
    );
    const elsewhere = { name: 'seoul', server: 'https://seoul.example.com', config: '{}' };
    const labels = { 'argocd.argoproj.io/secret-type': 'cluster' };
    await cluster.apply([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'seoul', namespace: argo.namespace, labels }, stringData: elsewhere }]);
    const manual = { prod: { syncPolicy: {} } };
    const clusters = ['in-cluster', { name: 'seoul', environments: ['prod'] }];
    const source = new Source(argo, namespace, { project, argoCd: { clusters, environments: manual } });
    const commit = await source.install('fleet');
    const applications = await cluster.waitFor('three Applications', async () => {
      const all = (await cluster.list('applications.argoproj.io', argo.namespace, '-l', 'rollwright.dev/environment')).filter(
        ({ spec }) => spec.project === namespace,
      );
      return all.length === 3 && all;
    });
    const said = applications.map(({ metadata, spec }) => [metadata.name, spec.destination, spec.source.path, spec.syncPolicy.automated !== undefined]);
    expect(said).toEqual([
      [`${namespace}-dev-in-cluster`, { name: 'in-cluster', namespace }, `${namespace}/argocd/dev`, true],
      [`${namespace}-prod-in-cluster`, { name: 'in-cluster', namespace }, `${namespace}/argocd/prod`, false],
      [`${namespace}-prod-seoul`, { name: 'seoul', namespace }, `${namespace}/argocd/prod`, false],
    ]);
    await argo.refresh(`${namespace}-dev-in-cluster`);
    await argo.waitForHealthy(`${namespace}-dev-in-cluster`, commit);
    expect(await argo.refresh(`${namespace}-prod-in-cluster`)).toMatchObject({ sync: 'OutOfSync', conditions: [] });
    expect(await argo.sync(`${namespace}-prod-in-cluster`)).toMatchObject({ phase: 'Succeeded' });
    expect((await cluster.list('configmaps', namespace)).map(({ metadata }) => metadata.name)).toEqual(['config-dev', 'config-prod', 'kube-root-ca.crt']);
  });
});
