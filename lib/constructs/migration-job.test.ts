import { Chart, Duration } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { intentsOf } from '../manifest';
import { SynthApp } from '../synth';
import { AppConfig } from './app-config';
import { AppSecretRef } from './app-secret-ref';
import { MigrationJob, type MigrationJobProps } from './migration-job';
import { RollingDeployment } from './rolling-deployment';
import { chart, faults } from './testing/chart';

const PROPS = {
  name: 'dodo-migrate',
  image: 'shop/dodo:1',
  command: ['python', 'manage.py', 'migrate'],
  check: ['python', 'manage.py', 'migrate', '--check'],
} as const;

interface Change extends Partial<MigrationJobProps> {
  readonly level?: string;
  readonly version?: string;
  readonly files?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into objects of any kind
type Objects = { all: any[]; job: any; web: any; migration: MigrationJob };

/** A program with a migration and a web Deployment that waits for it, rendered. */
function rendered({ level = 'info', version = '1', files, ...change }: Change = {}, web: { serviceAccountName?: string } = {}): Objects {
  const app = new SynthApp();
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const config = new AppConfig(shop, 'config', { name: 'dodo-config', data: { LEVEL: level } });
  const secrets = AppSecretRef.existing(shop, 'secrets', { name: 'dodo-secrets', version });
  const migration = new MigrationJob(shop, 'migrate', {
    ...PROPS,
    config: [config, secrets],
    ...(files && { mounts: [{ source: config, path: '/etc/dodo' }] }),
    ...change,
  });
  new RollingDeployment(shop, 'web', {
    name: 'web',
    image: 'shop/dodo:1',
    port: 8000,
    after: [migration],
    pod: web,
    mounts: files ? [{ source: config, path: '/etc/web' }] : [],
  });
  const all = parseAllDocuments(app.synthYaml()).map((document) => document.toJS());
  return { all, job: all.find(({ kind }) => kind === 'Job'), web: all.find(({ kind }) => kind === 'Deployment'), migration };
}

it('is a Job that runs once, and pods that wait for it', () => {
  const { job, web } = rendered();
  expect(job.metadata).toEqual({
    name: expect.stringMatching(/^dodo-migrate-[0-9a-f]{10}$/),
    namespace: 'shop',
    labels: { 'app.kubernetes.io/name': 'dodo-migrate' },
  });
  expect(job.spec).toMatchObject({ backoffLimit: 3, activeDeadlineSeconds: 3600, podReplacementPolicy: 'Failed' });
  expect(job.spec).not.toHaveProperty('ttlSecondsAfterFinished');
  const pod = job.spec.template;
  expect(pod.metadata).toEqual({ labels: { 'app.kubernetes.io/name': 'dodo-migrate' }, annotations: { 'rollwright.dev/version.dodo-secrets': '1' } });
  expect(pod.spec.restartPolicy).toBe('Never');
  expect(pod.spec.containers).toMatchObject([{ name: 'dodo-migrate', image: 'shop/dodo:1', command: PROPS.command }]);

  const [wait] = web.spec.template.spec.initContainers;
  expect(wait).toMatchObject({ name: 'wait-for-dodo-migrate', image: 'shop/dodo:1', envFrom: pod.spec.containers[0].envFrom });
  expect(wait.securityContext).toEqual(pod.spec.containers[0].securityContext);
  expect(wait.command.slice(4)).toEqual(PROPS.check);
});

describe('its name', () => {
  const { name } = rendered().job.metadata;

  it('stays while nothing that it runs changes', () => {
    const same: Change[] = [
      {},
      { deadline: Duration.hours(2) },
      { backoffLimit: 0 },
      { check: ['other'] },
      { wait: { period: Duration.seconds(9) } },
      { metadata: { labels: { team: 'a' } } },
    ];
    expect(same.map((change) => rendered(change).job.metadata.name)).toEqual(same.map(() => name));
  });

  it('is another one for each change of it', () => {
    const changes: Change[] = [
      { image: 'shop/dodo:2' },
      { command: ['true'] },
      { args: ['--noinput'] },
      { env: { A: 1 } },
      { level: 'debug' },
      { version: '2' },
      { files: true },
      { rerun: 'after the disk was full' },
      { resources: { limits: { memory: '1Gi' } } },
    ];
    const names = changes.map((change) => rendered(change).job.metadata.name);
    expect(new Set([...names, name]).size).toBe(changes.length + 1);
  });

  it('is the same when rendered twice, and in the references to it', () => {
    const { job, all } = rendered({ wait: { job: { image: 'registry.k8s.io/kubectl:v1.36.3' } } });
    expect(job.metadata.name).toBe(name);
    expect(JSON.stringify(all)).not.toMatch(/[\uE000-\uE001]/);
  });

  it.each([
    ['x'.repeat(52), []],
    ['x'.repeat(53), ['NAME_INVALID name']],
    ['Migrate', ['NAME_INVALID name', 'NAME_INVALID containers']],
  ])('%s', (of, expected) => {
    const found = faults((scope) => new MigrationJob(scope, 'm', { ...PROPS, name: of, app: { name: 'x' } }));
    expect(found.filter((fault) => fault.startsWith('NAME_INVALID name'))).toEqual(expected.filter((fault) => fault.startsWith('NAME_INVALID name')));
    expect(found.length > 0).toBe(expected.length > 0);
  });
});

it('brings the files that its check reads into the pods that wait', () => {
  const { spec } = rendered({ files: true }).web.spec.template;
  expect(spec.initContainers[0].volumeMounts).toEqual([{ name: 'wait-dodo-migrate-0', mountPath: '/etc/dodo', readOnly: true }]);
  expect(spec.volumes).toEqual([
    { name: 'wait-dodo-migrate-0', configMap: { name: 'dodo-config' } },
    { name: 'dodo-config', configMap: { name: 'dodo-config' } },
  ]);
});

it('nobody waits for one that runs after', () => {
  const { web, job, migration } = rendered({ when: 'after', check: undefined });
  expect(web.spec.template.spec).not.toHaveProperty('initContainers');
  expect(job.metadata.name).toMatch(/^dodo-migrate-/);
  expect(intentsOf(migration.job)).toEqual([{ intent: 'runs-once', when: 'after' }]);
});

it('runs before by default, and never gets a checksum', () => {
  const { migration, job } = rendered();
  expect(intentsOf(migration.job)).toEqual([{ intent: 'runs-once', when: 'before' }]);
  expect(JSON.stringify(job)).not.toContain('checksum/config');
});

it('gives the rollouts that wait as much time as it has', () => {
  expect(rendered().web.spec).not.toHaveProperty('progressDeadlineSeconds');
  const { web, job } = rendered({ deadline: Duration.minutes(30) });
  expect(job.spec.activeDeadlineSeconds).toBe(1800);
  expect(web.spec.progressDeadlineSeconds).toBe(600 + 1800);
  expect(rendered({ deadline: Duration.minutes(30), when: 'after' }).web.spec).not.toHaveProperty('progressDeadlineSeconds');
});

it('is applied after its config and before what waits for it', () => {
  const kinds = rendered().all.map(({ kind }) => kind);
  expect(kinds.indexOf('ConfigMap')).toBeLessThan(kinds.indexOf('Job'));
  expect(kinds.indexOf('Job')).toBeLessThan(kinds.indexOf('Deployment'));
});

it('may be deleted when finished only if it may run again', () => {
  expect(rendered({ ttlAfterFinished: Duration.days(1), rerunnable: true }).job.spec.ttlSecondsAfterFinished).toBe(86400);
});

describe('pods that watch the Job', () => {
  const job = { image: 'registry.k8s.io/kubectl:v1.36.3' };
  const of = (all: Objects['all'], kind: string) => all.filter((object) => object.kind === kind);

  it('run as an account that may read that Job and nothing else, and only the wait container holds its token', () => {
    const { all, web, job: made } = rendered({ wait: { job }, check: undefined });
    const { name } = made.metadata;
    expect(of(all, 'Role')).toMatchObject([
      { metadata: { name: `${name}-wait` }, rules: [{ apiGroups: ['batch'], resources: ['jobs'], resourceNames: [name], verbs: ['get', 'list', 'watch'] }] },
    ]);
    expect(of(all, 'RoleBinding')).toMatchObject([
      { roleRef: { kind: 'Role', name: `${name}-wait` }, subjects: [{ kind: 'ServiceAccount', name: 'dodo-migrate-wait' }] },
    ]);
    expect(of(all, 'ServiceAccount')).toMatchObject([{ metadata: { name: 'dodo-migrate-wait' }, automountServiceAccountToken: false }]);
    const { spec } = web.spec.template;
    expect(spec).toMatchObject({ serviceAccountName: 'dodo-migrate-wait', automountServiceAccountToken: false });
    expect(spec.initContainers).toMatchObject([
      {
        name: 'wait-for-dodo-migrate',
        image: job.image,
        args: ['wait', '--for=create', '--for=condition=complete', '--timeout=1h', `job/${name}`],
        volumeMounts: [{ name: 'wait-dodo-migrate-token', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }],
      },
    ]);
    expect(spec.containers[0]).not.toHaveProperty('volumeMounts');
    const sources = [
      { serviceAccountToken: { path: 'token', expirationSeconds: 3607 } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
    ];
    expect(spec.volumes).toEqual([{ name: 'wait-dodo-migrate-token', projected: { sources } }]);
  });

  it('may run as an account that exists', () => {
    const { all, web } = rendered({ wait: { job: { ...job, serviceAccountName: 'web' } } });
    expect(of(all, 'ServiceAccount')).toEqual([]);
    expect(of(all, 'RoleBinding')).toMatchObject([{ subjects: [{ name: 'web' }] }]);
    expect(web.spec.template.spec.serviceAccountName).toBe('web');
  });

  it('may run as an account of their own, which is granted the access', () => {
    const scope = chart();
    const migration = new MigrationJob(scope, 'm', { ...PROPS, wait: { job } });
    expect(migration.grantWait('worker')).toBe(migration.grantWait('worker'));
    expect(() => migration.grantWait('Worker')).toThrow('NAME_INVALID');
    expect(() => migration.grantWait('x'.repeat(230))).toThrow('NAME_INVALID');
    expect(() => new MigrationJob(scope, 'n', { ...PROPS, name: 'other' }).grantWait('worker')).toThrow('MIGRATION_WITHOUT_ACCESS');
    expect(rendered({ wait: { job } }, { serviceAccountName: 'own' }).web.spec.template.spec.serviceAccountName).toBe('own');
  });
});

it.each<[string, Partial<MigrationJobProps>, string[]]>([
  ['a deadline of the Job that runs it again', { ttlAfterFinished: Duration.days(1) }, ['MIGRATION_TTL ttlAfterFinished']],
  ['no way to wait', { check: undefined }, ['MIGRATION_CHECK_MISSING check']],
  ['an empty check', { check: [] }, ['MIGRATION_CHECK_MISSING check']],
  ['half a second', { deadline: Duration.millis(500) }, ['QUANTITY_INVALID deadline']],
  ['no time at all', { deadline: Duration.seconds(0) }, ['QUANTITY_INVALID deadline']],
  ['half a retry', { backoffLimit: 0.5 }, ['FIELD_INVALID backoffLimit']],
  ['an empty reason', { rerun: '' }, ['FIELD_INVALID rerun']],
  ['a pod that restarts', { pod: { restartPolicy: 'OnFailure' } }, ['FIELD_INVALID pod.restartPolicy']],
  ['an image', { image: 'Dodo' }, ['IMAGE_INVALID image']],
  ['an image of kubectl', { wait: { job: { image: ' ' } } }, ['IMAGE_INVALID wait.job.image']],
  ['all at once', { image: 'Dodo', backoffLimit: -1, check: [] }, ['FIELD_INVALID backoffLimit', 'IMAGE_INVALID image', 'MIGRATION_CHECK_MISSING check']],
])('refuses %s', (_, props, expected) => {
  expect([...faults((scope) => new MigrationJob(scope, 'm', { ...PROPS, ...props }))].sort()).toEqual(expected);
});
