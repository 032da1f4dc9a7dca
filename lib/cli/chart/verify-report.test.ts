import path from 'node:path';
import { type Chart, chartOf } from '../../outputs/helm';
import project, { programs } from '../testing/charts/main';
import { programSource } from './program-source';
import type { DerivedProgram } from './project-charts';
import { base } from './testing/branches/shop';
import type { Verified } from './verified';
import { valuesToRepeat, verifyProblems } from './verify-report';

const file = path.join(__dirname, '..', 'testing', 'charts', 'main.ts');
const source = programSource({ program: programs.shop, environments: { dev: [base] } } as never, { loaded: { project, file }, said: undefined, cwd: '/' });
const derived = chartOf(source, { version: '0.1.0' });

/** As of a program that keeps generations of configs. */
const files = derived.files.map((one) => (one.path === 'values.yaml' ? { ...one, text: `${one.text}keptConfigs: []\n` } : one));
const chart: Chart = { ...derived, files, derived: { ...derived.derived, kept: 'keptConfigs' } };
const program: DerivedProgram = { chart, source, seconds: 0 };

function different(more: object): Verified {
  return { different: { settings: { ...chart.defaults, ...more }, says: 'it differs' }, lint: [] } as unknown as Verified;
}

it('repeats the settings alone, not what else is in the values', () => {
  expect(valuesToRepeat(program, different({ n: 7 }))).toMatch(/, helm template \S+:\n {4}"n": 7\n$/);
});

it.each([
  ['the one setting', { n: 7 }, "fix the setting n: helmChart({ shop: { …, fixed: ['n'] } })"],
  ['the few settings', { n: 7, mode: 'large' }, 'fix the setting that it hangs on, one of n, mode: helmChart({ shop: { …, fixed: […] } })'],
  ['none where nothing is known', {}, 'fix the setting that it hangs on: helmChart({ shop: { …, fixed: […] } })'],
])('names %s to fix', (_, settings, fix) => {
  expect(verifyProblems(program, different(settings))).toEqual([
    { code: 'CHART_DIFFERS', object: 'shop', message: 'it differs', fix: `Report it with the values below; until then ${fix}` },
  ]);
});
