/** A Helm chart learned from samples of a program: equal to it for every value that its schema takes, or refused. */
import type { Json, JsonObject, Manifest } from '../../manifest';
import { evaluateObjects, refusedBy } from './compare';
import { derive } from './derive';
import { emitTemplates, type TemplateFile } from './emit';
import { isKept, keptKeyBeside } from './kept-values';
import type { Derived, DeriveInput } from './types';
import { valuesSchema } from './values-schema';

export type { TemplateFile } from './emit';
export type { Condition, Node, Rule, Template, Templates } from './template';
export type { CodeRange, Derived, DeriveInput, Frozen, Narrowed, PlaceTemplate, ReleaseBinding, UnliftedRule } from './types';

/** A derived chart. */
export interface DerivedChart extends Derived {
  /**
   * The objects that the templates give for values, computed here; undefined for values that a rule of the chart refuses. The values must be of
   * {@link DerivedChart.schema}.
   */
  evaluate(values: Json): readonly Manifest[] | undefined;
  /** The templates as files, relative to the chart. */
  emit(): readonly TemplateFile[];
  /** The values.schema.json. */
  readonly schema: JsonObject;
}

/**
 * Derives a chart's templates from samples of a program.
 * @throws RollwrightError CHART_NOT_DERIVABLE with everything that stands against it
 */
export function deriveTemplates<Settings>(input: DeriveInput<Settings>): DerivedChart {
  const learned = derive(input);
  const hasKept = input.kept === true || learned.order.some(({ example }) => isKept(example));
  const derived: Derived = hasKept ? { ...learned, kept: keptKeyBeside(learned.tree) } : learned;
  const chart = { ...derived.templates };
  return {
    ...derived,
    schema: valuesSchema(derived),
    evaluate: (values) =>
      refusedBy(chart, values) === undefined ? (evaluateObjects(chart, values).map(({ value }) => value) as unknown as Manifest[]) : undefined,
    emit: () => emitTemplates(derived),
  };
}
