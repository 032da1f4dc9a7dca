/** What no chart can say of a program comes out as itself, once, whatever else stands against a chart. */
import { Chart } from 'cdk8s';
import { z } from 'zod';
import { KubePersistentVolumeClaim } from '../../../../imports/k8s';
import { AppConfig, MigrationJob, RollingDeployment } from '../../../constructs';
import { RollwrightError } from '../../../errors';
import { program, renderProgram } from '../../../synth';
import { chartOf } from './chart-of';

const settings = z.object({ claim: z.boolean(), wait: z.boolean() });

const shop = program({
  name: 'shop',
  settings,
  build: (app, { claim, wait }) => {
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const image = 'registry.example.com/shop:1';
    const config = [new AppConfig(chart, 'config', { name: 'words', data: { WORD: 'a' } })];
    if (claim) new KubePersistentVolumeClaim(chart, 'claim', { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } });
    const pod = claim ? { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } : {};
    const migration = new MigrationJob(chart, 'migrate', { name: 'migrate', image, command: ['migrate'], config, pod, check: ['check'] });
    const initContainers = wait ? [{ name: 'wait', image, args: ['wait', `job/${migration.jobName}`] }] : [];
    new RollingDeployment(chart, 'web', { name: 'web', image, command: ['web'], config, initContainers });
  },
});

function problems(...environments: readonly z.input<typeof settings>[]): readonly string[] {
  const source = {
    program: 'shop',
    schema: settings,
    render: (values: unknown) => renderProgram(shop, values as never, { sources: 0 }),
    base: {},
    environments: Object.fromEntries(environments.map((one, at) => [`e${at}`, { ...one }])),
    literals: [],
  };
  try {
    chartOf(source, { version: '1.0.0' });
    return [];
  } catch (error) {
    if (error instanceof RollwrightError) return error.problems.map(({ code, object }) => `${code} ${object?.replace(/-<hash>$/, '')}`);
    throw error;
  }
}

it.each<[string, readonly z.input<typeof settings>[], readonly string[]]>([
  ['a volume claim', [{ claim: true, wait: false }], ['CHART_MIGRATION_NEEDS Job shop/migrate']],
  ['pods that wait', [{ claim: false, wait: true }], ['CHART_MIGRATION_WAIT Deployment shop/web']],
  [
    'each of another environment, once',
    [
      { claim: false, wait: false },
      { claim: true, wait: false },
      { claim: true, wait: false },
      { claim: false, wait: true },
    ],
    ['CHART_MIGRATION_NEEDS Job shop/migrate', 'CHART_MIGRATION_WAIT Deployment shop/web'],
  ],
])('%s', (_, environments, expected) => expect(problems(...environments)).toEqual(expected));
