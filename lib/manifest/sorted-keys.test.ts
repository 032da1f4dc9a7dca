import fc from 'fast-check';
import { sortedKeys } from './sorted-keys';

test.each<[object, string[]]>([
  [{}, []],
  [{ b: 1, a: 2 }, ['a', 'b']],
  [{ b: 1, 10: 1, a: 1, 9: 1, '01': 1 }, ['9', '10', '01', 'a', 'b']],
  [{ z: 1, 4294967295: 1, 4294967294: 1 }, ['4294967294', '4294967295', 'z']],
  [{ é: 1, z: 1, Z: 1 }, ['Z', 'z', 'é']],
])('%j', (object, keys) => {
  expect(sortedKeys(object)).toEqual(keys);
});

test('the keys of an object that was filled in sorted order', () => {
  const key = fc.oneof(fc.string(), fc.nat().map(String), fc.constantFrom('a', 'b', 'spec', '__x', '0', '00', '4294967295'));
  fc.assert(
    fc.property(fc.uniqueArray(key, { maxLength: 60 }), (keys) => {
      const filled = Object.fromEntries(keys.filter((each) => each !== '__proto__').map((each) => [each, 1]));
      expect(sortedKeys(filled)).toEqual(Object.keys(Object.fromEntries(Object.entries(filled).sort(([a], [b]) => (a < b ? -1 : 1)))));
    }),
  );
});
