import { App, Chart, Testing } from 'cdk8s';
import { z } from 'zod';
import { App as OurApp } from '../cli/app';
import { RollwrightError } from '../errors';
import { configReadsOf, contentHash, type Manifest, type PodTemplate, podTemplateOf, resolveDerived } from '../manifest';
import { program, renderProgram } from '../synth';
import { AppConfig, type AppConfigProps } from './app-config';
import { keyRef } from './config-source';
import { fromKey } from './env';
import { RollingDeployment } from './rolling-deployment';

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

describe('mode keep', () => {
  /** What becomes of a program that reads a kept config in every way. */
  function kept(word: string, more: Partial<AppConfigProps> = {}): readonly Manifest[] {
    const build = (app: App) => {
      const chart = new Chart(app, 'shop', { namespace: 'shop' });
      const config = new AppConfig(chart, 'config', { name: 'words', mode: 'keep', data: { WORD: word }, files: { FILE: 'same' }, ...more });
      const fixed = new AppConfig(chart, 'fixed-config', { name: 'fixed', data: { FIXED: 'same' } });
      const deploy = (name: string, props: object) => new RollingDeployment(chart, name, { name, image: 'registry.example.com/app:1', port: 80, ...props });
      deploy('whole', { config: [config] });
      deploy('by-key', { env: { LAST: fromKey(config, 'WORD') } });
      deploy('as-file', { mounts: [{ source: config, path: '/etc/word.txt', subPath: 'FILE' }] });
      deploy('both', { config: [config, fixed] });
      deploy('apart', { config: [fixed] });
    };
    return resolveDerived(renderProgram(program({ name: 'shop', settings: z.object({}), build }), {}));
  }
  const named = (all: readonly Manifest[], name: string) => all.find(({ metadata }) => metadata.name === name);
  const readers = ['whole', 'by-key', 'as-file', 'both', 'apart'];
  const templates = (all: readonly Manifest[]) => readers.map((name) => podTemplateOf(named(all, name) as Manifest)?.template);

  it('is immutable, marked, and named after its data; every reference is to that name', () => {
    const all = kept('a');
    const config = all.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name !== 'fixed') as Manifest;
    expect(config).toMatchObject({ immutable: true, metadata: { labels: { 'rollwright.dev/config': 'words' } }, data: { WORD: 'a', FILE: 'same' } });
    const hash = contentHash({ data: { WORD: 'a', FILE: 'same' } }, 10);
    expect(config.metadata.name).toBe(`words-${hash}`);
    const reads = readers.map((name) => configReadsOf(podTemplateOf(named(all, name) as Manifest) as PodTemplate).map((read) => read.name));
    expect(reads).toEqual([[`words-${hash}`], [`words-${hash}`], [`words-${hash}`], ['fixed', `words-${hash}`], ['fixed']]);
    expect((named(all, 'as-file') as unknown as { spec: { template: { spec: { volumes: object[] } } } }).spec.template.spec.volumes).toEqual([
      { name: 'words', configMap: { name: `words-${hash}` } },
    ]);
  });

  it('has a checksum only beside what is read under a fixed name; a change rolls its readers and nobody else', () => {
    const [a, b] = [templates(kept('a')), templates(kept('b'))];
    expect(a.map((template) => 'checksum/config' in ((template?.metadata as { annotations?: object })?.annotations ?? {}))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(readers.filter((_, at) => JSON.stringify(a[at]) !== JSON.stringify(b[at]))).toEqual(['whole', 'by-key', 'as-file', 'both']);
    expect(templates(kept('a', { metadata: { labels: { team: 'shop' } }, generations: 4 }))).toEqual(a);
  });

  it.each<readonly [string, Partial<AppConfigProps>, readonly string[]]>([
    ['a name that is no label value', { name: 'a'.repeat(64) }, ['NAME_INVALID ']],
    ['a number of generations that has no room for the one before', { generations: 1 }, ['FIELD_INVALID generations']],
    ['half a generation', { generations: 2.5 }, ['FIELD_INVALID generations']],
    ['data that may change', { immutable: false }, ['FIELD_INVALID immutable']],
    ['generations without keeping any', { mode: 'checksum', generations: 3 }, ['FIELD_INVALID generations']],
    ['another word', { mode: 'hash' as 'keep' }, ['FIELD_INVALID mode']],
  ])('refuses %s', (_, props, expected) => {
    expect(problems({ name: 'c', mode: 'keep', ...props })).toEqual(expected);
  });

  it('takes the longest name, and what it need not be told', () => {
    expect(problems({ name: 'a'.repeat(63), mode: 'keep', immutable: true, generations: 2 })).toEqual([]);
  });

  it('is named without its hash where something is wrong with a reader', () => {
    const chart = new Chart(new App(), 'shop');
    const config = new AppConfig(chart, 'config', { name: 'words', mode: 'keep', data: { WORD: 'a' } });
    expect(() => keyRef(config, 'OTHER')).toThrow('ConfigMap words-<hash> has no key "OTHER"; it has WORD');
  });

  it('is named after its data in a plain cdk8s App too, which writes no earlier generations', () => {
    const app = new OurApp();
    new AppConfig(new Chart(app, 'shop'), 'config', { name: 'words', mode: 'keep', data: { WORD: 'a' } });
    expect(app.synthYaml()).toContain(`name: words-${contentHash({ data: { WORD: 'a' } }, 10)}\n`);
  });
});
