import type { z } from 'zod';
import { RollwrightError } from '../../../errors';
import { type Json, resolveDerived } from '../../../manifest';
import { type DerivedChart, deriveTemplates } from '../../helm';
import { isEqual } from '../../helm/template';
import { draw, drawing, inputSchema, Random, settingTree } from '../../helm/values';
import { rendered, type SmallProgram } from './program';

/** What became of a program. */
export type Outcome = { readonly chart: DerivedChart } | { readonly refused: string };

export function outcomeOf(program: SmallProgram, seed = 1): Outcome {
  const { schema, build, bases, literals = [] } = program;
  const untaken = () => Array.from({ length: program.untaken?.() ?? 0 }, () => ({ file: program.name, line: 1 }));
  try {
    return { chart: deriveTemplates({ chart: chartName(program), schema, render: (settings) => rendered(build, settings), bases, literals, seed, untaken }) };
  } catch (error) {
    if (error instanceof RollwrightError) return { refused: error.message };
    throw error;
  }
}

/** Named templates are global to a release, so that charts which share one need names of their own. */
function chartName({ name }: SmallProgram): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** What the program itself gives; undefined where zod or it refuses. */
export function expected({ schema, build }: SmallProgram, values: Json): readonly Json[] | undefined {
  const parsed = schema.safeParse(values);
  if (!parsed.success) return undefined;
  try {
    return resolveDerived(rendered(build, parsed.data)) as unknown as Json[];
  } catch {
    return undefined;
  }
}

/** Whether two lists hold the same objects, in any order. */
export function sameObjects(a: readonly Json[], b: readonly Json[]): boolean {
  const rest = [...b];
  for (const one of a) {
    const at = rest.findIndex((other) => isEqual(one, other));
    if (at < 0) return false;
    rest.splice(at, 1);
  }
  return rest.length === 0;
}

/** Whether a chart gives something else for values than its program: other objects, any at all where the program refuses, or a refusal in the program's name. */
export function isWrong(program: SmallProgram, chart: DerivedChart, values: Json): boolean {
  const own = expected(program, values);
  const rule = chart.refusedBy(values);
  if (rule !== undefined) return rule.whose === 'program' && own !== undefined;
  return own === undefined || !sameObjects((chart.evaluate(values) ?? []) as unknown as Json[], own);
}

/** Values that the chart's schema takes, half of them hostile. */
export function valuesFor({ schema, literals = [] }: SmallProgram, chart: DerivedChart, count: number, seed = 99): readonly Json[] {
  return valuesOf(schema, chart, literals, count, seed);
}

export function valuesOf(schema: z.ZodType, chart: DerivedChart, literals: readonly (string | number)[], count: number, seed: number): readonly Json[] {
  const random = new Random(seed);
  const tree = settingTree(inputSchema(schema));
  const values: Json[] = [];
  for (let n = 0; values.length < count && n < count * 4; n++) {
    const one = draw(tree, drawing(random, chart.domain, { wild: n % 2 === 0 ? 0.5 : 0, literals, empty: 0.2 }));
    if (one !== undefined) values.push(one);
  }
  return values;
}
