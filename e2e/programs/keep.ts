/** Config that outlives its deploy, read in several ways by workloads that keep some revisions. */
import { Chart } from 'cdk8s';
import { z } from 'zod';
import { AppConfig, type AppConfigProps, type AppLabels, ConfiguredApp, layer, plainYaml, program, RollingDeployment, rollwright } from '../../lib';

const settings = z.object({
  namespace: z.string(),
  image: z.string().default('registry.example.com/app:1'),
  /** What changes. */
  word: z.string().default('one'),
  /** The revisions that can be gone back to. */
  history: z.number().int().default(3),
  /** Of a config under a fixed name that web reads too. */
  fixed: z.string().default('a'),
  /** Whether anything is made and read that is kept. */
  reads: z.boolean().default(true),
  replicas: z.number().int().default(1),
  stores: z.number().int().default(1),
  /** Whether the StatefulSet, the DaemonSet and the CronJob are there too. */
  others: z.boolean().default(true),
});

export type KeepSettings = z.infer<typeof settings>;

export const keep = program({
  name: 'keep',
  settings,
  build: (app, { namespace, image, word, history, fixed, reads, replicas, stores, others }) => {
    const chart = new Chart(app, 'keep', { namespace });
    const label = (component: string): AppLabels => ({ name: 'keep', component });
    const kept = <Props extends Partial<AppConfigProps>>(name: string, props: Props) =>
      reads ? [new AppConfig(chart, name, { name, mode: 'keep', ...props })] : [];
    const config = kept('words', { data: { WORD: word } });
    const files = kept('files', { files: { 'word.txt': word }, binaryFiles: { 'word.bin': Buffer.from(word) } });
    const plain = new AppConfig(chart, 'plain', { name: 'plain', data: { FIXED: fixed } });
    new RollingDeployment(chart, 'web', {
      name: 'web',
      app: label('web'),
      image,
      command: ['gunicorn', 'dodo.wsgi'],
      port: 8000,
      replicas,
      revisionHistoryLimit: history,
      config: [...config, plain],
      mounts: files.map((source) => ({ source, path: '/etc/words' })),
    });
    if (!others) return;
    const common = { image, config };
    const spec = { revisionHistoryLimit: history };
    new ConfiguredApp(chart, 'store', {
      ...common,
      kind: 'StatefulSet',
      name: 'store',
      app: label('store'),
      spec: { ...spec, replicas: stores, serviceName: 's' },
    });
    new ConfiguredApp(chart, 'agent', { ...common, kind: 'DaemonSet', name: 'agent', app: label('agent'), spec });
    new ConfiguredApp(chart, 'nightly', { ...common, kind: 'CronJob', name: 'nightly', app: label('nightly'), spec: { schedule: '0 3 * * *' } });
  },
});

export default rollwright({ programs: [keep], environments: { test: [layer<KeepSettings>({})] }, outputs: [plainYaml()] });
