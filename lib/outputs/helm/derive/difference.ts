import { identityKey, identityOf, type Json, type JsonObject, type Manifest, resolveDerived } from '../../../manifest';
import type { Sample } from '../learn';
import { evaluateObjects, isEqual, type Template, type Templates } from '../template';

/** How the objects of a chart and of the program differ for one sample. */
export interface Difference {
  /** The groups whose templates gave something else than the program, with the payloads whose hashes stand in them: either may be what is wrong. */
  readonly groups: ReadonlySet<string>;
  /** Objects of the program that no template gave so. */
  readonly missing: readonly Manifest[];
}

/** Compares object for object; undefined where all are equal. */
export function difference(chart: Templates, sample: Sample): Difference | undefined {
  const expected = new Map<string, Manifest>(resolveDerived(sample.rendered).map((manifest) => [identityKey(identityOf(manifest)), manifest]));
  const groups = new Set<string>();
  for (const { group, value } of evaluateObjects(chart, sample.settings)) {
    const key = identityOfValue(value);
    const other = key === undefined ? undefined : expected.get(key);
    if (key !== undefined && other !== undefined && isEqual(value, other as unknown as Json)) expected.delete(key);
    else for (const one of [group, ...payloadsOf(chart, group)]) groups.add(one);
  }
  return groups.size === 0 && expected.size === 0 ? undefined : { groups, missing: [...expected.values()] };
}

/** The payloads that a group's template has hashes of, and those that these have. */
function payloadsOf(chart: Templates, group: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (template: Template | undefined): void => {
    for (const [, payload = ''] of JSON.stringify(template ?? null).matchAll(HASHED)) {
      const id = JSON.parse(payload) as string;
      if (found.has(id)) continue;
      found.add(id);
      visit(chart.payloads.get(id));
    }
  };
  visit(chart.objects.get(group));
  return found;
}

/** A hash in the JSON of a node. */
const HASHED = /"op":"hash","payload":("(?:[^"\\]|\\.)*")/g;

function identityOfValue(value: Json | undefined): string | undefined {
  const { apiVersion, kind, metadata } = (value ?? {}) as JsonObject;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof metadata !== 'object') return undefined;
  return identityKey(identityOf(value as unknown as Manifest));
}
