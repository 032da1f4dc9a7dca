import * as fc from 'fast-check';
import { type Count, checkCount, checkWhole, isCount, scaled } from './count';
import { ProblemList } from './problem-list';

describe('isCount', () => {
  it.each([0, 1, 100, '0%', '25%', '100%', '250%'])('takes %p', (count) => expect(isCount(count)).toBe(true));
  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '25', '', '%', '-1%', '1.5%', ' 1%', null, undefined, {}])('refuses %p', (count) =>
    expect(isCount(count)).toBe(false),
  );
});

// The values of intstr.GetScaledValueFromIntOrPercent, k8s.io/apimachinery/pkg/util/intstr/intstr_test.go and by its formula.
it.each<[Count, number, 'up' | 'down', number]>([
  [123, 4, 'up', 123],
  ['90%', 100, 'up', 90],
  ['90%', 95, 'up', 86],
  ['90%', 95, 'down', 85],
  ['25%', 4, 'up', 1],
  ['25%', 1, 'up', 1],
  ['10%', 4, 'down', 0],
  ['100%', 7, 'down', 7],
  ['0%', 7, 'up', 0],
])('%p of %d pods, rounded %s, is %d', (count, pods, rounding, expected) => expect(scaled(count, pods, rounding)).toBe(expected));

it('rounds by less than one pod', () => {
  fc.assert(
    fc.property(fc.nat({ max: 100 }), fc.nat({ max: 10000 }), (percent, pods) => {
      const [up, down] = [scaled(`${percent}%`, pods, 'up'), scaled(`${percent}%`, pods, 'down')];
      return down <= up && up - down <= 1 && down >= 0 && up <= pods;
    }),
  );
});

it.each([
  ['a bad count', (problems: ProblemList) => checkCount('25' as Count, 'x', problems)],
  ['a fraction', (problems: ProblemList) => checkWhole(1.5, 0, 'x', problems)],
  ['too little', (problems: ProblemList) => checkWhole(0, 1, 'x', problems)],
])('notes %s', (_, check) => {
  const problems = new ProblemList('here');
  check(problems);
  expect(() => problems.throwIfAny()).toThrow(/^error FIELD_INVALID {2}x: expected a whole number/);
});
