import type { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { AppSecretRef } from './app-secret-ref';
import { http } from './probes';
import { chart, objectsOf, problemsOf } from './testing/chart';
import { WebService, type WebServiceProps } from './web-service';

const image = { registry: 'registry.example.com', repository: 'shop/dodo', tag: '2026.11.3' };

function dodo(scope: Construct, id: string, props: Partial<WebServiceProps> = {}): WebService {
  const secrets = AppSecretRef.existing(scope, 'secrets', { name: 'dodo-secrets', version: '3' });
  return new WebService(scope, id, {
    name: 'dodo',
    app: { partOf: 'shop' },
    image,
    config: { data: { LOG_LEVEL: 'info' } },
    secrets: [secrets],
    env: { REGION: 'seoul' },
    pod: { nodeSelector: { 'node-group': 'app' } },
    changeCause: { commit: '4f2c9d1' },
    migration: { command: ['python', 'manage.py', 'migrate'], check: ['python', 'manage.py', 'migrate', '--check'] },
    web: {
      command: ['gunicorn', 'dodo.wsgi'],
      port: 8000,
      readinessProbe: http('/ready'),
      resources: { requests: { cpu: '100m' } },
      disruptionBudget: {},
      autoscaling: { minReplicas: 2, maxReplicas: 4 },
    },
    workers: { worker: { command: ['celery', 'worker'], replicas: 2, env: { REGION: 'oregon', QUEUES: 'mail' } } },
    ...props,
  });
}

/** Without the tokens of derived values, which are numbered in the order of their making. */
const text = (of: Chart): string => JSON.stringify(objectsOf(of)).replace(/\uE000rw\d+\uE001/g, 'HASH');

it('puts together what can be written one by one', () => {
  const shop = chart();
  dodo(shop, 'dodo');
  const named = objectsOf(shop).map(
    ({ kind, metadata }) => `${kind} ${metadata.name.replace(/\uE000.*/, 'HASH')} ${metadata.labels['app.kubernetes.io/component'] ?? ''}`,
  );
  expect(named.map((line) => line.trim()).sort()).toEqual([
    'ConfigMap dodo-config',
    'Deployment dodo web',
    'Deployment dodo-worker worker',
    'HorizontalPodAutoscaler dodo web',
    'Job dodo-migrate-HASH migrate',
    'PodDisruptionBudget dodo web',
    'Service dodo web',
  ]);
});

it('gives every part the image, config, secrets, env, pod fields and change cause, and lets each say its own', () => {
  const shop = chart();
  dodo(shop, 'dodo');
  const workloads = objectsOf(shop).filter(({ kind }) => kind === 'Deployment' || kind === 'Job');
  expect(workloads).toHaveLength(3);
  for (const { spec } of workloads) {
    expect(spec.template.spec.nodeSelector).toEqual({ 'node-group': 'app' });
    expect(spec.template.metadata.annotations).toEqual({ 'rollwright.dev/version.dodo-secrets': '3' });
    const [container] = spec.template.spec.containers;
    expect(container.image).toBe('registry.example.com/shop/dodo:2026.11.3');
    expect(container.envFrom).toEqual([{ configMapRef: { name: 'dodo-config' } }, { secretRef: { name: 'dodo-secrets' } }]);
    expect(container.env[0]).toEqual({ name: 'REGION', value: container.name === 'dodo-worker' ? 'oregon' : 'seoul' });
  }
  const causes = workloads.flatMap(({ metadata }) => metadata.annotations?.['kubernetes.io/change-cause'] ?? []);
  expect(causes).toEqual(Array(2).fill('image registry.example.com/shop/dodo:2026.11.3, commit 4f2c9d1'));
});

it('lets web processes and workers wait for the migration', () => {
  const shop = chart();
  dodo(shop, 'dodo');
  const waits = objectsOf(shop)
    .filter(({ kind }) => kind === 'Deployment')
    .map(({ spec }) => spec.template.spec.initContainers.map(({ name }: { name: string }) => name));
  expect(waits).toEqual([['wait-for-dodo-migrate'], ['wait-for-dodo-migrate']]);
});

it('lets every part be reached', () => {
  const web = dodo(chart(), 'dodo');
  expect(web.config?.configMap.name).toBe('dodo-config');
  expect(web.migration?.job.kind).toBe('Job');
  expect(web.deployment.apiObject.name).toBe('dodo');
  expect(web.deployment.autoscaler?.name).toBe('dodo');
  expect(web.deployment.disruptionBudget?.name).toBe('dodo');
  expect(web.workers.worker?.name).toBe('dodo-worker');
  expect(web.service?.service.name).toBe('dodo');
});

it('is as small as a Deployment where nothing else is asked for', () => {
  const shop = chart();
  const web = new WebService(shop, 'x', { name: 'dodo', image, web: { replicas: 1 }, service: false });
  expect(objectsOf(shop).map(({ kind }) => kind)).toEqual(['Deployment']);
  expect([web.config, web.migration, web.service, web.workers]).toEqual([undefined, undefined, undefined, {}]);
});

it('makes the same bytes wherever it stands and whatever it is called there', () => {
  const [here, there] = [chart(), chart()];
  dodo(here, 'dodo');
  dodo(new Construct(new Construct(there, 'team'), 'group'), 'renamed');
  expect(text(there)).toBe(text(here));
});

it('tells what is wrong with all of its parts at once, and where', () => {
  const problems = problemsOf((scope) =>
    dodo(scope, 'dodo', {
      config: { data: { LOG_LEVEL: null as unknown as string } },
      migration: { command: ['x'] },
      web: { port: 8000, rollout: { maxSurge: 0 }, image: 'A' },
      workers: { web: {}, worker: { replicas: -1 } },
    }),
  );
  expect(problems.map(({ code, construct, path }) => `${code} ${construct} ${path}`)).toEqual([
    'CONFIG_VALUE_INVALID shop/dodo/config data.LOG_LEVEL',
    'MIGRATION_CHECK_MISSING shop/dodo/migration check',
    'ROLLOUT_IMPOSSIBLE shop/dodo/web rollout',
    'IMAGE_INVALID shop/dodo/web image',
    'COMPONENT_TWICE shop/dodo workers.web',
    'FIELD_INVALID shop/dodo/worker replicas',
  ]);
});

it('says that a Service needs a port', () => {
  const problems = problemsOf((scope) => new WebService(scope, 'dodo', { name: 'dodo', image, web: {} }));
  expect(problems.map(({ code }) => code)).toEqual(['SERVICE_PORT_UNKNOWN']);
});
