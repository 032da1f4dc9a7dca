import * as fc from 'fast-check';
import { formatPath, leavesOf, type Path, parsePath, valueAt } from './path';

const step = fc.oneof(fc.string({ minLength: 1 }), fc.nat(99));
const path = fc.tuple(fc.string({ minLength: 1 }), fc.array(step)).map(([first, rest]): Path => [first, ...rest]);

test('every path is read back as it was written', () => {
  fc.assert(fc.property(path, (steps) => expect(parsePath(formatPath(steps))).toEqual(steps)));
});

test.each([
  ['web.replicas', ['web', 'replicas']],
  ['hosts[0].name', ['hosts', 0, 'name']],
  ['a\\.b.c', ['a.b', 'c']],
  ['a[1][2]', ['a', 1, 2]],
])('%s', (text, steps) => {
  expect(parsePath(text)).toEqual(steps);
});

test.each(['', '.a', 'a.', 'a..b', 'a[', 'a[x]', 'a[-1]', 'a[0]b', '[0]', 'a=b', 'a,b', 'a\\'])('%j is no path', (text) => {
  expect(parsePath(text)).toBeUndefined();
});

test('what an object inherits is not in it', () => {
  expect(valueAt({ a: {} }, ['a', 'constructor'])).toBeUndefined();
  expect(valueAt({ a: [1] }, ['a', 'length'])).toBeUndefined();
});

test('leaves are scalars and what is empty', () => {
  expect(leavesOf({ a: 1, b: { c: [], d: [true, { e: null }] }, f: {}, g: undefined }).map(formatPath)).toEqual(['a', 'b.c', 'b.d[0]', 'b.d[1].e', 'f']);
});
