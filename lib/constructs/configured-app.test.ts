import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { intentsOf } from '../manifest';
import { AppConfig } from './app-config';
import { AppSecretRef } from './app-secret-ref';
import { ConfiguredApp, type ConfiguredAppProps } from './configured-app';
import { fromKey } from './env';
import { tcp } from './probes';
import { chart, faults, objectsOf, yamlOf } from './testing/chart';

it('is a Deployment with its config', () => {
  const shop = chart();
  const config = new AppConfig(shop, 'config', { name: 'shop-config', data: { LOG_LEVEL: 'info' } });
  const secret = AppSecretRef.existing(shop, 'secret', { name: 'shop-secret', version: '7' });
  new ConfiguredApp(shop, 'web', {
    kind: 'Deployment',
    name: 'shop-web',
    app: { name: 'shop', component: 'web', partOf: 'store', version: '2' },
    image: 'shop/dodo:2',
    config: [config, secret],
    env: { REGION: 'seoul', PASSWORD: fromKey(secret, 'password') },
    spec: { replicas: 2 },
  });
  expect(yamlOf(shop)).toMatchInlineSnapshot(`
"
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop-config
  namespace: shop
data:
  LOG_LEVEL: info
---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/component: web
    app.kubernetes.io/name: shop
    app.kubernetes.io/part-of: store
    app.kubernetes.io/version: "2"
  name: shop-web
  namespace: shop
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/component: web
      app.kubernetes.io/name: shop
  template:
    metadata:
      annotations:
        rollwright.dev/version.shop-secret: "7"
      labels:
        app.kubernetes.io/component: web
        app.kubernetes.io/name: shop
    spec:
      automountServiceAccountToken: false
      containers:
        - env:
            - name: REGION
              value: seoul
            - name: PASSWORD
              valueFrom:
                secretKeyRef:
                  key: password
                  name: shop-secret
          envFrom:
            - configMapRef:
                name: shop-config
            - secretRef:
                name: shop-secret
          image: shop/dodo:2
          name: shop-web
          securityContext:
            allowPrivilegeEscalation: false
            capabilities:
              drop:
                - ALL
      enableServiceLinks: false
      securityContext:
        runAsNonRoot: true
        seccompProfile:
          type: RuntimeDefault
"
`);
});

it.each<[string, ConfiguredAppProps, object]>([
  ['StatefulSet', { kind: 'StatefulSet', name: 'db', image: 'a', spec: { serviceName: 'db' } }, { apiVersion: 'apps/v1', spec: { serviceName: 'db' } }],
  ['DaemonSet', { kind: 'DaemonSet', name: 'agent', image: 'a' }, { apiVersion: 'apps/v1' }],
  [
    'CronJob',
    { kind: 'CronJob', name: 'nightly', image: 'a', spec: { schedule: '0 3 * * *', jobTemplate: { spec: { backoffLimit: 1 } } } },
    {
      apiVersion: 'batch/v1',
      spec: {
        schedule: '0 3 * * *',
        jobTemplate: { spec: { backoffLimit: 1, template: { spec: { restartPolicy: 'Never', containers: [{ name: 'nightly' }] } } } },
      },
    },
  ],
])('is a %s', (kind, props, expected) => {
  const shop = chart();
  const app = new ConfiguredApp(shop, 'x', props);
  const [object] = objectsOf(shop);
  expect(object).toMatchObject({ kind, metadata: { name: props.name, namespace: 'shop' }, ...expected });
  if (kind !== 'CronJob') expect(object.spec.template.metadata.labels).toMatchObject(object.spec.selector.matchLabels);
  expect(intentsOf(app.apiObject)).toEqual(kind === 'CronJob' ? [] : [{ intent: 'rolls-with-config' }]);
});

it('mounts the claims of a StatefulSet', () => {
  const spec = { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce' as const] } }] };
  const mounts = { volumeMounts: [{ name: 'data', mountPath: '/data' }] };
  expect(faults((scope) => new ConfiguredApp(scope, 'x', { kind: 'StatefulSet', name: 'db', image: 'a', ...mounts, spec }))).toEqual([]);
  expect(faults((scope) => new ConfiguredApp(scope, 'x', { kind: 'StatefulSet', name: 'db', image: 'a', ...mounts }))).toEqual(['VOLUME_UNKNOWN volumeMounts']);
});

it('does not follow its config where that is said', () => {
  const app = new ConfiguredApp(chart(), 'x', { kind: 'Deployment', name: 'web', image: 'a', triggers: { configChecksum: false } });
  expect(intentsOf(app.apiObject)).toEqual([]);
});

it('takes over a Deployment with a selector of its own', () => {
  const shop = chart();
  new ConfiguredApp(shop, 'x', {
    kind: 'Deployment',
    name: 'web',
    image: 'a',
    selector: { app: 'web' },
    metadata: { labels: { team: 'shop' }, annotations: { a: 'b' }, namespace: 'old' },
  });
  expect(objectsOf(shop)[0]).toMatchObject({
    metadata: { name: 'web', namespace: 'old', labels: { 'app.kubernetes.io/name': 'web', team: 'shop' }, annotations: { a: 'b' } },
    spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } } } },
  });
});

it('is applied after the config that it reads and what it waits for', () => {
  const shop = chart();
  const config = new AppConfig(shop, 'config', { name: 'config', data: {} });
  const gate = Object.assign(new Construct(shop, 'gate'), { waitContainer: () => undefined });
  const app = new ConfiguredApp(shop, 'x', { kind: 'Deployment', name: 'web', image: 'a', config: [config, { kind: 'Secret', name: 's' }], after: [gate] });
  expect(app.apiObject.node.dependencies).toEqual([config, gate]);
});

it.each<[string, Partial<ConfiguredAppProps<'Deployment'>>, readonly string[]]>([
  ['a name that is no DNS label', { name: 'Web' }, ['NAME_INVALID name', 'NAME_INVALID containers']],
  ['a label that is none', { app: { name: 'web', component: '' } }, ['NAME_INVALID app', 'SELECTOR_MISMATCH selector']],
  ['an empty selector', { selector: {} }, ['SELECTOR_MISMATCH selector']],
  ['a pod label that the selector contradicts', { podMetadata: { labels: { 'app.kubernetes.io/name': 'x' } } }, ['SELECTOR_MISMATCH podMetadata.labels']],
  ['a version whose annotation would be too long', { config: [{ kind: 'Secret', name: 'x'.repeat(60), version: '1' }] }, ['NAME_INVALID config']],
  ['a trigger that is none', { triggers: { restartedAt: 'now' } }, ['TRIGGER_INVALID triggers.restartedAt']],
])('refuses %s', (_, props, expected) => {
  expect(faults((scope) => new ConfiguredApp(scope, 'x', { kind: 'Deployment', name: 'web', image: 'a', ...props }))).toEqual(expected);
});

it('makes the same bytes wherever it stands and whatever it is called there', () => {
  const props: ConfiguredAppProps = { kind: 'Deployment', name: 'web', image: 'a', port: 80, readinessProbe: tcp({ period: Duration.seconds(1) }) };
  const [here, there] = [chart(), chart()];
  new ConfiguredApp(here, 'web', props);
  new ConfiguredApp(new Construct(new Construct(there, 'a'), 'group'), 'renamed', props);
  expect(yamlOf(there)).toBe(yamlOf(here));
});
