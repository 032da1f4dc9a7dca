import { ApiObject, type App, Chart } from 'cdk8s';
import { z } from 'zod';
import { RollingDeployment } from '../constructs';
import { RollwrightError } from '../errors';
import { layer, secret } from '../settings';
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

describe('a program that throws what it was given', () => {
  const throwing: Readonly<Record<string, (app: App, token: string) => void>> = {
    'as it is': (_, token) => {
      throw new Error(`bad token ${token}`);
    },
    'as JSON': (_, token) => {
      throw new TypeError(`bad settings ${JSON.stringify({ token })}`);
    },
    'as base64': (_, token) => {
      throw new Error(`bad data ${Buffer.from(token).toString('base64')}`);
    },
    'as problems of ours': (_, token) => {
      throw new RollwrightError({ code: 'IMAGE_INVALID', message: `${token} is none`, object: `Pod ${token}`, path: `/${token}`, fix: `not ${token}` });
    },
    'by way of a construct': (app, token) => {
      new RollingDeployment(new Chart(app, 'c'), 'web', { name: 'web', containers: [{ name: 'web', image: `bad image ${token}` }] } as never);
    },
  };
  const token = 'hunter2"\\x';
  const schema = z.object({ token: secret(z.string()) });

  it.each(
    Object.keys(throwing).flatMap((how) => [
      [how, ['synth']],
      [how, ['synth', '-e', 'prod', '--stdout']],
      [how, ['env', 'web', '-e', 'prod']],
      [how, ['explain', 'token', '-e', 'prod']],
    ]) as [string, string[]][],
  )('%s: nothing of a secret is said by %j', async (how, args) => {
    const build = (app: App, s: { token: string }): void => throwing[how]?.(app, s.token);
    const declared = rollwright({
      programs: [program({ name: 'shop', settings: schema, build })],
      environments: { prod: [layer<{ token: string }>({ token }, 'prod')] },
    });
    const { code, out, err } = await invoke([...args, '--project', SHOP], {
      cwd: newFolder(),
      env: { ROLLWRIGHT_DEBUG: '1' },
      load: () => ({ default: declared }),
    });
    expect({ code, out, err: err.slice(0, 6) }).toEqual({ code: 1, out: '', err: 'error ' });
    expect(`${out}${err}`).not.toMatch(/hunter2|aHVudGVy/);
    expect(err).toContain('<secret>');
  });

  it('says nothing of a secret in the name of an object that holds it', async () => {
    const build = (app: App, s: { token: string }): void => {
      new ApiObject(new Chart(app, 'c'), 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: s.token } });
    };
    const declared = rollwright({
      programs: [program({ name: 'shop', settings: schema, build })],
      environments: { prod: [layer<{ token: string }>({ token }, 'prod')] },
    });
    const { err } = await invoke(['synth', '--project', SHOP], { cwd: newFolder(), load: () => ({ default: declared }) });
    expect(err).toContain('error SECRET_IN_OUTPUT  prod  Pod <secret>  /metadata/name');
    expect(err).not.toContain('hunter2');
  });
});
