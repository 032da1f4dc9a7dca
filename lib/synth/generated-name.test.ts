import { ApiObject, type App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { SynthApp } from './app';
import { renderProgram } from './render-program';
import { objectsOf, problemsOf, programOf, rendered } from './testing/programs';

const unnamed = { apiVersion: 'v1', kind: 'ConfigMap' };

test.each<[string, (chart: Chart) => void]>([
  ['an ApiObject', (chart) => void new ApiObject(chart, 'config', unnamed)],
  ['an ApiObject with other metadata', (chart) => void new ApiObject(chart, 'config', { ...unnamed, metadata: { labels: { a: 'b' } } })],
  ['a cdk8s-plus-27 object', (chart) => void new kplus.ConfigMap(chart, 'config')],
])('%s without metadata.name is an error of a program', (_, build) => {
  expect(problemsOf(() => rendered(build))).toEqual([
    expect.objectContaining({
      code: 'NAME_GENERATED',
      object: expect.stringMatching(/^ConfigMap shop-config-c8/),
      construct: expect.stringMatching(/^shop\/config/),
      fix: 'give it a metadata.name',
    }),
  ]);
});

class OwnNames extends Chart {
  override generateObjectName(object: ApiObject): string {
    return `own-${object.kind.toLowerCase()}`;
  }
}

test.each<[string, (app: App) => void]>([
  ['a name of its own', (app) => void new kplus.ConfigMap(new Chart(app, 'shop'), 'config', { metadata: { name: 'config' } })],
  ['a name by a patch', (app) => new ApiObject(new Chart(app, 'shop'), 'config', unnamed).addJsonPatch(JsonPatch.replace('/metadata/name', 'config'))],
  ['a chart that makes names itself', (app) => void new ApiObject(new OwnNames(app, 'shop'), 'config', unnamed)],
])('%s is none', (_, build) => {
  expect(objectsOf(renderProgram(programOf(build), {}))[0]).toMatch(/^ConfigMap (own-)?config/);
});

test('a program may allow it, and the drop-in App does', () => {
  const build = (app: App) => void new ApiObject(new Chart(app, 'shop'), 'config', unnamed);
  expect(objectsOf(renderProgram(programOf(build, { allow: ['NAME_GENERATED'] }), {}))).toHaveLength(1);
  const app = new SynthApp();
  build(app);
  expect(app.synthYaml()).toContain('name: shop-config-c8');
});
