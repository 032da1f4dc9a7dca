import fc from 'fast-check';
import type { JsonObject } from './json';
import { pointerKeys } from './json-pointer';
import { asJson, type Manifest } from './object';
import type { Reference } from './reference';
import { referencesOf } from './references';

const object = (apiVersion: string, kind: string, rest: object = {}, namespace = 'shop'): Manifest =>
  ({ apiVersion, kind, metadata: { name: 'it', namespace, ...(rest as { metadata?: object }).metadata }, ...omitMetadata(rest) }) as Manifest;
const omitMetadata = ({ metadata: _, ...rest }: { metadata?: object }) => rest;

/** A reference in short: kind, namespace/name, key, what it goes through, and marks. */
const short = ({ kind, group, namespace, name, key, through, optional, builtin }: Reference) =>
  [`${kind}${group && `.${group}`}`, `${namespace}/${name}${key === undefined ? '' : `#${key}`}`, through, optional && 'optional', builtin && 'builtin']
    .filter((part) => part !== false)
    .join(' ');

/** Places in a pod spec; each names N. */
const podPlaces: readonly (readonly [string, (name: string) => JsonObject, string])[] = [
  ['envFrom ConfigMap', (name) => ({ containers: [{ envFrom: [{ configMapRef: { name } }] }] }), 'ConfigMap shop/N envFrom'],
  ['envFrom Secret', (name) => ({ containers: [{ envFrom: [{ secretRef: { name, optional: true } }] }] }), 'Secret shop/N envFrom optional'],
  ['env ConfigMap', (name) => ({ containers: [{ env: [{ name: 'A', valueFrom: { configMapKeyRef: { name, key: 'k' } } }] }] }), 'ConfigMap shop/N#k env'],
  [
    'env Secret',
    (name) => ({ containers: [{ env: [{ name: 'A', valueFrom: { secretKeyRef: { name, key: 'k', optional: true } } }] }] }),
    'Secret shop/N#k env optional',
  ],
  ['init container env', (name) => ({ initContainers: [{ envFrom: [{ configMapRef: { name } }] }] }), 'ConfigMap shop/N envFrom'],
  ['native sidecar env', (name) => ({ initContainers: [{ restartPolicy: 'Always', envFrom: [{ secretRef: { name } }] }] }), 'Secret shop/N envFrom'],
  ['ephemeral container env', (name) => ({ ephemeralContainers: [{ envFrom: [{ configMapRef: { name } }] }] }), 'ConfigMap shop/N envFrom'],
  ['ConfigMap volume', (name) => ({ volumes: [{ name: 'v', configMap: { name } }] }), 'ConfigMap shop/N volume'],
  ['ConfigMap volume, one item', (name) => ({ volumes: [{ configMap: { name, items: [{ key: 'k', path: 'p' }] } }] }), 'ConfigMap shop/N#k volume'],
  ['Secret volume', (name) => ({ volumes: [{ name: 'v', secret: { secretName: name, optional: true } }] }), 'Secret shop/N volume optional'],
  ['projected ConfigMap', (name) => ({ volumes: [{ projected: { sources: [{ configMap: { name } }] } }] }), 'ConfigMap shop/N projected'],
  [
    'projected Secret',
    (name) => ({ volumes: [{ projected: { sources: [{ secret: { name, items: [{ key: 'k', path: 'p' }] } }] } }] }),
    'Secret shop/N#k projected',
  ],
  ['claim', (name) => ({ volumes: [{ persistentVolumeClaim: { claimName: name } }] }), 'PersistentVolumeClaim shop/N claim'],
  [
    'ephemeral volume class',
    (name) => ({ volumes: [{ ephemeral: { volumeClaimTemplate: { spec: { storageClassName: name } } } }] }),
    'StorageClass.storage.k8s.io /N class builtin',
  ],
  ['csi secret', (name) => ({ volumes: [{ csi: { driver: 'd', nodePublishSecretRef: { name } } }] }), 'Secret shop/N volumeSecret'],
  ...['cephfs', 'rbd', 'iscsi', 'flexVolume', 'scaleIO', 'storageos', 'cinder'].map(
    (type) => [`${type} secret`, (name: string) => ({ volumes: [{ [type]: { secretRef: { name } } }] }), 'Secret shop/N volumeSecret'] as const,
  ),
  ['azureFile secret', (name) => ({ volumes: [{ azureFile: { secretName: name } }] }), 'Secret shop/N volumeSecret'],
  ['imagePullSecrets', (name) => ({ imagePullSecrets: [{ name }] }), 'Secret shop/N imagePullSecrets'],
  ['service account', (name) => ({ serviceAccountName: name }), 'ServiceAccount shop/N serviceAccount'],
  ['service account by its old field', (name) => ({ serviceAccount: name }), 'ServiceAccount shop/N serviceAccount'],
  ['priority class', (name) => ({ priorityClassName: name }), 'PriorityClass.scheduling.k8s.io /N class builtin'],
  ['runtime class', (name) => ({ runtimeClassName: name }), 'RuntimeClass.node.k8s.io /N class builtin'],
  ['resource claim', (name) => ({ resourceClaims: [{ resourceClaimName: name }] }), 'ResourceClaim.resource.k8s.io shop/N claim'],
  ['resource claim template', (name) => ({ resourceClaims: [{ resourceClaimTemplateName: name }] }), 'ResourceClaimTemplate.resource.k8s.io shop/N claim'],
];

const hosts: readonly (readonly [string, (spec: JsonObject) => Manifest])[] = [
  ['Pod', (spec) => object('v1', 'Pod', { spec })],
  ['Deployment', (spec) => object('apps/v1', 'Deployment', { spec: { template: { spec } } })],
  ['Job', (spec) => object('batch/v1', 'Job', { spec: { template: { spec } } })],
  ['CronJob', (spec) => object('batch/v1', 'CronJob', { spec: { jobTemplate: { spec: { template: { spec } } } } })],
  ['Rollout', (spec) => object('argoproj.io/v1alpha1', 'Rollout', { spec: { template: { spec } } })],
];

/** What stands at the pointer of a reference. */
const at = (manifest: Manifest, path: string) => pointerKeys(path).reduce<unknown>((value, key) => (value as JsonObject)[key], asJson(manifest));

describe('references of pods', () => {
  it.each(podPlaces)('%s', (_, place, expected) => {
    for (const [, host] of hosts) {
      const manifest = host(place('named'));
      const references = referencesOf(manifest);
      expect(references.map(short)).toEqual([expected.replace('/N', '/named')]);
      expect(references.map(({ path }) => at(manifest, path))).toEqual(['named']);
    }
  });

  it('finds every generated place, and nothing else', () => {
    const lists = ['containers', 'initContainers', 'ephemeralContainers', 'volumes', 'imagePullSecrets', 'resourceClaims'];
    const once = (index: number) =>
      !['serviceAccountName', 'serviceAccount', 'priorityClassName', 'runtimeClassName'].some((field) => field in (podPlaces[index]?.[1]('x') ?? {}));
    const manyPlaces = fc
      .array(fc.nat(podPlaces.length - 1), { maxLength: 30 })
      .map((all) => all.filter((index, i) => once(index) || all.indexOf(index) === i));
    fc.assert(
      fc.property(manyPlaces, fc.nat(hosts.length - 1), (places, host) => {
        const used = places.filter((index) => podPlaces[index]?.[0] !== 'service account by its old field');
        const spec: { [field: string]: JsonObject[string] } = {};
        used.forEach((index, i) => {
          for (const [field, value] of Object.entries((podPlaces[index] as (typeof podPlaces)[number])[1](`name-${i}`))) {
            spec[field] = lists.includes(field) ? [...((spec[field] ?? []) as JsonObject[]), ...(value as JsonObject[])] : value;
          }
        });
        const manifest = (hosts[host] as (typeof hosts)[number])[1](spec);
        const found = referencesOf(manifest);
        expect(found.map(short).sort()).toEqual(used.map((index, i) => (podPlaces[index]?.[2] ?? '').replace('/N', `/name-${i}`)).sort());
        for (const { path, name } of found) expect(at(manifest, path)).toBe(name);
      }),
      { numRuns: 300 },
    );
  });

  it('takes no empty name, no service account token, no Downward API and no host path for a reference', () => {
    const volumes = [
      { projected: { sources: [{ serviceAccountToken: { path: 't' } }, { downwardAPI: {} }] } },
      { downwardAPI: { items: [] } },
      { hostPath: { path: '/x' } },
      { emptyDir: {} },
      { configMap: { name: '' } },
    ];
    expect(
      referencesOf(
        object('v1', 'Pod', { spec: { serviceAccountName: '', volumes, imagePullSecrets: [{}], containers: [{ env: [{ name: 'A', value: 'b' }] }] } }),
      ),
    ).toEqual([]);
  });

  it('the default service account is there in every namespace', () => {
    expect(referencesOf(object('v1', 'Pod', { spec: { serviceAccountName: 'default', serviceAccount: 'default' } })).map(short)).toEqual([
      'ServiceAccount shop/default serviceAccount builtin',
    ]);
  });
});

const gateway = 'gateway.networking.k8s.io';
const backend = (name: string, more: object = {}) => ({ backendRefs: [{ name, port: 80, ...more }] });

describe('references of other kinds', () => {
  it.each<readonly [string, Manifest, readonly string[]]>([
    ['a Service by its selector', object('v1', 'Service', { spec: { selector: { app: 'web' } } }), []],
    ['a PodDisruptionBudget', object('policy/v1', 'PodDisruptionBudget', { spec: { selector: { matchLabels: { app: 'web' } } } }), []],
    ['a NetworkPolicy', object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {} } }), []],
    [
      'a StatefulSet',
      object('apps/v1', 'StatefulSet', {
        spec: { serviceName: 'web', template: { spec: {} }, volumeClaimTemplates: [{ spec: { storageClassName: 'fast' } }] },
      }),
      ['Service shop/web service', 'StorageClass.storage.k8s.io /fast class builtin'],
    ],
    [
      'a HorizontalPodAutoscaler',
      object('autoscaling/v2', 'HorizontalPodAutoscaler', { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } }),
      ['Deployment.apps shop/web scaleTarget'],
    ],
    [
      'a HorizontalPodAutoscaler of a Rollout',
      object('autoscaling/v2', 'HorizontalPodAutoscaler', { spec: { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' } } }),
      ['Rollout.argoproj.io shop/web scaleTarget'],
    ],
    ['a ScaledObject', object('keda.sh/v1alpha1', 'ScaledObject', { spec: { scaleTargetRef: { name: 'web' } } }), ['Deployment.apps shop/web scaleTarget']],
    [
      'a VerticalPodAutoscaler',
      object('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', { spec: { targetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' } } }),
      ['StatefulSet.apps shop/db scaleTarget'],
    ],
    [
      'an Ingress',
      object('networking.k8s.io/v1', 'Ingress', {
        metadata: { annotations: { 'nginx.ingress.kubernetes.io/auth-secret': 'auth/basic', 'nginx.ingress.kubernetes.io/auth-tls-secret': 'ca' } },
        spec: {
          ingressClassName: 'nginx',
          defaultBackend: { service: { name: 'fallback', port: { number: 80 } } },
          rules: [
            {
              http: {
                paths: [{ backend: { service: { name: 'web' } } }, { backend: { resource: { apiGroup: 'k8s.example.com', kind: 'Bucket', name: 'files' } } }],
              },
            },
          ],
          tls: [{ hosts: ['a'], secretName: 'a-tls' }, { hosts: ['b'] }],
        },
      }),
      [
        'IngressClass.networking.k8s.io /nginx class builtin',
        'Service shop/fallback backend',
        'Service shop/web backend',
        'Bucket.k8s.example.com shop/files backend',
        'Secret shop/a-tls tls',
        'Secret auth/basic annotation',
        'Secret shop/ca annotation',
      ],
    ],
    [
      'an HTTPRoute',
      object(`${gateway}/v1`, 'HTTPRoute', {
        spec: {
          parentRefs: [
            { name: 'public', namespace: 'infra' },
            { group: '', kind: 'Service', name: 'mesh' },
          ],
          rules: [
            { ...backend('web'), filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'mirror' } } }] },
            backend('other', { namespace: 'far' }),
            backend('files', { group: 'example.com', kind: 'Bucket', filters: [{ extensionRef: { group: 'example.com', kind: 'Auth', name: 'strict' } }] }),
          ],
        },
      }),
      [
        `Gateway.${gateway} infra/public gateway builtin`,
        'Service shop/mesh gateway',
        'Service shop/mirror backend',
        'Service shop/web backend',
        'Service far/other backend',
        'Bucket.example.com shop/files backend',
        'Auth.example.com shop/strict backend',
      ],
    ],
    [
      'a Gateway',
      object(`${gateway}/v1`, 'Gateway', {
        spec: { gatewayClassName: 'nginx', listeners: [{ tls: { certificateRefs: [{ name: 'tls' }, { name: 'far', namespace: 'certs' }] } }] },
      }),
      [`GatewayClass.${gateway} /nginx class builtin`, 'Secret shop/tls tls', 'Secret certs/far tls'],
    ],
    [
      'a ServiceAccount',
      object('v1', 'ServiceAccount', { secrets: [{ name: 'token' }], imagePullSecrets: [{ name: 'registry' }] }),
      ['Secret shop/token serviceAccount', 'Secret shop/registry imagePullSecrets'],
    ],
    [
      'a RoleBinding',
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
        subjects: [
          { kind: 'ServiceAccount', name: 'web' },
          { kind: 'ServiceAccount', name: 'ci', namespace: 'build' },
          { kind: 'User', name: 'ann', apiGroup: 'rbac.authorization.k8s.io' },
        ],
      }),
      ['Role.rbac.authorization.k8s.io shop/reader role', 'ServiceAccount shop/web subject', 'ServiceAccount build/ci subject'],
    ],
    [
      'a ClusterRoleBinding',
      object(
        'rbac.authorization.k8s.io/v1',
        'ClusterRoleBinding',
        { roleRef: { kind: 'ClusterRole', name: 'view' }, subjects: [{ kind: 'Group', name: 'all' }] },
        '',
      ),
      ['ClusterRole.rbac.authorization.k8s.io /view role builtin'],
    ],
    [
      'a RoleBinding to a ClusterRole of the program',
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: { kind: 'ClusterRole', name: 'shop-reader' } }),
      ['ClusterRole.rbac.authorization.k8s.io /shop-reader role'],
    ],
    [
      'a PersistentVolumeClaim',
      object('v1', 'PersistentVolumeClaim', {
        spec: { storageClassName: 'fast', volumeName: 'pv', dataSource: { kind: 'VolumeSnapshot', apiGroup: 'snapshot.storage.k8s.io', name: 'snap' } },
      }),
      ['StorageClass.storage.k8s.io /fast class builtin', 'PersistentVolume /pv claim', 'VolumeSnapshot.snapshot.storage.k8s.io shop/snap claim'],
    ],
    [
      'a PersistentVolumeClaim with both sources',
      object('v1', 'PersistentVolumeClaim', {
        spec: { dataSource: { kind: 'PersistentVolumeClaim', name: 'old' }, dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'old' } },
      }),
      ['PersistentVolumeClaim shop/old claim'],
    ],
    [
      'a PersistentVolume',
      object(
        'v1',
        'PersistentVolume',
        { spec: { claimRef: { namespace: 'shop', name: 'data' }, csi: { nodeStageSecretRef: { name: 's', namespace: 'storage' } } } },
        '',
      ),
      ['Secret storage/s volumeSecret', 'PersistentVolumeClaim shop/data claim'],
    ],
    [
      'a webhook configuration',
      object(
        'admissionregistration.k8s.io/v1',
        'ValidatingWebhookConfiguration',
        { webhooks: [{ clientConfig: { service: { name: 'hook', namespace: 'infra' } } }, { clientConfig: { url: 'https://x' } }] },
        '',
      ),
      ['Service infra/hook webhook'],
    ],
    [
      'a CustomResourceDefinition with conversion',
      object(
        'apiextensions.k8s.io/v1',
        'CustomResourceDefinition',
        { spec: { conversion: { webhook: { clientConfig: { service: { name: 'c', namespace: 'infra' } } } } } },
        '',
      ),
      ['Service infra/c webhook'],
    ],
    [
      'an APIService',
      object('apiregistration.k8s.io/v1', 'APIService', { spec: { service: { name: 'metrics', namespace: 'kube-system' } } }, ''),
      ['Service kube-system/metrics webhook'],
    ],
    [
      'a Rollout that switches Services',
      object('argoproj.io/v1alpha1', 'Rollout', {
        spec: {
          workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
          strategy: {
            canary: {
              stableService: 'stable',
              canaryService: 'canary',
              trafficRouting: { nginx: { stableIngress: 'web' } },
              analysis: { templates: [{ templateName: 'errors' }] },
              steps: [{ setWeight: 5 }, { analysis: { templates: [{ templateName: 'slow', clusterScope: true }] } }],
            },
          },
        },
      }),
      [
        'Deployment.apps shop/web workload',
        'Service shop/stable service',
        'Service shop/canary service',
        'Ingress.networking.k8s.io shop/web backend',
        'AnalysisTemplate.argoproj.io shop/errors analysis',
        'ClusterAnalysisTemplate.argoproj.io /slow analysis',
      ],
    ],
    [
      'a blue/green Rollout',
      object('argoproj.io/v1alpha1', 'Rollout', { spec: { template: { spec: {} }, strategy: { blueGreen: { activeService: 'a', previewService: 'p' } } } }),
      ['Service shop/a service', 'Service shop/p service'],
    ],
    [
      'an ExternalSecret',
      object('external-secrets.io/v1', 'ExternalSecret', { spec: { secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' } } }),
      ['ClusterSecretStore.external-secrets.io /vault store builtin'],
    ],
    ['a Certificate', object('cert-manager.io/v1', 'Certificate', { spec: { issuerRef: { name: 'ca' } } }), ['Issuer.cert-manager.io shop/ca store builtin']],
  ])('%s', (_, manifest, expected) => {
    expect(referencesOf(manifest).map(short)).toEqual(expected);
  });

  it('does not mind a field of another type', () => {
    const odd = { spec: { rules: 'x', tls: [null, 3, { secretName: 5 }], defaultBackend: [] }, metadata: { annotations: null } };
    expect(referencesOf(object('networking.k8s.io/v1', 'Ingress', odd))).toEqual([]);
  });
});
