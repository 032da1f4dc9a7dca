import { asJson, KEPT_LABEL } from '../../../manifest';
import type { Derived, Template } from '../template';
import { type ChartLabels, laidOut, memberOf } from './layout';
import { componentOf, fileOf, hintOf } from './names';
import { roleOf } from './write-hooks';
import type { KeptDocument } from './write-kept';

/** An object's template, and how it is called where names are made from it. */
export interface Document extends KeptDocument {
  readonly group: string;
  readonly hint: string;
  /** The file that it stands in, below templates/. */
  readonly file: string;
}

/** The objects of a chart in their order. */
export function documentsOf({ templates, order, chart }: Derived, labels: ChartLabels | undefined): readonly Document[] {
  return order.map(({ group, example }) => {
    const learned = templates.objects.get(group) as Template;
    const template = laidOut(learned, labels);
    const [role, component] = [roleOf(example), componentOf(asJson(example))];
    const isAlwaysKept = memberOf(memberOf(memberOf(learned.node, 'metadata'), 'labels'), KEPT_LABEL) !== undefined;
    const [hint, file] = [hintOf(template, component, example.kind, chart), fileOf(role, component, chart)];
    return { group, example, template, role, isAlwaysKept, hint, file };
  });
}
