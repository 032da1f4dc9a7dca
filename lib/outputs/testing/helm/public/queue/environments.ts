import { layer } from '../../../../../index';
import type { QueueValues } from './settings';

const base = layer<QueueValues>({
  name: 'shop-queue',
  namespace: 'shop',
  image: { registry: 'registry.example.com', repository: 'platform/queue', tag: '4.2.1' },
  auth: { username: 'shop', existingSecret: 'shop-queue-login', passwordKey: 'password' },
  clustering: { enabled: false },
  plugins: ['management'],
  configuration: {},
  ports: { amqp: 5672, manager: 15672 },
  persistence: { enabled: false, accessModes: ['ReadWriteOnce'], size: '8Gi' },
  probes: { liveness: { initialDelaySeconds: 120, periodSeconds: 30 }, readiness: { initialDelaySeconds: 10, periodSeconds: 30 } },
});

const dev = layer<QueueValues>({ logLevel: 'debug', probes: { liveness: { enabled: false } } });

const prod = layer<QueueValues>({
  replicas: 3,
  podManagementPolicy: 'Parallel',
  clustering: { enabled: true, partitionHandling: 'pause_minority' },
  plugins: ['management', 'prometheus', 'shovel'],
  memoryHighWatermark: { type: 'relative', percent: 60 },
  maxMessageBytes: 16777216,
  configuration: { collect_statistics: 'coarse', 'disk_free_limit.absolute': '2GB' },
  advancedConfiguration: '[\n  {rabbit, [{tcp_listen_options, [{backlog, 4096}]}]}\n].\n',
  ports: { metrics: 15692 },
  persistence: { enabled: true, storageClass: 'fast', size: '64Gi', annotations: { 'backup.example.com': 'daily' } },
  serviceMonitor: { interval: '30s', labels: { 'example.com/monitor': 'prometheus' }, relabelings: [{ sourceLabel: 'pod', targetLabel: 'node' }] },
  resources: { requests: { cpu: '500m', memory: '2Gi' }, limits: { memory: '2Gi' } },
  extraVolumes: [{ configMap: 'shop-queue-definitions', mountPath: '/extra/definitions' }],
});

export const queueEnvironments = { dev: [base, dev], prod: [base, prod] };
