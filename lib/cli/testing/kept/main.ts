import { Chart } from 'cdk8s';
import { z } from 'zod';
import { AppConfig, RollingDeployment } from '../../../constructs';
import { plainYaml } from '../../../outputs';
import { layer, secret } from '../../../settings';
import { program } from '../../../synth';
import { rollwright } from '../../project';

const settings = z.object({
  word: z.string(),
  mode: z.enum(['keep', 'checksum']).default('keep'),
  name: z.string().default('words'),
  history: z.number().optional(),
  password: secret(z.string()).optional(),
  namespace: z.string().default('shop'),
});

type KeptSettings = z.infer<typeof settings>;

/** One Deployment and the kept config that it reads. */
const shop = program({
  name: 'shop',
  settings,
  build: (app, { word, mode, name, history, namespace }) => {
    const chart = new Chart(app, 'shop', { namespace });
    const config = new AppConfig(chart, 'config', { name, mode, data: { WORD: word }, app: { name: 'shop', component: 'config' } });
    new RollingDeployment(chart, 'web', { name: 'web', image: 'registry.example.com/shop:1', port: 80, config: [config], revisionHistoryLimit: history });
  },
});

/** The declaration that tests of the lock run commands on. */
export default rollwright({
  programs: [shop],
  environments: { dev: [layer<KeptSettings>({ word: 'dev' })], prod: [layer<KeptSettings>({ word: 'prod' })] },
  outputs: [plainYaml()],
});
