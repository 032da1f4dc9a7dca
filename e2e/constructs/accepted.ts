/** Every construct with every option, for a real API server to judge. Names are unique in one namespace. */
import { type Chart, Duration, Size } from 'cdk8s';
import {
  AppConfig,
  AppSecretRef,
  AppService,
  type AppServiceProps,
  ConfiguredApp,
  External,
  exec,
  fromField,
  fromKey,
  fromResource,
  grpc,
  http,
  MigrationJob,
  type MigrationJobProps,
  RollingDeployment,
  type RollingDeploymentProps,
  sizeQuantity,
  tcp,
  WebService,
} from '../../lib';

/** Builds something whose objects have the name, or begin with it. */
export type Build = (chart: Chart, name: string) => unknown;

const image = 'registry.example.com/shop/dodo:2026.11.3';
const digest = `sha256:${'9'.repeat(64)}`;
const requests = { cpu: '100m', memory: sizeQuantity(Size.mebibytes(64), { what: 'memory' }) };
const oneOf = <const T>(...values: readonly T[]) => values;

const deployment =
  (props: Partial<RollingDeploymentProps> | ((chart: Chart, name: string) => Partial<RollingDeploymentProps>)): Build =>
  (chart, name) =>
    new RollingDeployment(chart, name, { name, image, ...(typeof props === 'function' ? props(chart, name) : props) });

const config = (chart: Chart, name: string, data: Record<string, string>) => new AppConfig(chart, `${name}-config`, { name, data });
const files = (chart: Chart, name: string) => new AppConfig(chart, `${name}-files`, { name: `${name}-files`, files: { 'app.ini': 'a', 'b.ini': 'b' } });
const secret = (chart: Chart, name: string) =>
  AppSecretRef.existing(chart, `${name}-secret`, { name: `${name}-secret`, version: 7, keys: ['PASSWORD'], optional: true });

const service =
  (props: Omit<AppServiceProps, 'app'>): Build =>
  (chart, name) => {
    const ports = [
      { name: 'grpc', containerPort: 9000 },
      { name: 'dns', containerPort: 53, protocol: 'UDP' as const },
    ];
    const app = new RollingDeployment(chart, name, { name, image, port: 8000, ports });
    return new AppService(chart, `${name}-service`, { app, ...props });
  };

const migration =
  (props: Partial<MigrationJobProps> | ((chart: Chart, name: string) => Partial<MigrationJobProps>)): Build =>
  (chart, name) => {
    const own = typeof props === 'function' ? props(chart, name) : props;
    const job = new MigrationJob(chart, `${name}-job`, { name, image, command: ['migrate'], check: ['check'], ...own });
    return new RollingDeployment(chart, name, { name, image, after: [job] });
  };

export const ACCEPTED: Readonly<Record<string, Build>> = {
  'AppConfig of every kind of value': (chart, name) =>
    new AppConfig(chart, name, {
      name,
      data: { TEXT: 'a\nb: "c" # d', EMPTY: '', NUMBER: 0.5, LARGE: 9007199254740991, YES: true, NO: false, LIST: ['a', 1], NESTED: { A: { B: 'c' } } },
    }),
  'AppConfig of files': (chart, name) =>
    new AppConfig(chart, name, {
      name,
      files: { 'nginx.conf': 'server {}\n', '.hidden': '\u00e9\u{1f600}' },
      binaryFiles: { 'logo.png': Buffer.from([0, 255]) },
    }),
  'AppConfig that is immutable, with labels and annotations': (chart, name) =>
    new AppConfig(chart, name, {
      name,
      immutable: true,
      app: { name, component: 'web', partOf: 'shop', version: '2026.11.3' },
      metadata: { annotations: { 'example.com/owner': 'shop team' }, labels: { tier: 'backend' } },
    }),
  'AppConfig without data': (chart, name) => new AppConfig(chart, name, { name }),
  'AppConfig of a long name with dots': (chart, name) => new AppConfig(chart, name, { name: `${name}.${'a'.repeat(250 - name.length)}` }),

  'RollingDeployment of an image only': deployment({}),
  'RollingDeployment with a port': deployment({ port: 8000 }),
  'RollingDeployment of an image in parts, by digest': deployment({
    image: { registry: 'localhost:5000', repository: 'shop/dodo', tag: '1', digest },
  }),
  ...table(
    'rollout',
    oneOf({ maxSurge: 0, maxUnavailable: 1 }, { maxSurge: '100%', maxUnavailable: '100%' }, { maxSurge: '250%' }, { strategy: 'Recreate' }),
    (rollout) => deployment({ rollout }),
  ),
  ...table('replicas', [0, 1, 100], (replicas) => deployment({ replicas })),
  'RollingDeployment with every number of its own': deployment({
    minReadySeconds: 10,
    progressDeadlineSeconds: 11,
    revisionHistoryLimit: 0,
    paused: true,
  }),
  'RollingDeployment without a drain': deployment({ port: 8000, drain: false }),
  'RollingDeployment with a drain of no time': deployment({ port: 8000, drain: { wait: Duration.seconds(0) } }),
  'RollingDeployment with a drain of its own': deployment({ port: 8000, drain: { wait: Duration.minutes(2), stop: Duration.seconds(1) } }),
  'RollingDeployment with hooks of its own': deployment({
    port: 8000,
    lifecycle: { preStop: { exec: { command: ['sleep', '3'] } }, postStart: { httpGet: { path: '/warm', port: 8000 } } },
  }),
  ...table(
    'budget',
    oneOf({}, { minAvailable: 1 }, { minAvailable: '50%' }, { maxUnavailable: '25%' }, { unhealthyPodEvictionPolicy: 'IfHealthyBudget' }),
    (disruptionBudget) => deployment({ replicas: 4, disruptionBudget }),
  ),
  ...table(
    'autoscaling',
    oneOf(
      {},
      { cpuPercent: 70, memoryPercent: 90 },
      { metrics: [{ type: 'External', external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '10' } } }] },
      { behavior: { scaleDown: { stabilizationWindowSeconds: 60, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] } } },
    ),
    (more) => deployment({ resources: { requests }, autoscaling: { minReplicas: 2, maxReplicas: 6, ...more } }),
  ),
  'RollingDeployment that every trigger is said for': deployment((chart, name) => ({
    config: [secret(chart, name)],
    triggers: {
      version: { database: 3, 'other-team.config_v2': 'a b' },
      imageDigest: digest,
      restartedAt: '2026-11-21T08:00:00.5+09:00',
      always: { nonce: 'run 4711' },
    },
  })),
  'RollingDeployment without checksum, spread, history and security': deployment({
    triggers: { configChecksum: false },
    topologySpread: false,
    changeCause: false,
    securityDefaults: false,
    pod: { automountServiceAccountToken: true },
  }),
  'RollingDeployment with a change cause': deployment({ changeCause: { commit: '4f2c9d1' } }),
  'RollingDeployment with labels, annotations and a selector of its own': deployment((_, name) => ({
    app: { name: 'shop', component: 'web', partOf: 'all', version: '1' },
    selector: { app: name },
    metadata: { labels: { tier: 'a' }, annotations: { 'example.com/owner': 'b' } },
    podMetadata: { labels: { tier: 'a' }, annotations: { 'example.com/note': 'c' } },
  })),

  'probes over HTTP': deployment({
    port: 8000,
    startupProbe: http('/started', { initialDelay: Duration.seconds(1), period: Duration.seconds(1), timeout: Duration.seconds(1), failureThreshold: 30 }),
    readinessProbe: http('/ready?a=b', { port: 8000, scheme: 'HTTPS', headers: { Host: 'shop.example.com' }, successThreshold: 2 }),
    livenessProbe: http('/alive'),
  }),
  'probes by port, command and gRPC': deployment({
    port: 8000,
    ports: [{ containerPort: 9000 }],
    startupProbe: exec(['test', '-e', '/tmp/started']),
    readinessProbe: tcp(),
    livenessProbe: grpc(9000, { service: 'shop' }),
  }),

  'env of every kind': deployment((chart, name) => ({
    resources: { requests, limits: { memory: '64Mi' } },
    env: {
      TEXT: '$(POD)-x $$(POD)',
      EMPTY: '',
      NUMBER: 1,
      BOOLEAN: true,
      LEFT_OUT: undefined,
      KEY: fromKey(config(chart, name, { A: 'a' }), 'A'),
      SECRET: fromKey(secret(chart, name), 'PASSWORD', { optional: true }),
      POD: fromField('metadata.name'),
      LABEL: fromField("metadata.labels['app.kubernetes.io/name']"),
      NODE: fromField('spec.nodeName'),
      ADDRESSES: fromField('status.podIPs'),
      CPU: fromResource('requests.cpu', { divisor: '1m' }),
      MEMORY: fromResource('limits.memory', { container: name, divisor: '1Mi' }),
      RAW: { configMapKeyRef: { name: 'of-somebody', key: 'k', optional: true } },
    },
  })),
  'config read whole, with a prefix and over another': deployment((chart, name) => ({
    config: [
      config(chart, name, { A: 'a', B: 'b' }),
      { source: new AppConfig(chart, `${name}-over`, { name: `${name}-over`, data: { B: 'c' } }), override: true },
      { source: new AppConfig(chart, `${name}-prefixed`, { name: `${name}-prefixed`, data: { A: 'c' } }), prefix: 'WORKER_' },
      secret(chart, name),
    ],
  })),
  'config mounted in every way': deployment((chart, name) => {
    const source = files(chart, name);
    return {
      mounts: [
        { source, path: '/etc/all' },
        { source, path: '/etc/one', items: [{ key: 'app.ini', path: 'sub/app.ini', mode: 0o400 }] },
        { source, path: '/etc/app.ini', subPath: 'app.ini' },
        { source: secret(chart, name), path: '/etc/secret', defaultMode: 0o440, readOnly: true },
      ],
      containers: [{ name: 'other', image, mounts: [{ source, path: '/etc/all' }] }],
    };
  }),

  'several containers, sidecars and init containers': deployment({
    port: 8000,
    containers: [{ name: 'metrics', image, ports: [{ name: 'metrics', containerPort: 9090 }] }],
    sidecars: [
      { name: 'database-proxy', image, ports: [{ containerPort: 5432 }], startupProbe: tcp({ port: 5432 }), lifecycle: { preStop: { sleep: { seconds: 1 } } } },
      { name: 'logs', image, livenessProbe: exec(['true']) },
    ],
    initContainers: [
      { name: 'fetch', image, command: ['fetch'], args: ['--all'] },
      { name: 'late', image, restartPolicy: 'Always' },
    ],
  }),
  'only containers of a list': (chart, name) =>
    new RollingDeployment(chart, name, {
      name,
      containers: [
        { name: 'a', image },
        { name: 'b', image },
      ],
    }),
  'every other field of a container': deployment({
    imagePullPolicy: 'Always',
    workingDir: '/srv',
    command: ['a'],
    args: ['b'],
    stdin: true,
    stdinOnce: true,
    tty: true,
    terminationMessagePath: '/tmp/message',
    terminationMessagePolicy: 'FallbackToLogsOnError',
    resources: { requests, limits: { cpu: '1', memory: '1Gi' } },
    resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }],
    securityContext: { readOnlyRootFilesystem: true, runAsUser: 1000, capabilities: { add: ['NET_BIND_SERVICE'] } },
    volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }],
    pod: { volumes: [{ name: 'scratch', emptyDir: { sizeLimit: '1Gi' } }] },
  }),
  'many other fields of a pod': (chart, name) => {
    External.serviceAccount(chart, 'robot');
    External.persistentVolumeClaim(chart, 'claim');
    return deployment({
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
      pod: {
        serviceAccountName: 'robot',
        imagePullSecrets: [{ name: 'registry' }],
        nodeSelector: { 'node-group': 'app' },
        tolerations: [{ key: 'spot', operator: 'Exists', effect: 'NoSchedule' }],
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 1, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { a: 'b' } } } },
            ],
          },
        },
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { a: 'b' } } },
        ],
        hostAliases: [{ ip: '127.0.0.1', hostnames: ['shop.local'] }],
        dnsPolicy: 'None',
        dnsConfig: { nameservers: ['10.0.0.10'], options: [{ name: 'ndots', value: '1' }] },
        priorityClassName: 'system-cluster-critical',
        schedulerName: 'default-scheduler',
        shareProcessNamespace: true,
        terminationGracePeriodSeconds: 60,
        enableServiceLinks: true,
        securityContext: { fsGroup: 1000, runAsUser: 1000, runAsGroup: 1000, supplementalGroups: [1] },
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'claim' } }],
      },
    })(chart, name);
  },

  'ConfiguredApp as a Deployment': (chart, name) => new ConfiguredApp(chart, name, { kind: 'Deployment', name, image, spec: { replicas: 2 } }),
  'ConfiguredApp as a StatefulSet with claims': (chart, name) => {
    const claim = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce' as const], resources: { requests: { storage: '1Gi' } } } };
    const spec = { serviceName: 'store', replicas: 2, podManagementPolicy: 'Parallel' as const, volumeClaimTemplates: [claim] };
    return new ConfiguredApp(chart, name, { kind: 'StatefulSet', name, image, spec, volumeMounts: [{ name: 'data', mountPath: '/data' }] });
  },
  'ConfiguredApp as a DaemonSet': (chart, name) =>
    new ConfiguredApp(chart, name, {
      kind: 'DaemonSet',
      name,
      image,
      spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '50%' } } },
    }),
  'ConfiguredApp as a CronJob': (chart, name) =>
    new ConfiguredApp(chart, name, {
      kind: 'CronJob',
      name,
      image,
      spec: {
        schedule: '*/5 * * * *',
        timeZone: 'Asia/Seoul',
        concurrencyPolicy: 'Forbid',
        jobTemplate: { metadata: { labels: { a: 'b' } }, spec: { backoffLimit: 1, ttlSecondsAfterFinished: 60 } },
      },
    }),
  'ConfiguredApp as a CronJob that restarts in place': (chart, name) =>
    new ConfiguredApp(chart, name, { kind: 'CronJob', name, image, pod: { restartPolicy: 'OnFailure' }, spec: { schedule: '@daily' } }),

  'AppService by default': service({}),
  'AppService of a name of 63 characters': (chart, name) => service({ name: `${name}${'a'.repeat(63 - name.length)}` })(chart, name),
  'AppService of type NodePort, port chosen': service({ type: 'NodePort', ports: [{ port: 80, targetPort: 'http', nodePort: 30080 }] }),
  'AppService of type NodePort': service({ type: 'NodePort', externalTrafficPolicy: 'Local' }),
  'AppService of type LoadBalancer': service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8'], allocateLoadBalancerNodePorts: false }),
  'AppService without an address': service({ clusterIP: 'None', publishNotReadyAddresses: true }),
  'AppService of several ports': service({
    ports: [
      { name: 'http', port: 80, targetPort: 'http', appProtocol: 'http' },
      { name: 'grpc', port: 9000 },
      { name: 'dns', port: 53, protocol: 'UDP' },
    ],
    sessionAffinity: 'ClientIP',
    trafficDistribution: 'PreferSameZone',
    metadata: { annotations: { 'example.com/a': 'b' } },
  }),

  'MigrationJob that pods wait for by its check': migration({}),
  'MigrationJob with every number of its own': migration({
    backoffLimit: 0,
    deadline: Duration.minutes(5),
    rerun: 'the disk was full',
    wait: { period: Duration.seconds(30) },
  }),
  'MigrationJob without a shell': migration({ wait: { retry: 'restart', resources: { requests } } }),
  'MigrationJob that pods watch': migration({ wait: { job: { image: 'registry.k8s.io/kubectl:v1.36.3' }, resources: { requests } } }),
  'MigrationJob that pods of an account of their own watch': (chart, name) => {
    External.serviceAccount(chart, 'robot');
    const job = new MigrationJob(chart, `${name}-job`, { name, image, command: ['a'], wait: { job: { image, serviceAccountName: 'robot' } } });
    job.grantWait('other-robot');
    return new RollingDeployment(chart, name, { name, image, after: [job], pod: { serviceAccountName: 'robot' } });
  },
  'MigrationJob that runs afterwards': migration({ when: 'after', check: undefined }),
  'MigrationJob that goes away': migration({ rerunnable: true, ttlAfterFinished: Duration.hours(1) }),
  'MigrationJob that reads config and files': migration((chart, name) => ({
    config: [config(chart, name, { A: 'a' }), secret(chart, name)],
    mounts: [{ source: files(chart, name), path: '/etc/files' }],
    env: { A: fromField('metadata.name') },
    pod: { nodeSelector: { 'node-group': 'app' }, securityContext: { runAsUser: 1000 } },
    metadata: { annotations: { 'example.com/a': 'b' } },
  })),
  'MigrationJob of a name of 52 characters': (chart, name) =>
    new MigrationJob(chart, name, { name: `${name}${'a'.repeat(52 - name.length)}`, image, command: ['a'], check: ['b'] }),

  'WebService of a web part only': (chart, name) => new WebService(chart, name, { name, image, web: { port: 8000 } }),
  'WebService of everything': (chart, name) =>
    new WebService(chart, name, {
      name,
      image: { repository: 'shop/dodo', tag: '1' },
      app: { partOf: 'shop', version: '1' },
      changeCause: 'somebody said so',
      config: { data: { LOG_LEVEL: 'info' } },
      secrets: [secret(chart, name)],
      env: { POD: fromField('metadata.name') },
      pod: { nodeSelector: { 'node-group': 'app' } },
      podMetadata: { annotations: { 'example.com/a': 'b' } },
      migration: { command: ['migrate'], check: ['check'], wait: { job: { image: 'registry.k8s.io/kubectl:v1.36.3' } } },
      web: { port: 8000, resources: { requests }, autoscaling: { minReplicas: 2, maxReplicas: 4 }, disruptionBudget: {} },
      workers: { worker: { replicas: 2 }, 'slow-worker': { env: { QUEUE: 'slow' } } },
      service: { type: 'NodePort' },
    }),
  'WebService without a Service': (chart, name) => new WebService(chart, name, { name, image, web: {}, service: false }),
};

function table<T>(what: string, values: readonly T[], build: (value: T) => Build): Record<string, Build> {
  return Object.fromEntries(values.map((value) => [`RollingDeployment with ${what} ${JSON.stringify(value)}`, build(value)]));
}
