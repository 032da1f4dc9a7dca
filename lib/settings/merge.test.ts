import * as fc from 'fast-check';
import type { Json, JsonObject } from './json';
import type { Layer } from './layer';
import { mergeLayers } from './merge';
import { formatPath, leavesOf, valueAt } from './path';
import { setLayer } from './set';
import { wordsOn } from './words';

const program = (name: string, values: unknown): Layer => ({ kind: 'program', name, values: values as JsonObject, file: `${name}.ts`, line: 1 });

test.each<[string, unknown[], unknown]>([
  ['maps merge', [{ a: { b: 1 } }, { a: { c: 2 } }], { a: { b: 1, c: 2 } }],
  ['lists replace', [{ a: [1, 2, 3] }, { a: [4] }], { a: [4] }],
  ['scalars replace', [{ a: 1 }, { a: 'x' }], { a: 'x' }],
  ['a map replaces a scalar', [{ a: 1 }, { a: { b: 1 } }], { a: { b: 1 } }],
  ['a scalar replaces a map', [{ a: { b: 1 } }, { a: 1 }], { a: 1 }],
  ['null removes', [{ a: 1, b: 2 }, { a: null }], { b: 2 }],
  ['null removes a map', [{ a: { b: 1 } }, { a: null }], {}],
  ['null removes inside a map', [{ a: { b: 1, c: 2 } }, { a: { b: null } }], { a: { c: 2 } }],
  ['null over nothing is nothing', [{}, { a: null, b: { c: null } }], { b: {} }],
  ['what was removed can be said again', [{ a: { b: 1 } }, { a: null }, { a: { c: 2 } }], { a: { c: 2 } }],
  ['null stays inside lists', [{ a: [null, { b: null }] }], { a: [null, { b: null }] }],
  ['undefined says nothing', [{ a: 1 }, { a: undefined }], { a: 1 }],
  ['constructor is a name', [{ constructor: { a: 1 } }, { constructor: { b: 2 } }], { constructor: { a: 1, b: 2 } }],
])('%s', (_, said, merged) => {
  expect(mergeLayers(said.map((values, at) => program(`l${at}`, values)))).toEqual({ values: merged, problems: [] });
});

test('--set reaches into a list of a layer below', () => {
  const base = program('base', {
    hosts: [
      { name: 'a', port: 1 },
      { name: 'b', port: 2 },
    ],
  });
  expect(mergeLayers([base, setLayer('hosts[1].port=3,hosts[2].name=c')]).values).toEqual({
    hosts: [{ name: 'a', port: 1 }, { name: 'b', port: 3 }, { name: 'c' }],
  });
  expect(base.values).toEqual({
    hosts: [
      { name: 'a', port: 1 },
      { name: 'b', port: 2 },
    ],
  });
});

test('a --set that does not fit is a problem, and the others are kept', () => {
  const { values, problems } = mergeLayers([program('base', { tag: 'x', n: 1 }), setLayer('tag.a=1,n=2'), setLayer('n[0]=1')]);
  expect(values).toEqual({ tag: 'x', n: 2 });
  expect(problems).toMatchObject([
    { code: 'SETTINGS_SET', path: 'tag.a (from --set)', message: 'a text is there, not a map' },
    { code: 'SETTINGS_SET', path: 'n[0] (from --set)', message: 'a number is there, not a list' },
  ]);
});

const cycle: { self?: unknown } = {};
cycle.self = cycle;
test.each<[string, unknown, string, string]>([
  ['a function', { a: { b: () => 1 } }, 'a.b', 'a function is no plain data'],
  ['a date', { a: [new Date(0)] }, 'a[0]', 'an object of class Date is no plain data'],
  ['NaN', { a: Number.NaN }, 'a', 'NaN is no number that JSON has'],
  ['a bigint', { a: 1n }, 'a', 'a bigint is no plain data'],
  ['a hole in a list', { a: [1, undefined] }, 'a[1]', 'a undefined is no plain data'],
  ['a cycle', cycle, 'self', 'a value contains itself'],
  ['__proto__', JSON.parse('{"a": {"__proto__": {"x": 1}}}'), 'a.__proto__', '__proto__ cannot be the name of a setting'],
  ['a prototype', { a: { ['__proto__']: null, ...Object.create({ x: 1 }) } }, '', ''],
  ['a prototype of its own', { a: Object.create({ x: 1 }) }, 'a', 'an object of class Object is no plain data'],
])('%s in a layer', (_, values, path, message) => {
  const { problems } = mergeLayers([program('base', values)]);
  if (message === '')
    return expect(problems).toEqual([
      { code: 'SETTINGS_LAYER', path: 'a.__proto__ (from base)', message: '__proto__ cannot be the name of a setting', file: 'base.ts:1' },
    ]);
  expect(problems).toEqual([{ code: 'SETTINGS_LAYER', path: `${path} (from base)`, message, file: 'base.ts:1' }]);
});

const key = fc.constantFrom('a', 'b', 'c');
const { map } = fc.letrec<{ any: Json; map: JsonObject }>((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, fc.constantFrom<Json>(null, 1, 'x', true), fc.array(fc.constantFrom(1, 2), { maxLength: 2 }), tie('map')),
  map: fc.dictionary(key, tie('any'), { maxKeys: 3, noNullPrototype: true }),
}));
const layers = fc.array(map, { minLength: 1, maxLength: 4 }).map((all) => all.map((values, at) => program(`l${at}`, values)));

test('merging is pure, and the last word on each leaf is its value', () => {
  fc.assert(
    fc.property(layers, (all) => {
      const before = JSON.stringify(all);
      const { values } = mergeLayers(all);
      expect(JSON.stringify(all)).toBe(before);
      for (const path of leavesOf(values)) {
        const last = wordsOn(all, path).at(-1);
        expect({ path: formatPath(path), says: last?.says }).toEqual({ path: formatPath(path), says: 'sets' });
        const there = valueAt(values, path);
        if (typeof there !== 'object') expect(last?.value).toEqual(there);
      }
    }),
  );
});

test('what a layer said and is not there has a later word that took it away', () => {
  fc.assert(
    fc.property(layers, (all) => {
      const { values } = mergeLayers(all);
      for (const path of all.flatMap((layer) => leavesOf(layer.values))) {
        if (path.length === 0 || valueAt(values, path) !== undefined) continue;
        const last = wordsOn(all, path).at(-1);
        expect(last === undefined || last.says !== 'sets').toBe(true);
      }
    }),
  );
});

test('words name each layer, its file and line', () => {
  const all = [program('base', { web: { replicas: 2 } }), program('prod', { web: null }), setLayer('web.replicas=4,web.x[0]=1'), program('late', { web: 1 })];
  expect(wordsOn(all, ['web', 'replicas']).map(({ layer, says, value, file, line }) => [layer.name, says, value, file, line])).toEqual([
    ['base', 'sets', 2, 'base.ts', 1],
    ['prod', 'removes', undefined, 'prod.ts', 1],
    ['--set', 'sets', 4, undefined, undefined],
    ['late', 'replaces', undefined, 'late.ts', 1],
  ]);
  expect(wordsOn(all, ['web', 'x']).map(({ value }) => value)).toEqual([undefined, [1], undefined]);
});
