import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct, type Node } from 'constructs';
import { SynthApp } from './app';
import { SOURCE_BUDGET, sourceOf, sourcesRanOut, userFrame } from './source';

/** The number of the line that calls this. */
function line(): number {
  return Number(/:(\d+):\d+\)?$/.exec((new Error().stack ?? '').split('\n')[2] ?? '')?.[1]);
}

test('a construct knows the line of user code that made it, whatever library is between', () => {
  const app = new SynthApp({ sourceFolder: __dirname });
  const chart = new Chart(app, 'shop');
  const here = line();
  const deployment = new kplus.Deployment(chart, 'web');
  expect(sourceOf(chart)).toBe(`source.test.ts:${here - 1}`);
  expect(sourceOf(deployment)).toBe(`source.test.ts:${here + 1}`);
  expect(sourceOf(deployment.node.findChild('Resource'))).toBe(`source.test.ts:${here + 1}`);
});

test('paths are absolute where no folder is given or the file lies outside of it', () => {
  expect(sourceOf(new Chart(new SynthApp(), 'shop'))).toMatch(/^\/.*\/source\.test\.ts:\d+$/);
  expect(sourceOf(new Chart(new SynthApp({ sourceFolder: '/elsewhere' }), 'shop'))).toMatch(/^\/.*\/source\.test\.ts:\d+$/);
});

test('a tree remembers as many as its budget says', () => {
  const app = new SynthApp({ sources: 2 });
  const made = [1, 2, 3].map((id) => new Construct(app, `${id}`));
  expect(made.map((construct) => sourceOf(construct) !== undefined)).toEqual([true, true, false]);
  expect(sourcesRanOut(app)).toBe(true);
  expect(sourcesRanOut(new SynthApp({ sources: 2 }))).toBe(false);
});

test('trees of a stock App remember nothing', () => {
  new SynthApp();
  expect(sourceOf(new Chart(new App(), 'shop'))).toBeUndefined();
});

test('while one tree has budget left it goes on remembering, although another ran out', () => {
  const small = new SynthApp({ sources: 1 });
  const large = new SynthApp();
  for (const id of ['a', 'b', 'c']) new Construct(small, id);
  expect(sourceOf(new Construct(large, 'still'))).toBeDefined();
});

test('a tree that spends its budget leaves constructs as they were', () => {
  jest.isolateModules(() => {
    const { Node: FreshNode } = require('constructs') as { Node: typeof Node };
    const { SynthApp: FreshApp } = require('./app') as { SynthApp: typeof SynthApp };
    const { Construct: FreshConstruct } = require('constructs') as { Construct: typeof Construct };
    const stock = FreshNode.prototype as unknown as { addChild: unknown };
    const before = stock.addChild;
    const app = new FreshApp();
    expect(stock.addChild).not.toBe(before);
    for (let i = 0; i <= SOURCE_BUDGET; i++) new FreshConstruct(app, `${i}`);
    expect(stock.addChild).toBe(before);
  });
});

test.each([
  ['a function', '    at build (/home/u/shop/main.ts:12:5)', 'main.ts:12'],
  ['top level', '    at /home/u/shop/main.ts:3:1', 'main.ts:3'],
  ['an ES module', '    at build (file:///home/u/shop/main.mjs:4:1)', 'main.mjs:4'],
  ['a constructor', '    at new Shop (/home/u/shop/lib/shop.ts:7:9)', 'lib/shop.ts:7'],
  ['a file elsewhere', '    at f (/opt/shared.ts:7:9)', '/opt/shared.ts:7'],
  ['a library', '    at f (/home/u/shop/node_modules/cdk8s/lib/app.js:7:9)', undefined],
  ['node itself', '    at Module._compile (node:internal/modules/cjs/loader:1:1)', undefined],
])('a frame of %s', (_, frame, place) => {
  expect(userFrame(`Error: x\n    at f (/home/u/shop/node_modules/constructs/lib/construct.js:1:1)\n${frame}`, '/home/u/shop')).toBe(place);
});
