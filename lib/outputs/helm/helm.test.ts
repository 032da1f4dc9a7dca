import type { Json } from '../../manifest';
import { FEATURES } from '../testing/helm/features';
import { findHelm, helmTemplate } from '../testing/helm/helm';
import { HOSTILE } from '../testing/helm/hostile';
import { expected, outcomeOf, sameObjects, valuesFor } from '../testing/helm/outcome';
import type { SmallProgram } from '../testing/helm/program';

const helm = findHelm();
const VARIANTS = 12;
/** Programs whose charts share a Helm process. */
const TOGETHER = 5;

if (helm === undefined && process.env.CI === 'true') throw new Error('helm is missing: build it with `npx tsx e2e/tools/build.ts helm`, or put it on PATH');
if (helm === undefined) console.warn('helm is missing: what real Helm gives is not compared');

const charts = [...FEATURES, ...HOSTILE].flatMap((program) => {
  const outcome = helm === undefined ? { refused: '' } : outcomeOf(program);
  return 'chart' in outcome ? [{ program, chart: outcome.chart }] : [];
});

(helm === undefined ? describe.skip : describe)('real Helm gives what the program gives', () => {
  const groups = Array.from({ length: Math.ceil(charts.length / TOGETHER) }, (_, at) => charts.slice(at * TOGETHER, (at + 1) * TOGETHER));

  test.each(groups.map((group) => [group.map(({ program }) => program.name).join(', '), group] as const))('%s', async (_, group) => {
    const variants = group.flatMap(({ program, chart }) =>
      [...program.bases, ...valuesFor(program, chart, VARIANTS, 5).filter((values) => chart.evaluate(values) !== undefined)].map((values) => ({
        program,
        chart,
        values,
      })),
    );
    const answers = await helmTemplate(helm as string, variants);
    const wrong = answers.flatMap((answer, at) => {
      const { program, values } = variants[at] as (typeof variants)[0];
      return 'objects' in answer && sameObjects(answer.objects as Json[], expected(program, values) ?? [])
        ? []
        : [{ program: program.name, values, answer, own: expected(program, values) }];
    });
    expect(wrong.slice(0, 2)).toEqual([]);
  });

  test.each(charts.filter(({ program }) => program.triggers !== undefined).map((one) => [one.program.name, one] as const))(
    'equal or refused: %s',
    async (_, { program, chart }) => {
      const triggers = program.triggers ?? [];
      const answers = await Promise.all(triggers.map((values) => helmTemplate(helm as string, [{ chart, values }])));
      const wrong = answers.flatMap(([answer], at) => (isRight(program, triggers[at] as Json, answer) ? [] : [{ values: triggers[at], answer }]));
      expect(wrong).toEqual([]);
    },
  );
});

function isRight(program: SmallProgram, values: Json, answer: Awaited<ReturnType<typeof helmTemplate>>[0] | undefined): boolean {
  if (answer === undefined) return false;
  return 'refused' in answer || sameObjects(answer.objects as Json[], expected(program, values) ?? []);
}
