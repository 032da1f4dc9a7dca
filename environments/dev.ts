import type { DodoSettings } from '../charts/dodo/settings';
import { layer } from '../lib';

export const dev = layer<DodoSettings>({
  env: 'dev',
  namespace: 'dodo-dev',
  logLevel: 'debug',
  web: { crossOrigins: ['http://localhost:3000'] },
});
