import { ApiObject, App, Chart, type IResolver, JsonPatch, Lazy, type ResolutionContext } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import fc from 'fast-check';
import { RollwrightError } from '../errors';
import { type Manifest, yamlDocument } from '../manifest';
import { SynthApp } from './app';
import { renderer } from './render';
import { sorted } from './sorted';
import { build, treeSpec } from './testing/random-tree';

function made(fields: object, app: App = new App()): ApiObject {
  return new ApiObject(new Chart(app, 'c'), 'o', { apiVersion: 'v1', kind: 'ConfigMap', ...fields });
}

const withNulls = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('the fast path gives what toJson() gives', () => {
  let fast = 0;
  let all = 0;
  fc.assert(
    fc.property(treeSpec(8, 0), (spec) => {
      const app = new App();
      build(app, spec);
      const render = renderer({ resolvers: app.resolvers });
      for (const object of app.node.findAll().filter((construct) => ApiObject.isApiObject(construct))) {
        const { manifest, unsorted } = render(object as ApiObject);
        const stock = withNulls((object as ApiObject).toJson());
        all++;
        if (unsorted) fast++;
        expect(Object.entries(withNulls(unsorted ? sorted(manifest) : manifest) as object)).toEqual(Object.entries(stock as object));
        expect(JSON.stringify(sorted(manifest))).toBe(JSON.stringify(sorted(stock as typeof manifest)));
      }
    }),
    { numRuns: 2000 }, // of them the share is 0.38, give or take 0.007; of 300 it would fall below a third once in a hundred runs
  );
  expect(fast).toBeGreaterThan(all / 3);
});

test('the text written straight from the props is that of the manifest', () => {
  let written = 0;
  fc.assert(
    fc.property(treeSpec(8, 0), (spec) => {
      const app = new App();
      build(app, spec);
      const render = renderer({ resolvers: app.resolvers, text: true });
      for (const object of app.node.findAll().filter((construct) => ApiObject.isApiObject(construct))) {
        const { text } = render(object as ApiObject);
        if (text === undefined) continue;
        written++;
        expect(text).toBe(yamlDocument(withNulls((object as ApiObject).toJson()) as Manifest));
      }
    }),
    { numRuns: 600 },
  );
  expect(written).toBeGreaterThan(100);
});

class Doubler implements IResolver {
  resolve(context: ResolutionContext): void {
    if (context.value === 'double') context.replaceValue('doubled');
  }
}

class Own extends ApiObject {
  override toJson(): unknown {
    return { ...super.toJson(), own: true };
  }
}

test.each<[string, () => ApiObject, boolean]>([
  ['a plain object', () => made({}), true],
  ['a Lazy', () => made({ data: Lazy.any({ produce: () => ({ a: 'b' }) }) }), true],
  ['a custom resolver', () => made({ data: { a: 'double' } }, new App({ resolvers: [new Doubler()] })), false],
  ['a class with its own toJson', () => new Own(new Chart(new App(), 'c'), 'o', { apiVersion: 'v1', kind: 'Own' }), false],
  ['a cdk8s-plus-27 object', () => new kplus.ConfigMap(new Chart(new App(), 'c'), 'o').node.findChild('Resource') as ApiObject, false],
  ['metadata with its own toJson', () => Object.assign(made({}), { metadata: { toJson: () => ({ name: 'own' }) } }), false],
  [
    'a patch',
    () => {
      const object = made({});
      object.addJsonPatch(JsonPatch.add('/data', {}));
      return object;
    },
    false,
  ],
])('%s goes the fast way only if it is rendered by stock code alone', (_, make, isFast) => {
  const object = make();
  const { manifest, unsorted } = renderer({ resolvers: App.of(object).resolvers })(object);
  expect(unsorted).toBe(isFast);
  expect(withNulls(unsorted ? sorted(manifest) : manifest)).toEqual(withNulls(object.toJson()));
});

test('nothing goes the fast way when keys keep their order', () => {
  const object = made({ data: { b: '1', a: '2' } });
  expect(renderer({ resolvers: App.of(object).resolvers, sortKeys: false })(object).unsorted).toBe(false);
});

test('rendering changes nothing that the program made', () => {
  const data = Object.freeze({ z: '1', list: Object.freeze([null, Object.freeze({ b: undefined, a: null })]) });
  const object = made({ data });
  const before = JSON.stringify(data);
  renderer({ resolvers: App.of(object).resolvers })(object);
  expect(JSON.stringify(data)).toBe(before);
});

test('producers run once, in the order in which they were written', () => {
  const order: string[] = [];
  const lazy = (name: string) => Lazy.any({ produce: () => order.push(name) && name });
  const object = made({ data: { z: lazy('z'), a: lazy('a') } });
  renderer({ resolvers: App.of(object).resolvers })(object);
  expect(order).toEqual(['z', 'a']);
});

test.each<[string, unknown]>([
  ['a Date', new Date(0)],
  ['a Map', new Map()],
  ['an object without a prototype', Object.create(null)],
  ['a key "constructor"', JSON.parse('{"constructor":"x"}')],
])('%s is refused with the place, as stock refuses it', (_, value) => {
  const app = new SynthApp({ sourceFolder: __dirname });
  const object = made({ data: { value } }, app);
  expect(() => object.toJson()).toThrow();
  const error = catching(() => app.files());
  expect(error.problems).toEqual([
    expect.objectContaining({ code: 'OBJECT_UNRENDERABLE', construct: 'c/o', file: expect.stringMatching(/^render\.test\.ts:\d+$/) }),
  ]);
});

function catching(run: () => unknown): RollwrightError {
  try {
    run();
  } catch (error) {
    if (error instanceof RollwrightError) return error;
    throw error;
  }
  throw new Error('no error');
}
