import { ApiObject, type App, Chart } from 'cdk8s';
import { z } from 'zod';
import { layer } from '../settings';
import { program } from '../synth';
import { rollwright } from './project';
import { filesIn, invoke, newFolder, removeFolders, SHOP } from './testing/invoke';

afterAll(removeFolders);

/** A program that makes a CronJob of its own name in each namespace that it is told. */
function jobs(name: string): ReturnType<typeof program<{ namespaces: string[]; image: string }>> {
  const build = (app: App, s: { namespaces: string[]; image: string }): void => {
    for (const namespace of s.namespaces) {
      const containers = [{ name: 'job', image: s.image, env: [{ name: 'WHERE', value: namespace }] }];
      const spec = { schedule: '0 0 * * *', jobTemplate: { spec: { template: { spec: { containers, restartPolicy: 'Never' } } } } };
      new ApiObject(new Chart(app, `${name}-${namespace}`), 'job', { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'report', namespace }, spec });
    }
  };
  return program({ name, settings: z.object({ namespaces: z.array(z.string()), image: z.string() }), build });
}
const says = layer<{ namespaces: string[]; image: string }>;

const project = rollwright({
  programs: [jobs('day'), { ...jobs('night'), environments: { prod: [says({ namespaces: ['n', 'm'], image: 'night:1' }, 'night')] } }],
  environments: { dev: [says({ namespaces: ['d'], image: 'day:1' }, 'day')], prod: [says({ namespaces: ['d'], image: 'day:2' }, 'day')] },
});

/** The project above, in the place of the shop. */
async function run(args: readonly string[], cwd = newFolder()): Promise<Awaited<ReturnType<typeof invoke>>> {
  return invoke([...args, '--project', SHOP], { cwd, load: () => ({ default: project }) });
}

it('renders each program in the environments that it has', async () => {
  const cwd = newFolder();
  expect(await run(['synth'], cwd)).toMatchObject({ code: 0 });
  expect(Object.keys(filesIn(cwd))).toEqual(['dist/dev/00-day.yaml', 'dist/prod/00-day.yaml', 'dist/prod/00-night.yaml']);
});

it('gives settings of the command line to the program that is named', async () => {
  const { out } = await run(['synth', '-e', 'prod', '--stdout', '--program', 'night', '--set', 'image=night:2']);
  expect(out.match(/image: .*/g)).toEqual(['image: day:2', 'image: night:2', 'image: night:2']);
});

it.each([
  ['settings for one of two programs', ['synth', '--set', 'image=x'], 'PROGRAM_AMBIGUOUS', '--program day or --program night'],
  ['a setting of one of two programs', ['explain', 'image', '-e', 'prod'], 'PROGRAM_AMBIGUOUS', ''],
  ['a program of another environment', ['explain', 'image', '-e', 'dev', '--program', 'night'], 'PROGRAM_UNKNOWN', 'Name one of: day'],
  [
    'a workload that three objects are',
    ['env', 'report', '-e', 'prod'],
    'WORKLOAD_AMBIGUOUS',
    'Name one of: d/CronJob/report, m/CronJob/report, n/CronJob/report',
  ],
])('refuses %s', async (_, args, code, text) => {
  const ended = await run(args);
  expect(ended).toMatchObject({ code: 1, out: '' });
  expect(ended.err).toContain(code);
  expect(ended.err).toContain(text);
});

it('explains the one program of an environment', async () => {
  expect((await run(['explain', 'image', '-e', 'dev'])).out).toContain('reaches CronJob/report /spec/jobTemplate/spec/template/spec/containers/0/image');
});

it('tells workloads of one name apart by their namespace', async () => {
  expect((await run(['env', 'm/CronJob/report', '-e', 'prod'])).out).toMatch(/^CronJob m\/report\ncontainer job\n {2}WHERE {2}m {2}literal\n$/);
});
