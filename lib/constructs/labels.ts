import { RollwrightError } from '../errors';
import { labelValue, nameProblem } from './names';

/** What the labels of an object say. */
export interface AppLabels {
  /** The application: `app.kubernetes.io/name`. */
  readonly name: string;
  /** The part of it: `app.kubernetes.io/component` (`web`, `worker`). Outputs that write files form them by this label. */
  readonly component?: string | undefined;
  /** The larger thing it belongs to: `app.kubernetes.io/part-of`. */
  readonly partOf?: string | undefined;
  /** `app.kubernetes.io/version`. Never in a selector or a pod template: it would roll pods by itself. */
  readonly version?: string | undefined;
}

/**
 * The recommended labels of an object. `app.kubernetes.io/managed-by` and `/instance` are not among them: Helm and Argo CD write their own.
 * @throws RollwrightError NAME_INVALID when a value is no label value
 */
export function appLabels(labels: AppLabels): { readonly [label: string]: string } {
  return checked({ name: labels.name, component: labels.component, 'part-of': labels.partOf, version: labels.version });
}

/**
 * The labels that select the pods of one component. They are all that a selector holds, since a Deployment's may never change: no version, no release.
 * @throws RollwrightError NAME_INVALID when a value is no label value
 */
export function selectorLabels(labels: Pick<AppLabels, 'name' | 'component'>): { readonly [label: string]: string } {
  return checked({ name: labels.name, component: labels.component });
}

function checked(values: { readonly [name: string]: string | undefined }): { [label: string]: string } {
  const said = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const problems = said.flatMap(([name, value]) => nameProblem(labelValue, value, { what: `label app.kubernetes.io/${name}` }) ?? []);
  if (problems.length > 0) throw new RollwrightError(problems);
  return Object.fromEntries(said.map(([name, value]) => [`app.kubernetes.io/${name}`, value]));
}
