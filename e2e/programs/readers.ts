/** Config and who reads it, in all the ways in which pods read config. The names of the settings say who does. */
import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { z } from 'zod';
import {
  AppConfig,
  type AppLabels,
  AppSecretRef,
  ConfigChecksums,
  ConfiguredApp,
  fromKey,
  layer,
  plainYaml,
  program,
  RollingDeployment,
  type RollingDeploymentProps,
  rollwright,
} from '../../lib';

const text = z.string().default('a');

const settings = z.object({
  namespace: z.string(),
  webAndWorker: text,
  workerOnly: text,
  oneKeyOfTwo: text,
  theOtherKey: text,
  nobody: text,
  initOnly: text,
  sidecarOnly: text,
  fileOnly: text,
  agents: text,
  cronOnly: text,
  guest: text,
  secretsVersion: text,
  trigger: z.string().optional(),
  restartedAt: z.string().optional(),
  nonce: z.string().optional(),
});

type Readers = z.infer<typeof settings>;

const image = 'registry.example.com/app:1';

export const readers = program({
  name: 'readers',
  settings,
  allow: ['LABEL_FROM_PATH'], // the selector of cdk8s-plus-27's Deployment
  build: (app, s) => {
    const chart = new Chart(app, 'readers', { namespace: s.namespace });
    const config = (name: string, data: Record<string, string>) => new AppConfig(chart, `${name}-config`, { name, data });
    const file = (name: string, content: string) => new AppConfig(chart, `${name}-file`, { name, files: { 'app.ini': content } });
    const label = (component: string): AppLabels => ({ name: 'readers', component });
    const deploy = (name: string, props: Omit<RollingDeploymentProps, 'name' | 'app'>) =>
      new RollingDeployment(chart, name, { name, app: label(name), image, ...props });

    const shared = config('shared', { SHARED: s.webAndWorker });
    const secrets = AppSecretRef.existing(chart, 'secrets', { name: 'secrets', version: s.secretsVersion });
    const keys = config('keys', { ONE: s.oneKeyOfTwo, OTHER: s.theOtherKey });
    config('nobody', { NOBODY: s.nobody });
    deploy('web', { config: [shared], env: { ONE: fromKey(keys, 'ONE') } });
    deploy('worker', { config: [shared, config('worker-only', { QUEUE: s.workerOnly }), secrets] });

    // The commonest reader that goes stale: what it reads once, at its start, lies in a volume that is kept up to date for nobody.
    const rendered = { name: 'rendered', mountPath: '/etc/app' };
    deploy('renderer', {
      initContainers: [{ name: 'render', image, mounts: [{ source: file('init-only', s.initOnly), path: '/templates' }], volumeMounts: [rendered] }],
      volumeMounts: [rendered],
      pod: { volumes: [{ name: 'rendered', emptyDir: {} }] },
    });
    deploy('proxied', {
      sidecars: [{ name: 'proxy', image, config: [config('sidecar-only', { UPSTREAM: s.sidecarOnly })] }],
      mounts: [{ source: file('file-only', s.fileOnly), path: '/etc/app.ini', subPath: 'app.ini' }],
    });
    deploy('triggered', {
      triggers: { version: { database: s.trigger }, restartedAt: s.restartedAt, ...(s.nonce !== undefined && { always: { nonce: s.nonce } }) },
    });

    const agents = config('agents', { AGENTS: s.agents });
    new ConfiguredApp(chart, 'store', { kind: 'StatefulSet', name: 'store', app: label('store'), image, config: [agents], spec: { serviceName: 'store' } });
    new ConfiguredApp(chart, 'agent', { kind: 'DaemonSet', name: 'agent', app: label('agent'), image, config: [agents] });
    new ConfiguredApp(chart, 'nightly', {
      kind: 'CronJob',
      name: 'nightly',
      app: label('nightly'),
      image,
      config: [config('cron-only', { CRON: s.cronOnly })],
      spec: { schedule: '0 3 * * *' },
    });

    const guest = new kplus.Deployment(chart, 'guest', {
      metadata: { name: 'guest' },
      replicas: 1,
      podMetadata: { labels: { 'app.kubernetes.io/component': 'guest' } },
      containers: [{ image, securityContext: { user: 1000 } }],
    });
    const guests = new kplus.ConfigMap(chart, 'guest-config', { metadata: { name: 'guest' }, data: { GUEST: s.guest } });
    guest.containers[0]?.env.copyFrom(kplus.Env.fromConfigMap(guests as kplus.IConfigMap));
    ConfigChecksums.apply(guest);
  },
});

export default rollwright({ programs: [readers], environments: { test: [layer<Readers>({})] }, outputs: [plainYaml()] });
