import { Duration, Size } from 'cdk8s';
import { sizeQuantity, wholeSeconds } from './quantities';

it.each([
  [Duration.seconds(0), 0],
  [Duration.millis(2000), 2],
  [Duration.minutes(1.5), 90],
  [Duration.days(1), 86400],
  [Duration.seconds(2 ** 31 - 1), 2147483647],
])('%s is %d seconds', (duration, seconds) => {
  expect(wholeSeconds(duration, { what: 'period' })).toBe(seconds);
});

it.each([
  [Duration.millis(1500), 'no whole number of seconds'],
  [Duration.seconds(0), 'at least 1 s'],
  [Duration.days(30000), 'less than 2^31 s'],
])('refuses %s', (duration, why) => {
  expect(() => wholeSeconds(duration, { what: 'period', atLeast: 1, construct: 'shop/web' })).toThrow(why);
});

it.each([
  [Size.mebibytes(512), '512Mi'],
  [Size.kibibytes(1), '1Ki'],
  [Size.gibibytes(10), '10Gi'],
  [Size.tebibytes(2), '2Ti'],
  [Size.pebibyte(1), '1Pi'],
])('a size is %s', (size, text) => {
  expect(sizeQuantity(size, { what: 'storage' })).toBe(text);
});

it('refuses half a unit', () => {
  expect(() => sizeQuantity(Size.gibibytes(1.5), { what: 'storage' })).toThrow('smaller one');
});
