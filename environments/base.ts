import type { DodoSettings } from '../charts/dodo/settings';
import { layer } from '../lib';

/** What all environments share. */
export const base = layer<DodoSettings>({
  name: 'dodo',
  namespace: 'dodo',
  image: { registry: 'registry.example.com', repository: 'shop/dodo', tag: '2026.11.3' },
  logLevel: 'info',
  web: { replicas: 1, crossOrigins: [] },
  worker: { replicas: 1, concurrency: 2, queues: ['default'] },
  secretsVersion: '1',
  nodeGroup: 'app',
});
