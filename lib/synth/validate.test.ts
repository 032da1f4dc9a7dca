import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { RollwrightError } from '../errors';
import { SynthApp } from './app';

test('all errors together, with construct path and source line', () => {
  const app = new SynthApp({ sourceFolder: __dirname });
  const chart = new Chart(app, 'shop');
  chart.node.addValidation({ validate: () => ['no charts today'] });
  const inner = new Construct(chart, 'inner');
  inner.node.addValidation({ validate: () => ['first', 'second'] });
  inner.node.addValidation({ validate: () => ['third'] });
  new kplus.Ingress(chart, 'web');

  let thrown: unknown;
  try {
    app.files();
  } catch (error) {
    thrown = error;
  }
  const problems = (thrown as RollwrightError).problems.map(({ code, message, construct, file }) => [code, message, construct, file?.replace(/\d+$/, 'N')]);
  expect(problems).toEqual([
    ['VALIDATION_FAILED', 'no charts today', 'shop', 'validate.test.ts:N'],
    ['VALIDATION_FAILED', 'first', 'shop/inner', 'validate.test.ts:N'],
    ['VALIDATION_FAILED', 'second', 'shop/inner', 'validate.test.ts:N'],
    ['VALIDATION_FAILED', 'third', 'shop/inner', 'validate.test.ts:N'],
    ['VALIDATION_FAILED', expect.stringContaining('ingress with no rules'), 'shop/web', 'validate.test.ts:N'],
  ]);
});

test('a node of another class is asked through its public method', () => {
  const app = new SynthApp();
  const chart = new Chart(app, 'shop');
  const odd = new Construct(chart, 'odd');
  Object.defineProperty(odd, 'node', { value: Object.create(odd.node, { constructor: { value: class {} }, validate: { value: () => ['asked'] } }) });
  expect(() => app.files()).toThrow('asked');
});
