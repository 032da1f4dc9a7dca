import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Helm, Include, JsonPatch, YamlOutputType } from 'cdk8s';
import type { Construct } from 'constructs';
import { findHelm } from '../../bench/binaries';
import { SynthApp } from './app';
import { ourOutcome, stockOutcome } from './testing/compare';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'include-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const MANIFEST = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
# nothing here
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  template:
    spec:
      containers:
        - { name: app, image: "shop:1", args: [--verbose, "yes", 0x10], env: [] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: config, annotations: {} }
data: { z: "1", a: "two\\nlines\\n" }
`;

function compare(build: (app: Construct) => void): void {
  for (const yamlOutputType of [YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_RESOURCE]) {
    const make =
      <A extends App>(Class: new (props: object) => A) =>
      (outdir: string): A => {
        const app = new Class({ outdir, yamlOutputType });
        build(app);
        return app;
      };
    const stock = stockOutcome(make(App));
    expect(stock).toHaveProperty('files');
    expect(ourOutcome(make(SynthApp))).toEqual(stock);
  }
}

test('included YAML files, patched, labelled by their chart and ordered', () => {
  const file = join(folder, 'shop.yaml');
  writeFileSync(file, MANIFEST);
  compare((app) => {
    const chart = new Chart(app, 'theirs', { labels: { team: 'shop' }, namespace: 'fallback' });
    const [namespace, web, config] = new Include(chart, 'all', { url: file }).apiObjects;
    web?.addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/image', 'shop:2'));
    if (namespace !== undefined && config !== undefined) namespace.addDependency(config);
  });
});

const helm = findHelm();

// without helm cdk8s' own Helm construct cannot work either: there is nothing to compare
(helm === undefined ? test.skip : test)('a chart by the Helm construct', () => {
  const chart = join(folder, 'chart');
  mkdirSync(join(chart, 'templates'), { recursive: true });
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: shop\nversion: 0.1.0\n');
  writeFileSync(
    join(chart, 'templates/config.yaml'),
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  level: {{ .Values.level | quote }}\n',
  );
  compare((app) => {
    new Helm(new Chart(app, 'theirs', { labels: { team: 'shop' } }), 'shop', {
      chart,
      releaseName: 'prod',
      values: { level: 'info' },
      helmExecutable: helm as string,
    });
  });
});
