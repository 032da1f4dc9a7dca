import type { Chart } from 'cdk8s';
import { addIntent, derive } from '../manifest';
import { checkReferences } from './references';
import { deployment, object, problemsOf, rendered } from './testing/programs';

const missing = (build: (chart: Chart) => void) => problemsOf(() => rendered(build)).map(({ code, object: by, path, message }) => [code, by, path, message]);

test.each<[string, (chart: Chart) => void, string, string]>([
  [
    'a ConfigMap, and the near name',
    (chart) => {
      object(chart, 'ConfigMap', 'dodo-config');
      deployment(chart, 'web', { envFrom: [{ configMapRef: { name: 'dodo-confg' } }] });
    },
    '/spec/template/spec/containers/0/envFrom/0/configMapRef/name',
    'nothing makes ConfigMap dodo-confg in the namespace that is applied to; did you mean dodo-config?',
  ],
  [
    'a Secret',
    (chart) => deployment(chart, 'web', { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }] }),
    '/spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/name',
    'nothing makes Secret a in the namespace that is applied to',
  ],
  [
    'a ServiceAccount',
    (chart) => deployment(chart, 'web', {}, { serviceAccountName: 'robot' }),
    '/spec/template/spec/serviceAccountName',
    'nothing makes ServiceAccount robot in the namespace that is applied to',
  ],
  [
    'a PersistentVolumeClaim',
    (chart) => deployment(chart, 'web', {}, { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'disk' } }] }),
    '/spec/template/spec/volumes/0/persistentVolumeClaim/claimName',
    'nothing makes PersistentVolumeClaim disk in the namespace that is applied to',
  ],
  [
    'the Service of an Ingress',
    (chart) => object(chart, 'Ingress', 'web', { spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } } }),
    '/spec/defaultBackend/service/name',
    'nothing makes Service web in the namespace that is applied to',
  ],
  [
    'the target of an autoscaler',
    (chart) => object(chart, 'HorizontalPodAutoscaler', 'web', { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } }),
    '/spec/scaleTargetRef/name',
    'nothing makes Deployment web in the namespace that is applied to',
  ],
  [
    'an object of another namespace',
    (chart) => {
      object(chart, 'ConfigMap', 'config', { metadata: { namespace: 'other' } });
      object(chart, 'Pod', 'p', { metadata: { namespace: 'shop' }, spec: { containers: [{ name: 'a', envFrom: [{ configMapRef: { name: 'config' } }] }] } });
    },
    '/spec/containers/0/envFrom/0/configMapRef/name',
    'nothing makes ConfigMap config in namespace shop, but one in namespace other',
  ],
])('%s that nothing makes', (_, build, path, message) => {
  expect(missing((chart) => void build(chart))).toEqual([['REFERENCE_MISSING', expect.any(String), path, message]]);
});

const reads = (name: string) => ({ env: [{ name: 'A', valueFrom: { secretKeyRef: { name, key: 'b' } } }] });

test.each<[string, (chart: Chart) => void]>([
  [
    'one that the program makes',
    (chart) => {
      object(chart, 'Secret', 's');
      deployment(chart, 'web', reads('s'));
    },
  ],
  ['an optional one', (chart) => deployment(chart, 'web', { envFrom: [{ secretRef: { name: 's', optional: true } }] })],
  ['the account default', (chart) => deployment(chart, 'web', {}, { serviceAccountName: 'default' })],
  ['the root certificate', (chart) => deployment(chart, 'web', { envFrom: [{ configMapRef: { name: 'kube-root-ca.crt' } }] })],
  [
    'one that is declared external on some construct',
    (chart) => {
      addIntent(deployment(chart, 'web', reads('s')), { intent: 'external', kind: 'Secret', name: 's' });
    },
  ],
  [
    'two tokens of one derived value',
    (chart) => {
      const hashed = object(chart, 'Secret', 'plain');
      const name = () => `s-${derive(chart.node.root, { hash: 'data', of: hashed, length: 8 })}`;
      object(chart, 'Secret', name(), {}, 'named-by-hash');
      deployment(chart, 'web', reads(name()));
    },
  ],
])('%s is no error', (_, build) => {
  expect(missing((chart) => void build(chart))).toEqual([]);
});

test.each<[string, object]>([
  ['ExternalSecret', { apiVersion: 'external-secrets.io/v1', spec: { target: { name: 's' } } }],
  ['ExternalSecret', { apiVersion: 'external-secrets.io/v1', metadata: { name: 's' } }],
  ['SealedSecret', { apiVersion: 'bitnami.com/v1alpha1', metadata: { name: 's' } }],
  ['Certificate', { apiVersion: 'cert-manager.io/v1', spec: { secretName: 's' } }],
  [
    'Ingress',
    { apiVersion: 'networking.k8s.io/v1', metadata: { annotations: { 'cert-manager.io/cluster-issuer': 'le' } }, spec: { tls: [{ secretName: 's' }] } },
  ],
])('the Secret that a controller makes for %s %j', (kind, fields) => {
  expect(
    missing((chart) => {
      object(chart, kind, 'x', fields);
      deployment(chart, 'web', reads('s'));
    }),
  ).toEqual([]);
});

test('it can be left out, allowed, or asked for', () => {
  const build = (chart: Chart) => void deployment(chart, 'web', reads('s'));
  const unchecked = rendered(build, { checkReferences: false });
  expect(problemsOf(() => rendered(build, {}, { allow: ['REFERENCE_MISSING'] }))).toEqual([]);
  expect(problemsOf(() => checkReferences(unchecked)).map(({ code }) => code)).toEqual(['REFERENCE_MISSING']);
});
