/** Constraints on Kubernetes versions that hold for 1.27.4, as Masterminds/semver/v3 takes them. */
export const CONSTRAINTS = [
  '>=1.27.0-0',
  '>= 1.27',
  '>=1.27.0-0 <1.38.0-0',
  '>=1.27.0-0, <1.38.0-0',
  '^1.27',
  '~1.27.3',
  '1.x',
  '1.27.*',
  '*',
  '1.27 - 1.37',
  '!=1.30.1',
  '>=1.27 || >=2',
];

/** What it cannot read. */
export const NO_CONSTRAINTS = ['latest', '>=', '>=1.27.0-0 and <2', '1..2', '>>1.2', '1.2.3.4', '>=1.27 ||', '1x', '01.2'];
