import { App, Chart, Testing } from 'cdk8s';
import { RollwrightError } from '../errors';
import { AppConfig, type AppConfigProps } from './app-config';

function made(props: AppConfigProps): unknown {
  const chart = new Chart(new App(), 'shop');
  new AppConfig(chart, 'config', props);
  return Testing.synth(chart)[0];
}

function problems(props: AppConfigProps): string[] {
  try {
    made(props);
  } catch (error) {
    if (error instanceof RollwrightError) return error.problems.map(({ code, path = '' }) => `${code} ${path}`);
    throw error;
  }
  return [];
}

it('makes a ConfigMap', () => {
  expect(
    made({
      name: 'dodo-config',
      data: { LOG_LEVEL: 'info', WEB: { CROSS_ORIGIN: ['https://a', 'https://b'] }, SENTRY__DSN: undefined },
      files: { 'gunicorn.py': 'workers = 2\n', 'absent.txt': undefined },
      binaryFiles: { 'logo.bin': Uint8Array.of(0, 255).subarray(1) },
      immutable: true,
      app: { name: 'dodo', component: 'web' },
      metadata: { labels: { team: 'shop' }, annotations: { note: 'x' } },
    }),
  ).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'dodo-config',
      labels: { 'app.kubernetes.io/name': 'dodo', 'app.kubernetes.io/component': 'web', team: 'shop' },
      annotations: { note: 'x' },
    },
    data: { LOG_LEVEL: 'info', WEB__CROSS_ORIGIN__0: 'https://a', WEB__CROSS_ORIGIN__1: 'https://b', 'gunicorn.py': 'workers = 2\n' },
    binaryData: { 'logo.bin': '/w==' },
    immutable: true,
  });
});

it('writes nothing that is not said', () => {
  expect(made({ name: 'c' })).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } });
});

it('is a source whose keys are known', () => {
  const config = new AppConfig(new Chart(new App(), 'shop'), 'config', {
    name: 'c',
    data: { A: { B: 1 } },
    files: { f: '' },
    binaryFiles: { g: Uint8Array.of(1) },
  });
  expect(config).toMatchObject({ kind: 'ConfigMap', name: 'c', keys: ['A__B', 'f', 'g'], envKeys: ['A__B', 'f'] });
  expect(config.configMap.name).toBe('c');
});

it('has the same bytes wherever it stands in the tree', () => {
  const at = (...path: string[]): unknown => {
    const app = new App();
    const chart = new Chart(app, path[0] ?? 'x');
    new AppConfig(chart, path[1] ?? 'y', { name: 'c', data: { A: 1 } });
    return Testing.synth(chart);
  };
  expect(at('a', 'b')).toEqual(at('c', 'd'));
});

it.each<[string, AppConfigProps, string[]]>([
  ['a name', { name: 'Dodo' }, ['NAME_INVALID ']],
  ['a file name', { name: 'c', files: { 'a/b': '' } }, ['CONFIG_KEY_INVALID files.a/b']],
  ['a file name that climbs', { name: 'c', binaryFiles: { '..': Uint8Array.of() } }, ['CONFIG_KEY_INVALID binaryFiles...']],
  ['a file that is a variable', { name: 'c', data: { A: 1 }, files: { A: '' } }, ['CONFIG_KEY_COLLISION files.A']],
  ['a file that is text and bytes', { name: 'c', files: { a: '' }, binaryFiles: { a: Uint8Array.of() } }, ['CONFIG_KEY_COLLISION binaryFiles.a']],
  ['all at once', { name: '-', data: { 'A-B': 1, C: Number.NaN } }, ['NAME_INVALID ', 'CONFIG_KEY_INVALID data.A-B', 'CONFIG_VALUE_INVALID data.C']],
])('%s', (_, props, expected) => {
  expect(problems(props)).toEqual(expected);
});

it('says where', () => {
  const chart = new Chart(new App(), 'shop');
  expect(() => new AppConfig(chart, 'config', { name: 'c', data: { 'A-B': 1 } })).toThrow(
    'error CONFIG_KEY_INVALID  ConfigMap c  data.A-B: "A-B" is no name that a shell accepts: it must be letters, digits and "_", not beginning with a digit\n  at shop/config\n',
  );
});
