/** Earlier generations of kept config in a chart: what Helm gives with the values files, and with others. */
import { type App, Chart } from 'cdk8s';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { AppConfig, MigrationJob, RollingDeployment } from '../../constructs';
import { canonicalJson, contentHash, type Json, type JsonObject, KEPT_HASH_LENGTH, resolveDerived } from '../../manifest';
import { program, renderProgram } from '../../synth';
import { type EarlierGeneration, withGenerations } from '../kept';
import type { ProgramSource } from '../output';
import { ChartFolder } from '../testing/helm/chart-folder';
import { findHelm } from '../testing/helm/helm';
import { chartOf } from './files';

jest.setTimeout(120_000);

const word = z.string().regex(/^[a-z][a-z0-9]{0,11}$/);
const settings = z.object({
  name: word,
  namespace: word,
  word,
  tenants: z.record(word, z.object({ color: word })),
  reads: z.boolean().default(true),
});
type Settings = z.infer<typeof settings>;

/** A config of the release, one of each tenant, and a migration that has a copy of the first. */
const shop = program({
  name: 'shop',
  settings,
  build: (app, { name, namespace, word, tenants, reads }) => {
    const chart = new Chart(app, 'shop', { namespace });
    const image = 'registry.example.com/shop:1';
    const metadata = { annotations: { note: 'kept' } };
    const config = reads ? [new AppConfig(chart, 'config', { name: `${name}-config`, mode: 'keep', data: { WORD: word }, app: { name }, metadata })] : [];
    const migration = new MigrationJob(chart, 'migrate', { name: `${name}-migrate`, image, command: ['migrate'], config, check: ['check'] });
    new RollingDeployment(chart, 'web', { name, image, command: ['web'], config, after: [migration] });
    for (const [tenant, { color }] of Object.entries(tenants).sort(([a], [b]) => (a < b ? -1 : 1))) {
      const own = new AppConfig(chart, `config-${tenant}`, { name: `${name}-${tenant}`, mode: 'keep', data: { COLOR: color } });
      new RollingDeployment(chart, `tenant-${tenant}`, { name: `${name}-tenant-${tenant}`, image, command: ['web'], config: [own] });
    }
  },
});

const generation = (config: string, data: Record<string, string>, binaryData?: Record<string, string>): EarlierGeneration => ({
  config,
  name: `${config}-${contentHash({ data, ...(binaryData && { binaryData }) }, KEPT_HASH_LENGTH)}`,
  data,
  ...(binaryData && { binaryData }),
});

/** What YAML and templates might take for something else. */
const HOSTILE = { 'a.b': '  {{ .Values }}\n\n "x" \u007f\u0085\u2028\n', n: '1e3', yes: 'no', empty: '', t: '\ttab\r\n' };
const EARLIER = [
  generation('shop-config', { WORD: 'two' }),
  generation('shop-config', HOSTILE, { 'word.bin': 'AAEC' }),
  generation('shop-red', { COLOR: 'crimson' }),
  generation('shop-gone', { X: 'y' }),
  generation('elsewhere', { X: 'y' }),
];
const TEST: Settings = { name: 'shop', namespace: 'team', word: 'three', tenants: { red: { color: 'scarlet' }, blue: { color: 'navy' } }, reads: true };

const source: ProgramSource = {
  program: 'shop',
  schema: settings,
  render: (values) => renderProgram(shop, values as Settings, { sources: 0 }),
  base: {},
  environments: { test: TEST as unknown as Json, other: { ...TEST, name: 'other', tenants: {} } as unknown as Json },
  literals: [0, 1],
  generations: { test: EARLIER },
};
const OPTIONS = { version: '1.0.0', release: { name: 'name', namespace: 'namespace' } };
const chart = chartOf(source, OPTIONS);
const text = (path: string) => chart.files.find((file) => file.path === path)?.text ?? '';

const helm = findHelm() ?? '';
const withHelm = helm === '' ? test.skip : test;
const folder = new ChartFolder();
const path = folder.write('shop', chart.files);
afterAll(() => folder.remove());

async function given(release: string, namespace: string, ...args: readonly string[]): Promise<readonly Json[]> {
  const { ok, text } = await folder.helm(helm, 'template', release, path, '--namespace', namespace, ...args);
  if (!ok) throw new Error(text);
  return parseAllDocuments(text).flatMap((document) => ('toJS' in document ? ((document.toJS() ?? []) as Json) : []));
}

function names(objects: readonly Json[]): readonly string[] {
  return objects.map((one) => `${(one as JsonObject).kind}/${((one as JsonObject).metadata as JsonObject).name}`);
}

function sorted(objects: readonly Json[]): readonly Json[] {
  return [...objects].sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
}

const TEST_FILE = ['--values', 'shop/values.test.yaml'];

test('nothing is frozen; a chart without kept config knows nothing of it', () => {
  expect(chart.derived.frozen).toEqual([]);
  const build = (values: unknown) => renderProgram(shop, { ...(values as Settings), reads: false, tenants: {} }, { sources: 0 });
  const plain = chartOf({ ...source, render: build, generations: { test: [] } }, OPTIONS);
  expect(plain.files.filter(({ path, text }) => path.includes('kept') || text.includes('kept'))).toEqual([]);
});

test('values.yaml has none, and the environment that has some says them after its settings', () => {
  expect(text('values.yaml')).toMatch(/\n# Earlier generations of config.*\n.*\nkeptConfigs: \[\]\n$/);
  expect(parse(text('values.test.yaml')).keptConfigs).toEqual([
    { config: 'RELEASE-config', hash: EARLIER[0]?.name.slice(-10), data: { WORD: 'two' } },
    { config: 'RELEASE-config', hash: EARLIER[1]?.name.slice(-10), data: HOSTILE, binaryData: { 'word.bin': 'AAEC' } },
    { config: 'RELEASE-red', hash: EARLIER[2]?.name.slice(-10), data: { COLOR: 'crimson' } },
    { config: 'RELEASE-gone', hash: EARLIER[3]?.name.slice(-10), data: { X: 'y' } },
    { config: 'elsewhere', hash: EARLIER[4]?.name.slice(-10), data: { X: 'y' } },
  ]);
  expect(text('values.other.yaml')).not.toContain('keptConfigs');
});

withHelm('the template', () =>
  expect(text('templates/kept.yaml')).toMatchInlineSnapshot(`
"{{- /* Generated by rollwright from the program shop; do not edit: change the program, and run rollwright chart */ -}}
{{- $made := list }}
{{- if or .Values.reads (not (hasKey .Values "reads")) }}
{{- $present := (printf "%s-config-%s" .Release.Name (include "shop.config-data" . | include "shop.hash" | trunc 10)) }}
{{- $config := regexReplaceAll "-[0-9a-f]{10}$" $present "" }}
{{- $made = append $made $config }}
{{- range $.Values.keptConfigs }}
{{- $name := printf "%s-%s" $config .hash }}
{{- if and (eq $config (.config | replace "RELEASE" $.Release.Name)) (ne $name $present) }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ $name | quote }}
  namespace: {{ $.Release.Namespace | quote }}
  labels:
    {{- include "shop.labels" $ | nindent 4 }}
    app.kubernetes.io/name: {{ $.Release.Name | quote }}
    rollwright.dev/config: {{ $.Release.Name }}-config
  annotations:
    note: kept
{{- with .binaryData }}
binaryData:
  {{- range $key, $text := . }}
  {{ $key | quote }}: {{ $text | quote }}
  {{- end }}
{{- end }}
{{- with .data }}
data:
  {{- range $key, $text := . }}
  {{ $key | quote }}: {{ $text | quote }}
  {{- end }}
{{- end }}
immutable: true
{{- end }}
{{- end }}
{{- end }}
{{- range $key, $tenant := .Values.tenants }}
{{- $present := (printf "%s-%s-%s" $.Release.Name $key (include "shop.configmap-data" (dict "Values" $.Values "Release" $.Release "tenant" $tenant "key" $key) | include "shop.hash" | trunc 10)) }}
{{- $config := regexReplaceAll "-[0-9a-f]{10}$" $present "" }}
{{- $made = append $made $config }}
{{- range $.Values.keptConfigs }}
{{- $name := printf "%s-%s" $config .hash }}
{{- if and (eq $config (.config | replace "RELEASE" $.Release.Name)) (ne $name $present) }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ $name | quote }}
  namespace: {{ $.Release.Namespace | quote }}
  labels:
    {{- include "shop.labels" $ | nindent 4 }}
    rollwright.dev/config: {{ printf "%s-%s" $.Release.Name $key | quote }}
{{- with .binaryData }}
binaryData:
  {{- range $key, $text := . }}
  {{ $key | quote }}: {{ $text | quote }}
  {{- end }}
{{- end }}
{{- with .data }}
data:
  {{- range $key, $text := . }}
  {{ $key | quote }}: {{ $text | quote }}
  {{- end }}
{{- end }}
immutable: true
{{- end }}
{{- end }}
{{- end }}
{{- $namespaces := list }}
{{- range $key, $tenant := .Values.tenants }}
{{- $namespaces = append $namespaces $.Release.Namespace }}
{{- end }}
{{- $namespaces = append $namespaces .Release.Namespace }}
{{- range $one := $.Values.keptConfigs }}
{{- $config := ($one.config | replace "RELEASE" $.Release.Name) }}
{{- if not (has $config $made) }}
{{- range $namespaces | uniq }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ printf "%s-%s" $config $one.hash | quote }}
  {{- with . }}
  namespace: {{ . | quote }}
  {{- end }}
  labels:
    {{- include "shop.labels" $ | nindent 4 }}
    rollwright.dev/config: {{ $config | quote }}
{{- with $one.binaryData }}
binaryData:
  {{- range $key, $text := . }}
  {{ $key | quote }}: {{ $text | quote }}
  {{- end }}
{{- end }}
{{- with $one.data }}
data:
  {{- range $key, $text := . }}
  {{ $key | quote }}: {{ $text | quote }}
  {{- end }}
{{- end }}
immutable: true
{{- end }}
{{- end }}
{{- end }}
"
`),
);

withHelm('lint --strict passes, and Helm gives what the program gives with its generations', async () => {
  expect(await folder.helm(helm, 'lint', '--strict', path, ...TEST_FILE)).toEqual({ ok: true, text: expect.stringContaining('0 chart(s) failed') });
  const objects = await given('shop', 'team', ...TEST_FILE);
  expect(sorted(objects)).toEqual(sorted(resolveDerived(chart.render(settings.parse(TEST), 'test')) as unknown as readonly Json[]));
  const plain = resolveDerived(withGenerations(source.render(TEST), EARLIER)).flatMap(({ kind, metadata }) => `${kind}/${metadata.name}`);
  expect(names(objects)).toEqual(expect.arrayContaining(plain));
});

withHelm('without a values file there is none of them', async () => {
  expect(sorted(await given('shop', 'team'))).toEqual(sorted(resolveDerived(chart.render(settings.parse(TEST))) as unknown as readonly Json[]));
});

withHelm('values that are those of an earlier generation make no second object of its name, and keep the others', async () => {
  const objects = names(await given('shop', 'team', ...TEST_FILE, '--set', 'word=two'));
  expect(objects.filter((one, at) => objects.indexOf(one) !== at)).toEqual([]);
  expect(objects).toEqual(expect.arrayContaining(EARLIER.map(({ name }) => `ConfigMap/${name}`)));
});

withHelm('a release of another name has generations of its own', async () => {
  const objects = names(await given('two', 'team', ...TEST_FILE)).filter((one) => one.startsWith('ConfigMap/'));
  const [first, second, red, gone, elsewhere] = EARLIER.map(({ name }) => name.replace(/^shop/, 'two'));
  expect(objects).toEqual(expect.arrayContaining([first, second, red, gone, elsewhere].map((name) => `ConfigMap/${name}`)));
  expect(objects.filter((one) => one.includes('shop'))).toEqual([]);
});

test('a config that is not called after the release has one name in all of them', () => {
  const small = z.object({ name: word, word });
  const build = (app: App, values: z.infer<typeof small>) => {
    const chart = new Chart(app, 'shop');
    new AppConfig(chart, 'config', { name: 'shop-words', mode: 'keep', data: { WORD: values.word } });
  };
  const own = program({ name: 'shop', settings: small, build });
  const render = (values: unknown) => renderProgram(own, values as z.infer<typeof small>, { sources: 0 });
  const generations = { test: [generation('shop-words', { WORD: 'two' })] };
  const environments = { test: { name: 'shop', word: 'three' } };
  const { files } = chartOf({ ...source, schema: small, render, environments, generations }, { version: '1.0.0', release: { name: 'name' } });
  expect(parse(files.find(({ path }) => path === 'values.test.yaml')?.text ?? '').keptConfigs).toMatchObject([{ config: 'shop-words' }]);
});

withHelm('a tenant that is gone, or a config that these values switch off, keeps its generations', async () => {
  const values = { ...TEST, tenants: { blue: { color: 'navy' } }, reads: false };
  const objects = await given('shop', 'team', ...TEST_FILE, '--set', 'tenants.red=null,reads=false');
  const wanted = resolveDerived(chart.render(settings.parse(values), 'test')) as unknown as readonly Json[];
  expect(sorted(objects)).toEqual(sorted(wanted));
});

withHelm.each([
  ['keptConfigs[0].config=shop', "at '/keptConfigs/0': missing property 'hash'"],
  ['keptConfigs[0].config=A,keptConfigs[0].hash=0123456789', "at '/keptConfigs/0/config'"],
  ['keptConfigs[0].config=a,keptConfigs[0].hash=xyz', "at '/keptConfigs/0/hash'"],
  ['keptConfigs[0].config=a,keptConfigs[0].hash=0123456789,keptConfigs[0].x=1', "additional properties 'x' not allowed"],
  ['keptConfigs=x', "at '/keptConfigs': got string, want array"],
])('helm refuses --set %s', async (set, message) => {
  expect(await folder.helm(helm, 'template', 'r', path, '--set-string', set)).toEqual({ ok: false, text: expect.stringContaining(message) });
});
