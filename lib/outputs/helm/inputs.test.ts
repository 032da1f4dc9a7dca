import { z } from 'zod';
import { RollwrightError } from '../../errors';
import type { Json } from '../../manifest';
import { findHelm, helmTemplate } from '../testing/helm/helm';
import { config, rendered, type SmallProgram, thing } from '../testing/helm/program';
import { type DeriveInput, deriveTemplates } from '.';

const helm = findHelm();
const schema = z.object({ name: z.string().regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/), n: z.int().min(1).max(9), mode: z.enum(['a', 'b']) });
const build: SmallProgram['build'] = (s) => ({ o: config({ n: String(s.n), mode: s.mode }, `${s.name}-config`), t: thing({ port: s.n * s.n }) });
const base = { name: 'shop', n: 2, mode: 'a' };

function derived(more: Partial<DeriveInput<z.infer<typeof schema>>>, program = build) {
  return deriveTemplates({ chart: 'inputs', schema, render: (settings) => rendered(program, settings), bases: [base], literals: [], ...more });
}

const withHelm = helm === undefined ? test.skip : test;

describe('frozen settings', () => {
  const chart = derived({ bases: [base, { ...base, n: 3 }] });

  test('have the values of the environments, and the reason', () => {
    expect(chart.frozen).toEqual([{ path: 'n', reason: expect.stringContaining('spec/port') }]);
    expect(chart.schema).toMatchObject({ properties: { n: { enum: [2, 3] } } });
  });

  withHelm('are refused by Helm with any other', async () => {
    const [own, other] = [
      await helmTemplate(helm as string, [{ chart, values: { ...base, n: 3 } }]),
      await helmTemplate(helm as string, [{ chart, values: { ...base, n: 4 } }]),
    ];
    expect(own).toEqual([{ objects: expect.arrayContaining([expect.objectContaining({ spec: { port: 9 } })]) }]);
    expect(other).toEqual([{ refused: expect.stringMatching(/n.*must be one of 2, 3/) }]);
  });
});

test('a setting that the author fixed is frozen, whatever it does', () => {
  const { frozen, schema: values } = derived({ fixed: ['mode'] });
  expect(frozen.find(({ path }) => path === 'mode')).toEqual({ path: 'mode', reason: 'the author fixed it' });
  expect(values).toMatchObject({ properties: { mode: { const: 'a' } } });
});

test('a setting that is not there cannot be fixed', () => {
  expect(() => derived({ fixed: ['mod'] })).toThrow(/CHART_NOT_DERIVABLE.*mod/);
});

withHelm("the author's own expression stands at its place, and the setting stays free", async () => {
  const chart = derived({ templates: [{ kind: 'Thing', path: '/spec/port', expression: 'mul .Values.n .Values.n' }] });
  expect(chart.frozen).toEqual([]);
  const [answer] = await helmTemplate(helm as string, [{ chart, values: { ...base, n: 7 } }]);
  expect(answer).toEqual({ objects: expect.arrayContaining([expect.objectContaining({ spec: { port: 49 } })]) });
});

describe('branches that no sample took', () => {
  const untaken = () => [{ file: 'charts/shop/index.ts', line: 41 }];

  test('refuse the chart, with their lines', () => {
    const program: SmallProgram['build'] = (s) => ({ o: config({ n: String(s.n), mode: s.mode, name: s.name }) });
    const refused = () => derived({ untaken }, program);
    expect(refused).toThrow(RollwrightError);
    expect(refused).toThrow(/charts\/shop\/index.ts:41/);
  });

  test('are none when only a frozen setting takes them', () => {
    const taken = new Set<string>();
    const program: SmallProgram['build'] = (s) => {
      taken.add(s.mode);
      return { o: config({ n: String(s.n), mode: s.mode, name: s.name }) };
    };
    expect(derived({ fixed: ['mode'], untaken: () => (taken.has('b') ? [] : untaken()) }, program).frozen.map(({ path }) => path)).toEqual(['mode']);
  });
});

withHelm('a name that is the release may be only what the program takes', async () => {
  const program: SmallProgram['build'] = (s) => ({ o: config({ n: String(s.n), mode: s.mode }, `${s.name}-config`) });
  const chart = derived({ binding: { name: 'name' } }, program);
  expect(chart.frozen).toEqual([]);
  const { name: _, ...values } = base;
  const [own] = await helmTemplate(helm as string, [{ chart, values: values as Json }], ['other']);
  const [dotted] = await helmTemplate(helm as string, [{ chart, values: values as Json }], ['a.b']);
  expect(own).toEqual({ objects: [expect.objectContaining({ metadata: { name: 'other-config' } })] });
  expect(dotted).toEqual({ refused: expect.stringContaining('the name of the release must ') });
});

test('a program that refuses an environment is refused, with what it says', () => {
  const program: SmallProgram['build'] = () => {
    throw new Error('no database');
  };
  expect(() => derived({}, program)).toThrow(/no database/);
});
