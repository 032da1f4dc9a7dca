import fc from 'fast-check';
import type { Json } from '../settings';
import { otherValues } from './other-values';

it.each<[Json | undefined, readonly Json[]]>([
  [4, [5, null, 3]],
  [true, [false]],
  ['info', ['infp', null, 'infox']],
  ['sha256:0f9', ['sha256:0f8', null, 'sha257:0f9']],
  ['https://a.example.com', ['https://a.example.con', null]],
  [
    ['a', 'b'],
    [['b', 'b'], null],
  ],
  [[], [['x'], null, [1]]],
  [undefined, ['x', 'https://x.example.com']],
])('near %j come %j', (value, first) => {
  expect(otherValues(value).slice(0, first.length)).toEqual(first);
});

it('takes the values that are known first', () => {
  expect(otherValues('info', ['debug', 'info']).slice(0, 2)).toEqual(['debug', 'infp']);
});

it('never gives the value itself, nor one twice', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.array(fc.jsonValue(), { maxLength: 3 }), (value, known) => {
      const texts = otherValues(value as Json, known as Json[]).map((each) => JSON.stringify(each));
      expect(texts).not.toContain(JSON.stringify(value));
      expect(new Set(texts).size).toBe(texts.length);
    }),
  );
});
