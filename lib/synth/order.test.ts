import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { RollwrightError } from '../errors';
import { SynthApp } from './app';

function object(scope: Construct, name: string): ApiObject {
  return new ApiObject(scope, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
}

function names(app: SynthApp): string[] {
  return [...app.synthYaml().matchAll(/^ {2}name: (.*)$/gm)].map((match) => match[1] as string);
}

function problemOf(app: SynthApp): { code: string; message: string; construct: string | undefined } {
  try {
    app.synthYaml();
  } catch (error) {
    const [{ code, message, construct } = { code: '', message: '', construct: undefined }] = (error as RollwrightError).problems;
    return { code, message, construct };
  }
  throw new Error('no error');
}

test('a chain of 20,000 fits', () => {
  const app = new SynthApp();
  const chart = new Chart(app, 'chain');
  const chain = Array.from({ length: 20_000 }, (_, i) => object(chart, `o${i}`));
  for (const [i, one] of chain.entries()) if (i > 0) chain[i - 1]?.addDependency(one);
  expect(names(app).slice(0, 3)).toEqual(['o19999', 'o19998', 'o19997']);
});

test('100 layers of 6 objects, each after all of the layer before: stock takes five times longer for each layer', () => {
  const app = new SynthApp();
  const chart = new Chart(app, 'layers');
  const layers = Array.from({ length: 100 }, (_, i) => new Construct(chart, `layer${i}`));
  for (const [i, layer] of layers.entries()) {
    for (let j = 0; j < 6; j++) object(layer, `o${i}-${j}`);
    const before = layers[i + 1];
    if (before !== undefined) layer.node.addDependency(before);
  }
  const order = names(app);
  expect(order).toHaveLength(600);
  expect(order[0]).toBe('o99-0');
  expect(order.at(-1)).toBe('o0-5');
});

test('one chart of 2,000 objects after another one of 2,000: no product of edges', () => {
  const app = new SynthApp();
  const [first, second] = [new Chart(app, 'first'), new Chart(app, 'second')];
  for (let i = 0; i < 2000; i++) object(first, `a${i}`);
  for (let i = 0; i < 2000; i++) object(second, `b${i}`);
  first.addDependency(second);
  expect(app.files().map(({ path }) => path)).toEqual(['0000-second.k8s.yaml', '0001-first.k8s.yaml']);
});

describe('cycles', () => {
  test('of objects', () => {
    const app = new SynthApp();
    const chart = new Chart(app, 'shop');
    const [a, b, c] = [object(chart, 'a'), object(chart, 'b'), object(chart, 'c')];
    a.addDependency(b);
    b.addDependency(c);
    c.addDependency(a);
    expect(problemOf(app)).toEqual({
      code: 'DEPENDENCY_CYCLE',
      message: 'Dependency cycle detected: shop/a => shop/b => shop/c => shop/a',
      construct: 'shop/a',
    });
  });

  test('of charts, through objects in them', () => {
    const app = new SynthApp();
    const [one, two] = [new Chart(app, 'one'), new Chart(app, 'two')];
    const [a, b, c, d] = [object(one, 'a'), object(two, 'b'), object(two, 'c'), object(one, 'd')];
    a.addDependency(b);
    c.addDependency(d);
    expect(problemOf(app)).toMatchObject({ code: 'DEPENDENCY_CYCLE', message: expect.stringMatching(/ => .* => /) });
  });

  test('of 20,000 objects', () => {
    const app = new SynthApp();
    const chart = new Chart(app, 'ring');
    const ring = Array.from({ length: 20_000 }, (_, i) => object(chart, `o${i}`));
    for (const [i, one] of ring.entries()) one.addDependency(ring[(i + 1) % ring.length] as ApiObject);
    expect(problemOf(app).message.split(' => ')).toHaveLength(20_001);
  });
});

test('a dependency of a construct outside every chart', () => {
  const app = new SynthApp();
  const outside = new Construct(app, 'outside');
  outside.node.addDependency(new Chart(app, 'shop'));
  expect(problemOf(app)).toMatchObject({ code: 'DEPENDENCY_OUTSIDE_CHART', construct: 'outside' });
});
