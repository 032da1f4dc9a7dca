import { CONSTRAINTS, NO_CONSTRAINTS } from '../../testing/helm/constraints';
import { isKubeVersion, isSemVer } from './versions';

test.each(['1.0.0', '0.1.0-rc.1', '1.2.3+build.5', '1.2.3-alpha.1+x-y'])('%s is a version', (text) => {
  expect(isSemVer(text)).toBe(true);
});

test.each(['', '1', '1.0', 'v1.0.0', '1.0.0 ', '01.0.0', '1.0.0-01', '1.0.0-', undefined, 1])('%s is none', (text) => {
  expect(isSemVer(text)).toBe(false);
});

test.each(CONSTRAINTS)('%s is a constraint', (text) => {
  expect(isKubeVersion(text)).toBe(true);
});

test.each(['', ...NO_CONSTRAINTS, undefined])('%s is none', (text) => {
  expect(isKubeVersion(text)).toBe(false);
});
