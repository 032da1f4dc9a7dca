import { ApiObject, App, Chart, Lazy, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { parseAllDocuments } from 'yaml';
import { SynthApp } from './app';
import { ourOutcome, stockOutcome } from './testing/compare';

/** Where this App differs from stock on purpose, one test each: what stock does, and what this App does. */

function object(scope: Construct, name: string, fields: object = {}): ApiObject {
  return new ApiObject(scope, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...fields });
}

function both(build: (app: Construct) => void, yamlOutputType = YamlOutputType.FILE_PER_CHART) {
  const make =
    <A extends App>(Class: new (props: object) => A) =>
    (outdir: string): A => {
      const app = new Class({ outdir, yamlOutputType });
      build(app);
      return app;
    };
  return { stock: stockOutcome(make(App)), ours: ourOutcome(make(SynthApp)) };
}

function paths(outcome: object): string[] {
  return Object.keys((outcome as { files: object }).files);
}

test('0o17: stock writes a text that kubectl reads as the number 15', () => {
  const text = (app: App) => {
    object(new Chart(app, 'c'), 'o', { data: { mode: '0o17' } });
    return app.synthYaml();
  };
  expect(text(new App())).toContain('mode: 0o17\n');
  expect(text(new SynthApp())).toContain('mode: "0o17"\n');
});

test('objects that share a value: stock writes an anchor and an alias', () => {
  const text = (app: App) => {
    const shared = { app: 'web' };
    object(new Chart(app, 'c'), 'o', { spec: Lazy.any({ produce: () => ({ a: shared, b: shared }) }) });
    return app.synthYaml();
  };
  expect(parseAllDocuments(text(new SynthApp()))[0]?.toJS()).toEqual(parseAllDocuments(text(new App()))[0]?.toJS());
  expect(text(new SynthApp())).not.toMatch(/[&*]a1/);
});

test('layers of dependencies: stock takes five times longer for each layer', () => {
  const build = (layers: number) => (app: Construct) => {
    const chart = new Chart(app, 'c');
    const all = Array.from({ length: layers }, (_, i) => new Construct(chart, `l${i}`));
    for (const [i, layer] of all.entries()) {
      for (let j = 0; j < 5; j++) object(layer, `o${i}-${j}`);
      if (i > 0) layer.node.addDependency(all[i - 1] as Construct);
    }
  };
  const small = both(build(5));
  expect(small.ours).toEqual(small.stock);
  expect(paths(ourOutcome(() => made(SynthApp, build(200))))).toEqual(['c.k8s.yaml']);
});

function made<A extends App>(Class: new () => A, build: (app: Construct) => void): A {
  const app = new Class();
  build(app);
  return app;
}

test('validations: stock runs those of the whole app once more for each chart', () => {
  const runs = (Class: typeof App | typeof SynthApp, render: (app: App) => void): number => {
    let count = 0;
    const app = new Class();
    for (const id of ['a', 'b', 'c']) new Chart(app, id);
    app.node.addValidation({
      validate: () => {
        count++;
        return [];
      },
    });
    render(app);
    return count;
  };
  expect(runs(App, (app) => app.synthYaml())).toBe(4);
  expect(runs(SynthApp, (app) => (app as SynthApp).files())).toBe(1);
});

test('dependencies: stock adds what it infers to the tree', () => {
  const dependencies = (Class: typeof App | typeof SynthApp): number => {
    const app = new Class();
    const [one, two] = [new Chart(app, 'one'), new Chart(app, 'two')];
    object(one, 'a');
    object(two, 'b').node.addDependency(one);
    app.synthYaml();
    return app.node.findAll().flatMap((construct) => construct.node.dependencies).length;
  };
  expect(dependencies(App)).toBe(3);
  expect(dependencies(SynthApp)).toBe(1);
});

test('a second rendering gives the same bytes', () => {
  const app = new SynthApp();
  const [one, two] = [new Chart(app, 'one'), new Chart(app, 'two')];
  const a = object(one, 'a', { spec: Lazy.any({ produce: () => ({ z: [null, 1] }) }) });
  object(two, 'b').addDependency(a);
  expect(app.files()).toEqual(app.files());
  expect(app.synthYaml()).toBe(app.synthYaml());
});

test('an object after itself: stock drops it without a word', () => {
  const { stock, ours } = both((app) => {
    const chart = new Chart(app, 'c');
    const a = object(chart, 'a');
    a.addDependency(a);
    object(chart, 'b');
  });
  expect(JSON.stringify(stock)).not.toContain('"a"');
  expect(ours).toEqual({ error: 'DEPENDENCY_CYCLE' });
});

test('two charts of one file name: stock keeps the last', () => {
  const { stock, ours } = both((app) => {
    object(new Chart(new Construct(app, 'x'), 'Default'), 'a');
    object(new Chart(new Construct(app, 'Default'), 'x'), 'b');
  });
  expect(paths(stock)).toEqual([expect.stringMatching(/^x-c8\w+\.k8s\.yaml$/)]);
  expect(ours).toEqual({ error: 'FILE_DUPLICATE' });
});

test('two resources of one file name: stock keeps the last', () => {
  const { stock, ours } = both((app) => {
    const chart = new Chart(app, 'c');
    object(chart, 'one', { metadata: { name: 'web', namespace: 'one' } });
    object(chart, 'two', { metadata: { name: 'web', namespace: 'two' } });
  }, YamlOutputType.FILE_PER_RESOURCE);
  expect(paths(stock)).toEqual(['ConfigMap.web.k8s.yaml']);
  expect(ours).toEqual({ error: 'FILE_DUPLICATE' });
});

test('two objects of one identity: stock writes both, and the second overwrites the first in the cluster', () => {
  const { stock, ours } = both((app) => {
    object(new Chart(app, 'one'), 'web');
    object(new Chart(app, 'two'), 'web');
  });
  expect(paths(stock)).toHaveLength(2);
  expect(ours).toEqual({ error: 'OBJECT_DUPLICATE' });
});

test('a chart without objects in a folder of its own: stock leaves an empty folder', () => {
  const { stock, ours } = both((app) => new Chart(app, 'empty'), YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE);
  expect([paths(stock), paths(ours)]).toEqual([[], []]);
});

test('a value that YAML cannot carry is an error; stock writes what no reader reads back', () => {
  const build = (app: Construct) => object(new Chart(app, 'c'), 'o', { data: { half: '\ud800' } });
  expect(ourOutcome(() => made(SynthApp, build))).toEqual({ error: 'UNWRITABLE_VALUE' });
});
