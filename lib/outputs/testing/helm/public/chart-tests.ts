/** What holds for the chart of each program that is like a well-known public one. */
import { z } from 'zod';
import { type Json, type JsonObject, resolveDerived } from '../../../../manifest';
import { type Chart, chartOf } from '../../../helm/files';
import type { ProgramSource } from '../../../output';
import { accepts } from '../accepts';
import { ChartFolder } from '../chart-folder';
import { findHelm, helmTemplate } from '../helm';
import { sameObjects, valuesOf } from '../outcome';

/**
 * Derives the chart of a program, and tests it.
 * @param narrowed settings of which the chart takes less than the program
 */
export function testPublicChart(source: ProgramSource, narrowed: readonly string[]): void {
  const name = source.program;
  const chart = chartOf(source, { version: '1.0.0', defaults: 'dev' });
  const helm = findHelm();
  const withHelm = helm === undefined ? test.skip : test;
  const folder = new ChartFolder();
  afterAll(() => folder.remove());
  const { derived } = chart;
  const schema = source.schema as unknown as z.ZodType;
  const drawn = (count: number, seed: number) => valuesOf(schema, derived, source.literals, count, seed).filter((one) => schema.safeParse(one).success);

  test('nothing is frozen; what is narrowed, and no more, is known', () => {
    expect(derived.frozen).toEqual([]);
    expect(derived.narrowed.map(({ path }) => path)).toEqual(narrowed);
    expect(derived.unliftedRules).toEqual([]);
  });

  test('the templates give what the program gives, for its environments and for random values', () => {
    const values = [...Object.values(chart.environments), ...drawn(300, 3)];
    const wrong = values.filter((one) => {
      const objects = derived.evaluate(one);
      return objects !== undefined && !sameObjects(objects as unknown as Json[], own(source, chart, one));
    });
    expect(wrong.slice(0, 1)).toEqual([]);
  });

  withHelm('real Helm gives the same', async () => {
    const values = [...Object.values(chart.environments), ...drawn(60, 4)].filter((one) => accepts(derived.schema, one) && derived.evaluate(one) !== undefined);
    expect(values.length).toBeGreaterThan(30);
    const answers = await helmTemplate(
      helm as string,
      values.map((one) => ({ chart: derived, values: one })),
    );
    const wrong = answers.flatMap((answer, at) =>
      'objects' in answer && sameObjects(given(answer.objects, name), own(source, chart, values[at] as Json)) ? [] : [{ values: values[at], answer }],
    );
    expect(wrong.slice(0, 1)).toEqual([]);
  });

  withHelm('helm lint --strict passes, with the values of each environment', async () => {
    const path = folder.write(name, chart.files);
    for (const values of ['values.yaml', ...Object.keys(chart.environments).map((environment) => `values.${environment}.yaml`)]) {
      const linted = await folder.helm(helm as string, 'lint', '--strict', path, '--values', `${path}/${values}`);
      expect(linted).toEqual({ ok: true, text: expect.stringContaining('0 chart(s) failed') });
    }
  });
}

/** What the program gives in Helm's dialect. */
function own({ schema }: ProgramSource, chart: Chart, values: Json): readonly Json[] {
  return resolveDerived(chart.render(z.parse(schema as z.core.$ZodType, values))) as unknown as readonly Json[];
}

/** What Helm gave, with the label of the chart that it is for: in the tests it is one of many aliases, of another version. */
function given(objects: readonly JsonObject[], name: string): readonly Json[] {
  return JSON.parse(JSON.stringify(objects).replace(/("helm.sh\/chart":)"v\d+-0.1.0"/g, `$1"${name}-1.0.0"`)) as readonly Json[];
}
