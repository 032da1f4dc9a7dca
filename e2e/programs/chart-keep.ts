/** A release with two configs in mode keep, of which one changes. */
import { Chart } from 'cdk8s';
import { z } from 'zod';
import { AppConfig, program, RollingDeployment } from '../../lib';

const name = z.string().regex(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/);

export const keepSettings = z.object({
  name,
  namespace: z.string().regex(/^[a-z][a-z0-9-]{0,40}[a-z0-9]$/),
  word: z.string().regex(/^[a-z]{1,20}$/),
  /** Whether there is the config that never changes. */
  extra: z.boolean().default(true),
});

export const chartKeep = program({
  name: 'shop',
  settings: keepSettings,
  build: (app, { name, namespace, word, extra }) => {
    const chart = new Chart(app, 'shop', { namespace });
    const config = new AppConfig(chart, 'words', { name: `${name}-words`, mode: 'keep', data: { WORD: word } });
    const more = extra ? [new AppConfig(chart, 'extra', { name: `${name}-extra`, mode: 'keep', data: { EXTRA: 'extra' } })] : [];
    new RollingDeployment(chart, 'web', {
      name,
      app: { name, component: 'web' },
      image: 'registry.example.com/shop:1',
      command: ['serve'],
      port: 8080,
      replicas: 2,
      revisionHistoryLimit: 3,
      config: [config, ...more],
    });
  },
});
