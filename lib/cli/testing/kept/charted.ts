import { Chart } from 'cdk8s';
import { z } from 'zod';
import { AppConfig, RollingDeployment } from '../../../constructs';
import { helmChart, plainYaml } from '../../../outputs';
import { layer, secret } from '../../../settings';
import { program } from '../../../synth';
import { type Project, rollwright } from '../../project';

const word = z.string().regex(/^[a-z]{1,12}$/);
const settings = z.object({ word, password: secret(word).optional() });

export type Words = z.input<typeof settings>;

const shop = program({
  name: 'shop',
  settings,
  build: (app, { word }) => {
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const config = new AppConfig(chart, 'config', { name: 'words', mode: 'keep', data: { WORD: word } });
    new RollingDeployment(chart, 'web', { name: 'web', image: 'registry.example.com/shop:1', port: 80, config: [config] });
  },
});

/** A project with a chart of a program that keeps config, as its settings are after some commit. */
export function charted(own: Words): Project {
  return rollwright({
    programs: [shop],
    environments: {
      dev: [layer<Words>({ word: 'dev' })],
      prod: [layer<Words>({ word: own.word, ...(own.password !== undefined && { password: own.password }) })],
    },
    outputs: [plainYaml(), helmChart({ shop: { version: '1.0.0' } })],
  });
}
