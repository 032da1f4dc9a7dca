import type { DodoSettings } from '../charts/dodo/settings';
import { layer } from '../lib';

export const prod = layer<DodoSettings>({
  env: 'prod',
  image: { digest: 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
  commit: '4f2c9d1',
  web: {
    replicas: 4,
    crossOrigins: ['https://shop.example.com', 'https://admin.example.com'],
    autoscaling: { maxReplicas: 12, cpuPercent: 70 },
  },
  worker: { replicas: 2, concurrency: 4, queues: ['default', 'mail'] },
  sentryDsn: 'https://public@sentry.example.com/42',
  secretsVersion: '3',
});
