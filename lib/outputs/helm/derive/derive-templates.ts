import type { Json, JsonObject, Manifest } from '../../../manifest';
import type { DeriveInput } from '../input';
import { type Derived, evaluateObjects, type Rule, refusedBy } from '../template';
import { emitTemplates, isKept, keptKeyBeside, type TemplateFile, valuesSchema } from '../write';
import { derive } from './derive';

/** A derived chart. */
export interface DerivedChart extends Derived {
  /**
   * The objects that the templates give for values, computed here; undefined for values that a rule of the chart refuses. The values must be of
   * {@link DerivedChart.schema}.
   */
  evaluate(values: Json): readonly Manifest[] | undefined;
  /** The rule that refuses values. */
  refusedBy(values: Json): Rule | undefined;
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
    refusedBy: (values) => refusedBy(chart, values),
    emit: () => emitTemplates(derived),
  };
}
