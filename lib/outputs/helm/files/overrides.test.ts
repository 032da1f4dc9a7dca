import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../../manifest';
import { overrides } from './overrides';

/** What Helm makes of a values file over the chart's own values (`coalesceTablesFullKey` of pkg/chart/common/util/coalesce.go). files.test.ts asks Helm itself. */
function merged(own: JsonObject, file: JsonObject): JsonObject {
  const result: { [key: string]: Json } = {};
  for (const key of new Set([...Object.keys(own), ...Object.keys(file)])) {
    const [below, above] = [own[key], file[key]];
    if (above === null && below !== undefined) continue;
    const value = isObject(below) && isObject(above) ? merged(below, above) : (above ?? below);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

test.each<[string, JsonObject, JsonObject, JsonObject]>([
  ['nothing differs', { a: 1, m: { x: [1] } }, { a: 1, m: { x: [1] } }, {}],
  ['another scalar', { a: 1 }, { a: 2 }, { a: 2 }],
  ['a list as a whole', { l: [1, 2] }, { l: [1] }, { l: [1] }],
  ['a member of a map', { m: { x: 1, y: 2 } }, { m: { x: 1, y: 3 } }, { m: { y: 3 } }],
  ['null removes', { a: 1, m: { x: 1, y: 2 } }, { m: { x: 1 } }, { m: { y: null }, a: null }],
  ['a record is emptied member by member', { r: { x: 1, y: 2 } }, { r: {} }, { r: { x: null, y: null } }],
  ['an empty map appears', {}, { m: {} }, { m: {} }],
  ['a map instead of a text', { u: 'x' }, { u: { a: 1 } }, { u: { a: 1 } }],
  ['a text instead of a map', { u: { a: 1 } }, { u: 'x' }, { u: 'x' }],
])('%s', (_, own, wanted, said) => {
  expect(overrides(own, wanted)).toEqual(said);
  expect(merged(own, overrides(own, wanted))).toEqual(wanted);
});

const scalar = fc.oneof(fc.string({ maxLength: 3 }), fc.integer(), fc.boolean());
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, scalar, fc.array(tie('value'), { maxLength: 2 }), fc.dictionary(fc.constantFrom('a', 'b', 'c', 'x y'), tie('value'))),
}));
const values = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), value) as fc.Arbitrary<JsonObject>;

test('what it says makes any values of any others', () => {
  fc.assert(fc.property(values, values, (own, wanted) => expect(merged(own, overrides(own, wanted))).toEqual(wanted)));
});
