import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { dodoSettings } from '../../../charts/dodo/settings';
import { type Json, type JsonObject, type Manifest, resolveDerived } from '../../manifest';
import { GENERATED } from '..';
import { ChartFolder } from '../testing/helm/chart-folder';
import { findHelm } from '../testing/helm/helm';
import { sameObjects } from '../testing/helm/outcome';
import { thing } from '../testing/helm/program';
import { dodoSource, sourceOf } from '../testing/helm/source';
import { chartOf } from './files';
import { helmChart, isHelmChart } from './helm-chart';

jest.setTimeout(120_000);

const OPTIONS = { version: '1.0.0', appVersion: { setting: 'image.tag' }, defaults: 'prod', release: { name: 'name', namespace: 'namespace' } } as const;
const chart = chartOf(dodoSource(), OPTIONS);
const helm = findHelm() ?? '';
const withHelm = helm === '' ? test.skip : test;
const folder = new ChartFolder();
const path = folder.write('dodo', chart.files);
afterAll(() => folder.remove());

function objects(text: string): readonly Json[] {
  return parseAllDocuments(text).flatMap((document) => ('toJS' in document ? ((document.toJS() ?? []) as Json) : []));
}

/** What the program gives in Helm's dialect, for a release. */
function own(settings: JsonObject, release: JsonObject): readonly Json[] {
  return resolveDerived(chart.render(dodoSettings.parse({ ...settings, ...release }))) as unknown as readonly Json[];
}

describe("dodo's chart", () => {
  test('nothing of dodo is frozen, and no rule is lost', () => {
    expect(chart.derived.frozen).toEqual([]);
    expect(chart.derived.unliftedRules).toEqual([]);
  });

  test('has the files of a chart', () => {
    const paths = chart.files.map((file) => file.path);
    expect(paths).toEqual(
      expect.arrayContaining(['.helmignore', 'Chart.yaml', 'README.md', 'templates/NOTES.txt', 'templates/_helpers.tpl', 'templates/web.yaml']),
    );
    expect(paths).toEqual(expect.arrayContaining(['values.yaml', 'values.dev.yaml', 'values.prod.yaml', 'values.schema.json']));
    expect(chart.files.filter(({ text }) => !text.split('\n')[0]?.includes(GENERATED))).toEqual([]);
  });

  withHelm.each([[[]], [['--values', 'dodo/values.dev.yaml']], [['--values', 'dodo/values.prod.yaml']]])('helm lint --strict passes: %j', async (values) => {
    expect(await folder.helm(helm, 'lint', '--strict', path, ...values)).toEqual({ ok: true, text: expect.stringContaining('0 chart(s) failed') });
  });

  withHelm.each<[string, readonly string[], JsonObject]>([
    ['its own values', [], chart.defaults],
    ...Object.entries(chart.environments).map(([name, settings]): [string, readonly string[], JsonObject] => [
      name,
      ['--values', `dodo/values.${name}.yaml`],
      settings,
    ]),
  ])('helm template gives the objects of the program: %s', async (_, values, settings) => {
    const { text } = await folder.helm(helm, 'template', 'shop', path, '--namespace', 'team', ...values);
    expect(sameObjects(objects(text), own(settings, { name: 'shop', namespace: 'team' }))).toBe(true);
  });

  withHelm('two releases in one namespace have no object in common', async () => {
    const [one, other] = await Promise.all(
      ['one', 'two'].map(async (name) =>
        objects((await folder.helm(helm, 'template', name, path)).text).map((one) => {
          const { kind, metadata } = one as unknown as Manifest;
          return `${kind} ${metadata.name}`;
        }),
      ),
    );
    expect(one?.length).toBeGreaterThan(10);
    expect(one?.filter((identity) => other?.includes(identity))).toEqual([]);
  });

  withHelm.each([
    ['name=other', "at '/name': value must be 'the name of the release (helm install NAME)'"],
    ['namespace=other', "at '/namespace': value must be 'the namespace of the release (helm install --namespace)'"],
    ['logLevle=debug', "at '/logLevle': got string, want boolean or object"],
    ['web.replcas=3', "additional properties 'replcas' not allowed"],
    ['web.replicas=many', "at '/web/replicas': got string, want integer"],
    ['web.autoscaling.maxReplica=3', "additional properties 'maxReplica' not allowed"],
    ['web.crossOrigins={nowhere}', "at '/web/crossOrigins/0'"],
    ['image=', "at '/image'"],
  ])('helm refuses --set %s', async (set, message) => {
    expect(await folder.helm(helm, 'template', 'r', path, '--set', set)).toEqual({ ok: false, text: expect.stringContaining(message) });
  });

  withHelm('helm refuses a name that is too long, and says why', async () => {
    const said = 'the name of the release must match ^[a-z]([-a-z0-9]*[a-z0-9])?$ and have 40 characters at most, as the program asks for its setting name';
    expect(await folder.helm(helm, 'template', 'a'.repeat(41), path)).toEqual({ ok: false, text: expect.stringContaining(said) });
  });

  withHelm('what is set reaches the objects, and a checksum follows it', async () => {
    const [before, after] = await Promise.all([
      folder.helm(helm, 'template', 'r', path),
      folder.helm(helm, 'template', 'r', path, '--set', 'logLevel=debug,global.any=thing'),
    ]);
    const sums = ({ text }: { text: string }) => [...text.matchAll(/checksum\/config: "?(\w+)/g)].map(([, sum]) => sum);
    expect(after.text).toContain('LOG_LEVEL: debug');
    expect(sums(after)).toHaveLength(2);
    expect(sums(after).filter((sum) => sums(before).includes(sum))).toEqual([]);
    expect(sameObjects(objects(after.text), own({ ...chart.defaults, logLevel: 'debug' }, { name: 'r', namespace: 'default' }))).toBe(true);
  });

  withHelm('it works as a dependency, under another name, with a condition and global values', async () => {
    folder.write('parent', [
      {
        path: 'Chart.yaml',
        text: 'apiVersion: v2\nname: parent\nversion: 0.1.0\ndependencies:\n  - { name: dodo, version: 1.0.0, alias: shop, condition: shop.enabled }\n',
      },
      { path: 'values.yaml', text: 'global: { x: 1 }\nshop: { enabled: true, logLevel: error }\n' },
    ]);
    folder.write('parent/charts/dodo', chart.files);
    const { ok, text } = await folder.helm(helm, 'template', 'r', 'parent');
    expect({ ok, text: ok ? '' : text }).toEqual({ ok: true, text: '' });
    // .Chart.Name is the alias there, as in every chart.
    const label = text.replaceAll('helm.sh/chart: shop-', 'helm.sh/chart: dodo-');
    expect(sameObjects(objects(label), own({ ...chart.defaults, logLevel: 'error' }, { name: 'r', namespace: 'default' }))).toBe(true);
  });

  withHelm('NOTES.txt says how to look at it, and what was given for nothing', async () => {
    const { text } = await folder.helm(helm, 'install', 'r', path, '--dry-run=client', '--namespace', 'team', '--set', 'wbe.replicas=3');
    const notes = text.slice(text.indexOf('NOTES:'));
    expect(notes).toContain('dodo 1.0.0 (version 2026.11.3): revision 1 of release r in namespace team.');
    expect(notes).toContain('kubectl rollout status deployment --namespace team --selector app.kubernetes.io/instance=r');
    expect(notes).toContain('helm test r --namespace team');
    expect(notes).toContain('NOTE: the chart has no setting wbe; what was given for it changes nothing.');
    expect(parse(await folder.helm(helm, 'show', 'chart', path).then((shown) => shown.text))).toMatchObject({ appVersion: '2026.11.3' });
  });
});

describe('helmChart()', () => {
  const small = sourceOf({ name: 'small', schema: z.object({ a: z.string() }), build: (s) => ({ o: thing(s.a) }), bases: [{ a: 'x' }], ends: 'lifted' });
  const folders = (charts: Parameters<typeof helmChart>[0]) => helmChart(charts).folders([], () => [small, { ...small, program: 'other' }]);

  test('is made on request, and has a folder for each program that it names', () => {
    const output = helmChart({ small: { version: '1.0.0' }, other: { version: '1.0.0', name: 'renamed' } });
    expect(output).toMatchObject({ name: 'chart', onRequest: true });
    expect(isHelmChart(output)).toBe(true);
    expect(folders(output.charts).map((one) => one.folder)).toEqual(['chart/small', 'chart/renamed']);
  });

  test('makes nothing where nobody gives it the programs', () => {
    expect(helmChart({ small: { version: '1.0.0' } }).folders([])).toEqual([]);
  });

  test.each<[string, Parameters<typeof helmChart>[0]]>([
    ['CHART_PROGRAM_UNKNOWN: helmChart() names a program "smal", which the project has not; did you mean small?', { smal: { version: '1.0.0' } }],
    ['CHART_NAME_TWICE: helmChart() gives two charts the name x', { small: { version: '1.0.0', name: 'x' }, other: { version: '1.0.0', name: 'x' } }],
    ['CHART_OPTION_INVALID  version', { small: { version: 'one' } }],
  ])('%s', (message, charts) => {
    expect(() => folders(charts)).toThrow(message);
  });

  test('says what is wrong with all charts together', () => {
    expect(() => folders({ small: { version: 'one' }, other: { version: 'two' } })).toThrow(/"one"(.|\n)*"two"/);
  });
});
