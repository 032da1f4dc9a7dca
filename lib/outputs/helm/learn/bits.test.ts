import fc from 'fast-check';
import { agree, bitsOf, isEmpty, isInside, isSame, joined, others } from './bits';

const COUNT = 70;
const rows = fc.array(fc.boolean(), { minLength: COUNT, maxLength: COUNT });
const all = bitsOf(COUNT, () => true);
const bits = (of: readonly boolean[]) => bitsOf(COUNT, (at) => of[at] === true);

test('sets of rows are what lists of booleans are', () => {
  fc.assert(
    fc.property(rows, rows, rows, (a, b, within) => {
      expect(isSame(bits(a), bits(b))).toBe(a.every((one, at) => one === b[at]));
      expect(isEmpty(bits(a))).toBe(!a.includes(true));
      expect(isInside(bits(a), bits(b), bits(within))).toBe(a.every((one, at) => !within[at] || !one || b[at]));
      expect(agree(bits(a), bits(b), bits(within))).toBe(a.every((one, at) => !within[at] || one === b[at]));
      expect(isSame(others(bits(a), all), bits(a.map((one) => !one)))).toBe(true);
      expect(isSame(joined('and', bits(a), bits(b)), bits(a.map((one, at) => one && b[at] === true)))).toBe(true);
      expect(isSame(joined('or', bits(a), bits(b)), bits(a.map((one, at) => one || b[at] === true)))).toBe(true);
    }),
  );
});
