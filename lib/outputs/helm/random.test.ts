import fc from 'fast-check';
import type { Json } from '../../manifest';
import { accepts } from '../testing/helm/accepts';
import { findHelm, helmTemplate } from '../testing/helm/helm';
import { expected, isWrong, outcomeOf, sameObjects } from '../testing/helm/outcome';
import type { SmallProgram } from '../testing/helm/program';
import { type RandomProgram, randomProgram, smallProgram, valuesOf } from '../testing/helm/random';
import type { DerivedChart } from '.';

jest.setTimeout(1_000_000);

/** `RANDOM_PROGRAMS=1000 RANDOM_SEED=7 npx jest lib/outputs/helm/random` looks at more of them. */
const { RANDOM_PROGRAMS = '16', RANDOM_SEED = '1' } = process.env;
const VALUES = 150;
const WITH_HELM = 6;

interface Charted {
  readonly program: SmallProgram;
  readonly chart: DerivedChart;
  readonly values: readonly Json[];
}

/** The chart of a program and values for it, hostile ones and literals of its own among them; undefined where the program is refused. */
function charted(random: RandomProgram, at: number): Charted | undefined {
  const program = smallProgram(random, `random ${at}`);
  const outcome = outcomeOf(program);
  if ('refused' in outcome) return undefined;
  const { chart } = outcome;
  const frozen = chart.frozen.map(({ path }) => path);
  const values = fc.sample(valuesOf(random.leaves, program.literals ?? [], frozen), { numRuns: VALUES, seed: Number(RANDOM_SEED) });
  return { program, chart, values: values.filter((one) => accepts(chart.schema, one)) };
}

/** Values for which a chart is wrong. */
function wrong({ program, chart, values }: Charted): readonly Json[] {
  return values.filter((one) => isWrong(program, chart, one));
}

const programs = fc.sample(randomProgram, { numRuns: Number(RANDOM_PROGRAMS), seed: Number(RANDOM_SEED) });
const charts = programs.map(charted);

test.each(charts.map((one, at) => [at, one] as const))('program %i is lifted, frozen or refused, and never silently wrong', (at, one) => {
  if (one === undefined) return;
  expect({ program: programs[at], frozen: one.chart.frozen, wrong: wrong(one) }).toEqual(expect.objectContaining({ wrong: [] }));
});

test('enough of them are lifted for the others to be no excuse', () => {
  const there = charts.filter((one) => one !== undefined);
  expect(there.length).toBeGreaterThan(charts.length / 3);
  expect(there.filter(({ chart }) => chart.frozen.length === 0).length).toBeGreaterThan(charts.length / 6);
});

const helm = findHelm();

(helm === undefined ? test.skip : test)('real Helm gives what they give', async () => {
  const variants = charts.flatMap((one) =>
    one === undefined
      ? []
      : one.values
          .filter((values) => one.chart.evaluate(values) !== undefined)
          .slice(0, WITH_HELM)
          .map((values) => ({ ...one, values })),
  );
  const answers = await helmTemplate(helm as string, variants);
  const wrong = answers.flatMap((answer, at) => {
    const { program, values } = variants[at] as (typeof variants)[0];
    const own = expected(program, values) ?? [];
    return 'objects' in answer && sameObjects(answer.objects as Json[], own) ? [] : [{ program: program.name, values, answer, own }];
  });
  expect(wrong.slice(0, 2)).toEqual([]);
});
