/** A message queue: a StatefulSet with volumes of its own, as clusters have it. */
import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { AppConfig, AppSecretRef, appLabels, ConfiguredApp, External, exec, fromField, fromKey, k8s, program } from '../../../../../index';
import { queueConf } from './queue-conf';
import { type QueueSettings, queueSettings } from './settings';

export const queue = program({
  name: 'queue',
  settings: queueSettings,
  build: (app, s) => {
    new Queue(app, 'queue', s);
  },
});

class Queue extends Chart {
  constructor(scope: Construct, id: string, s: QueueSettings) {
    super(scope, id, { namespace: s.namespace });
    const app = { name: s.name, component: 'queue' };
    const metadata = { labels: appLabels(app) };
    const conf = new AppConfig(this, 'conf', {
      name: `${s.name}-conf`,
      app,
      files: { 'rabbitmq.conf': queueConf(s), enabled_plugins: `[${s.plugins.join(',')}].\n`, 'advanced.config': s.advancedConfiguration },
    });
    const secret = AppSecretRef.existing(this, 'secret', { name: s.auth.existingSecret, keys: [s.auth.passwordKey] });
    const account = serviceAccount(this, s, metadata);

    const ports = [
      { name: 'amqp', containerPort: s.ports.amqp },
      { name: 'manager', containerPort: s.ports.manager },
      ...(s.ports.metrics === undefined ? [] : [{ name: 'metrics', containerPort: s.ports.metrics }]),
    ];
    for (const { configMap } of s.extraVolumes) External.configMap(this, configMap);
    new ConfiguredApp(this, 'nodes', {
      kind: 'StatefulSet',
      name: s.name,
      app,
      image: s.image,
      ports,
      env: {
        NODE_NAME: fromField('metadata.name'),
        RABBITMQ_DEFAULT_PASS: fromKey(secret, s.auth.passwordKey),
        RABBITMQ_PLUGINS: s.plugins.join(' '),
        ...(s.clustering.enabled && { RABBITMQ_USE_LONGNAME: 'true' }),
      },
      mounts: [{ source: conf, path: '/etc/rabbitmq' }],
      volumeMounts: [{ name: 'data', mountPath: '/var/lib/rabbitmq' }, ...s.extraVolumes.map(({ mountPath }, at) => ({ name: `extra-${at}`, mountPath }))],
      ...(s.probes.liveness.enabled && { livenessProbe: probe(s.probes.liveness, 'status') }),
      ...(s.probes.readiness.enabled && { readinessProbe: probe(s.probes.readiness, 'check_running') }),
      ...(s.resources && { resources: s.resources }),
      pod: {
        serviceAccountName: account,
        automountServiceAccountToken: s.clustering.enabled,
        terminationGracePeriodSeconds: s.terminationGracePeriodSeconds,
        volumes: [
          ...(s.persistence.enabled ? [] : [{ name: 'data', emptyDir: {} }]),
          ...s.extraVolumes.map(({ configMap }, at) => ({ name: `extra-${at}`, configMap: { name: configMap } })),
        ],
      },
      spec: {
        serviceName: `${s.name}-nodes`,
        replicas: s.replicas,
        podManagementPolicy: s.podManagementPolicy,
        ...(s.persistence.enabled && { volumeClaimTemplates: [claim(s)] }),
      },
    });

    const selector = appLabels(app);
    const servicePorts = ports.map(({ name, containerPort }) => ({ name, port: containerPort, targetPort: name }));
    new k8s.KubeService(this, 'service', { metadata: { ...metadata, name: s.name }, spec: { selector, ports: servicePorts } });
    new k8s.KubeService(this, 'headless', {
      metadata: { ...metadata, name: `${s.name}-nodes` },
      spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector, ports: servicePorts },
    });
    if (s.serviceMonitor) serviceMonitor(this, s.name, s.serviceMonitor, selector);
  }
}

function probe({ enabled: _, ...timing }: QueueSettings['probes']['liveness'], command: string): k8s.Probe {
  return { ...exec(['rabbitmq-diagnostics', '-q', command]), ...timing };
}

function claim({ persistence: { storageClass, accessModes, size, annotations } }: QueueSettings): k8s.PersistentVolumeClaim {
  return {
    metadata: { name: 'data', ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: { accessModes, ...(storageClass !== undefined && { storageClassName: storageClass }), resources: { requests: { storage: size } } },
  };
}

/** The account of the pods, with what finding each other needs. */
function serviceAccount(scope: Construct, s: QueueSettings, metadata: k8s.ObjectMeta): string {
  const name = s.serviceAccountName ?? s.name;
  if (s.serviceAccountName === undefined) new k8s.KubeServiceAccount(scope, 'account', { metadata: { ...metadata, name } });
  else External.serviceAccount(scope, name);
  if (!s.rbac.create || !s.clustering.enabled) return name;
  const role = `${s.name}-peers`;
  new k8s.KubeRole(scope, 'role', {
    metadata: { ...metadata, name: role },
    rules: [{ apiGroups: [''], resources: ['endpoints'], verbs: ['get'] }],
  });
  new k8s.KubeRoleBinding(scope, 'binding', {
    metadata: { ...metadata, name: role },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role },
    subjects: [{ kind: 'ServiceAccount', name, namespace: s.namespace }],
  });
  return name;
}

function serviceMonitor(scope: Construct, name: string, monitor: NonNullable<QueueSettings['serviceMonitor']>, matchLabels: Record<string, string>): void {
  new ApiObject(scope, 'monitor', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name, labels: monitor.labels },
    spec: {
      selector: { matchLabels },
      endpoints: [
        {
          port: 'metrics',
          interval: monitor.interval,
          relabelings: monitor.relabelings.map(({ sourceLabel, targetLabel }) => ({ sourceLabels: [sourceLabel], targetLabel })),
        },
      ],
    },
  });
}
