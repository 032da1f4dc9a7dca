import { type App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { AppConfig, ConfiguredApp, type ConfiguredAppProps, MigrationJob, RollingDeployment } from '../constructs';
import { type Rendered, resolveDerived } from '../manifest';
import { program, renderProgram } from '../synth';
import { keptConfigs, withGenerations } from './kept';
import { plainYaml } from './plain';

const image = 'registry.example.com/app:1';

function rendered(build: (chart: Chart, config: AppConfig) => void, props: Partial<ConstructorParameters<typeof AppConfig>[2]> = {}): Rendered {
  const settings = { parse: () => ({}) } as never;
  const build1 = (app: App) => {
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    build(chart, new AppConfig(chart, 'config', { name: 'words', mode: 'keep', data: { WORD: 'a' }, ...props }));
  };
  return renderProgram(program({ name: 'shop', settings, build: build1 }), {});
}

const deployment = (revisionHistoryLimit?: number, namespace?: string) => (chart: Chart, config: AppConfig) =>
  new RollingDeployment(chart, `web-${revisionHistoryLimit}`, {
    name: `web-${revisionHistoryLimit ?? 'x'}`,
    image,
    port: 80,
    config: [config],
    revisionHistoryLimit,
    ...(namespace !== undefined && { metadata: { namespace } }),
  });
const app = (props: object) => (chart: Chart, config: AppConfig) =>
  new ConfiguredApp(chart, 'app', { name: 'app', image, config: [config], ...props } as unknown as ConfiguredAppProps);

describe('how many generations are held', () => {
  it.each<readonly [string, (chart: Chart, config: AppConfig) => void, number | undefined, number]>([
    ['what Kubernetes keeps by default, and one', deployment(), undefined, 11],
    ['what the reader keeps, and one', deployment(3), undefined, 4],
    ['two at least', deployment(0), undefined, 2],
    ['the most of several readers', (chart, config) => [2, 7, 5].forEach((limit) => void deployment(limit)(chart, config)), undefined, 8],
    ['a StatefulSet', app({ kind: 'StatefulSet', spec: { serviceName: 's', revisionHistoryLimit: 4 } }), undefined, 5],
    ['a DaemonSet', app({ kind: 'DaemonSet' }), undefined, 11],
    ['a CronJob, whose pods are gone when they are done', app({ kind: 'CronJob', spec: { schedule: '@daily' } }), undefined, 2],
    ['nobody reads it', () => {}, undefined, 11],
    ['the author says it', deployment(3), 7, 7],
  ])('%s', (_, build, generations, expected) => {
    expect(keptConfigs(rendered(build, { generations }))).toEqual([
      { config: 'words', limit: expected, present: [{ name: expect.stringMatching(/^words-[0-9a-f]{10}$/), data: { WORD: 'a' } }] },
    ]);
  });

  it('has nothing to say where nothing is kept', () => {
    expect(keptConfigs(rendered(deployment(3), { mode: 'checksum' }))).toEqual([]);
  });
});

const EARLIER = { config: 'words', name: 'words-0000000000', data: { WORD: 'z' }, source: 'rollwright.lock.yaml:7' };

describe('an earlier generation', () => {
  it('stands beside the present one, with its metadata, and in its file', () => {
    const build = rendered(deployment(3), { app: { name: 'shop', component: 'web' }, metadata: { annotations: { note: 'x' } } });
    const kept = withGenerations(build, [EARLIER]);
    const [present, earlier] = resolveDerived(kept);
    expect(earlier).toEqual({ ...present, metadata: { ...present?.metadata, name: EARLIER.name }, data: EARLIER.data });
    expect(present).toMatchObject({ immutable: true, metadata: { labels: { 'rollwright.dev/config': 'words' }, annotations: { note: 'x' } } });
    const [folder] = plainYaml().folders([{ environment: 'prod', programs: [{ program: 'shop', rendered: kept }] }]);
    expect(folder?.files.find(({ text }) => text.includes(EARLIER.name))?.text).toContain(present?.metadata.name);
  });

  it('changes nothing else: not the name of the present one, nor a hash of what reads it', () => {
    const build = rendered((chart, config) => {
      const migration = new MigrationJob(chart, 'migrate', { name: 'migrate', image, command: ['migrate'], check: ['check'], config: [config] });
      new RollingDeployment(chart, 'web', {
        name: 'web',
        image,
        port: 80,
        config: [config, new AppConfig(chart, 'b', { name: 'b', data: { B: '1' } })],
        after: [migration],
      });
    });
    const others = resolveDerived(withGenerations(build, [EARLIER])).filter(({ metadata }) => metadata.name !== EARLIER.name);
    expect(others).toEqual(resolveDerived(build));
  });

  it('of a config that is made no more is put where the pods of the program are', () => {
    const build = rendered((chart, config) => [deployment(1)(chart, config), deployment(2, 'other')], { name: 'others' });
    const [orphan] = withGenerations(build, [EARLIER]).objects;
    expect(orphan?.manifest).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { labels: { 'rollwright.dev/config': 'words' }, name: EARLIER.name, namespace: 'shop' },
      data: EARLIER.data,
      immutable: true,
    });
  });
});

it('the name is a function of the data, and of nothing else', () => {
  const key = fc.stringMatching(/^[A-Z]{1,3}$/);
  const data = fc.dictionary(key, fc.string(), { maxKeys: 3 });
  const nameOf = (of: Record<string, string>, label: string) =>
    keptConfigs(rendered(deployment(3), { data: of, metadata: { labels: { label } } }))[0]?.present[0]?.name;
  fc.assert(
    fc.property(data, data, (a, b) => {
      const same = JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
      expect(nameOf(a, 'x') === nameOf(b, 'y')).toBe(same);
    }),
    { numRuns: 40 },
  );
});
