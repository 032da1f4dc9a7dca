import { inUnits, quantityNanos } from './quantity';

it.each<readonly [unknown, bigint | undefined]>([
  ['1', 1_000_000_000n],
  [2, 2_000_000_000n],
  [0.1, 100_000_000n],
  ['0.07', 70_000_000n],
  ['.5', 500_000_000n],
  ['5.', 5_000_000_000n],
  ['100m', 100_000_000n],
  ['-100m', -100_000_000n],
  ['+1k', 1_000_000_000_000n],
  ['1.5Ki', 1_536_000_000_000n],
  ['1e3', 1_000_000_000_000n],
  ['1E-3', 1_000_000n],
  ['1E', 10n ** 27n],
  ['1Ei', 1024n ** 6n * 10n ** 9n],
  ['1n', 1n],
  ['0.0000000001', 1n],
  ['', undefined],
  ['.', undefined],
  ['1 Gi', undefined],
  ['1gi', undefined],
  ['Mi', undefined],
  [null, undefined],
])('%p is %p billionths', (quantity, expected) => {
  expect(quantityNanos(quantity)).toBe(expected);
});

it.each([
  [1n, 1_000_000n, 1],
  [1_500_000_000n, 1_000_000_000n, 2],
  [-1_500_000_000n, 1_000_000_000n, -1],
])('%p in units of %p is %p', (nanos, unit, expected) => {
  expect(inUnits(nanos, unit)).toBe(expected);
});
