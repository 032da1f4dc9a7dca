import { asJson, type JsonObject, objectAt } from '../../../manifest';
import { CHART_LABEL, INSTANCE_LABEL } from '../dialect';
import type { ChartFacts } from './chart';

/** An example of each object of the chart, in the order in which they are applied. */
export function examplesOf({ derived }: Pick<ChartFacts, 'derived'>): readonly JsonObject[] {
  return derived.order.map(({ example }) => asJson(example) as JsonObject);
}

/** The hooks of an object: pre-install, test, … */
function hooksOf(example: JsonObject): readonly string[] {
  const hooks = objectAt(example, 'metadata', 'annotations')['helm.sh/hook'];
  return typeof hooks === 'string' ? hooks.split(/\s*,\s*/) : [];
}

export function hasTest(facts: Pick<ChartFacts, 'derived'>): boolean {
  return examplesOf(facts).some((example) => hooksOf(example).includes('test'));
}

/** The Jobs that run as hooks, with when they do. */
export function hookJobs(facts: Pick<ChartFacts, 'derived'>): readonly { readonly name: string; readonly hooks: readonly string[] }[] {
  return facts.derived.order.flatMap(({ example, name }) => {
    const hooks = hooksOf(asJson(example) as JsonObject).filter((hook) => hook !== 'test');
    return example.kind === 'Job' && hooks.length > 0 ? [{ name, hooks }] : [];
  });
}

/** A label selector of what the chart holds: by the release where it knows it, else by the chart itself. Pods have neither label. */
export function selectorOf(facts: Pick<ChartFacts, 'derived'>): string {
  const isLabelled = examplesOf(facts).every((example) => objectAt(example, 'metadata', 'labels')[INSTANCE_LABEL] !== undefined);
  return isLabelled
    ? `${INSTANCE_LABEL}={{ .Release.Name }}`
    : `${CHART_LABEL}={{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}`;
}

/** The kinds whose pods are rolled, in small letters, as kubectl takes them. */
export function rollingKinds(facts: Pick<ChartFacts, 'derived'>): readonly string[] {
  const kinds = new Set(examplesOf(facts).map(({ kind }) => kind));
  return ['Deployment', 'StatefulSet', 'DaemonSet'].filter((kind) => kinds.has(kind)).map((kind) => kind.toLowerCase());
}

/** Whether pods of the chart roll with their config. */
export function readsConfig(facts: Pick<ChartFacts, 'derived'>): boolean {
  return examplesOf(facts).some((example) => objectAt(example, 'spec', 'template', 'metadata', 'annotations')['checksum/config'] !== undefined);
}
