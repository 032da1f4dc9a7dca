/**
 * The program that the conformance suite deploys: web and worker, config that both read and config that one reads, a Secret, a migration before them; and where
 * they are asked for, one more worker and a job after them.
 */
import { type App, Chart, Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { AppConfig, type AppLabels, AppSecretRef, AppService, type ConfigMode, http, k8s, layer, MigrationJob, program, RollingDeployment } from '../../../lib';
import { type ShopSettings, shopSettings } from './settings';

export type { ShopSettings } from './settings';

const NAME = 'shop';
/** So that the suite does not wait for pods that only pretend to start. */
const FAKE_NODES = { 'e2e/ready-after': '300ms', 'e2e/completes-after': '300ms' };
const labels = (component?: string): AppLabels => ({ name: NAME, component });

class Shop extends Chart {
  constructor(scope: Construct, id: string, s: ShopSettings, mode: ConfigMode) {
    super(scope, id, { namespace: s.namespace });
    const image = `${s.image.repository}:${s.image.tag}`;
    const config = (name: string, data: Record<string, string>) =>
      new AppConfig(this, `${name}-config`, { name: `${NAME}-${name}`, mode, data, app: labels() });
    const shared = config('config', { LOG_LEVEL: s.logLevel });
    const secrets = AppSecretRef.existing(this, 'secrets', { name: `${NAME}-secrets`, version: s.secretsVersion, keys: ['DATABASE_URL'] });
    new k8s.KubeServiceAccount(this, 'account', { metadata: { name: NAME, labels: { 'app.kubernetes.io/name': NAME } } });
    const pod = { serviceAccountName: NAME };
    const podMetadata = { annotations: FAKE_NODES };

    const migration = new MigrationJob(this, 'migrate', {
      name: `${NAME}-migrate`,
      app: labels('migrate'),
      image,
      command: ['python', 'manage.py', 'migrate'],
      check: ['python', 'manage.py', 'migrate', '--check'],
      config: [config('migration', { BATCH: s.batch }), secrets],
      backoffLimit: 0, // what fails is to be seen at once, not after three more attempts
      pod,
      podMetadata,
    });
    const web = new RollingDeployment(this, 'web', {
      name: `${NAME}-web`,
      app: labels('web'),
      image,
      command: ['gunicorn', 'shop.wsgi'],
      args: ['--bind=0.0.0.0:8000'],
      port: 8000,
      readinessProbe: http('/ready', { period: Duration.seconds(1) }),
      resources: { requests: { cpu: '100m', memory: '32Mi' } },
      config: [shared, config('web', { GREETING: s.greeting }), secrets],
      after: [migration],
      pod,
      podMetadata,
      ...(s.web.autoscaling ? { autoscaling: { minReplicas: s.web.replicas, ...s.web.autoscaling } } : { replicas: s.web.replicas }),
    });
    new AppService(this, 'service', { app: web, name: NAME });
    const work = (component: string, props: { readonly replicas: number; readonly config: readonly AppConfig[] }) =>
      new RollingDeployment(this, component, {
        ...props,
        name: `${NAME}-${component}`,
        app: labels(component),
        image,
        command: ['celery', '--app=shop', 'worker'],
        config: [...props.config, secrets],
        after: [migration],
        pod,
        podMetadata,
      });
    const worker = work('worker', { replicas: s.worker.replicas, config: [shared, config('queue', { QUEUE: s.queue })] });
    if (s.index !== undefined) {
      const command = ['python', 'manage.py', 'index', s.index];
      const index = new MigrationJob(this, 'index', {
        name: `${NAME}-index`,
        app: labels('index'),
        image,
        command,
        when: 'after',
        backoffLimit: 0,
        podMetadata,
      });
      index.node.addDependency(web, worker);
    }
    if (s.reports) work('reports', { replicas: 1, config: [config('report', { FORMAT: 'pdf' })] });
  }
}

/** The same program twice: with config under fixed names, and with config that outlives its deploy. */
export const programs = { checksum: shop('checksum'), keep: shop('keep') };

function shop(mode: ConfigMode) {
  return program({
    name: NAME,
    settings: shopSettings,
    build: (app: App, s: ShopSettings) => {
      new Shop(app, NAME, s, mode);
    },
  });
}

const base = layer<ShopSettings>({
  image: { repository: 'registry.example.com/shop', tag: 'v1' },
  logLevel: 'a',
  greeting: 'hello',
  queue: 'mail',
  batch: '100',
  secretsVersion: '1',
  web: { replicas: 1 },
  worker: { replicas: 1 },
  reports: false,
});

/** The layers of each environment, without its namespace. */
export const environments = {
  dev: [base, layer<ShopSettings>({ logLevel: 'debug' })],
  prod: [base, layer<ShopSettings>({ web: { replicas: 4 }, worker: { replicas: 2 } })],
};

export type Environment = keyof typeof environments;
