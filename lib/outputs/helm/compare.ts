import { contentHash, identityKey, identityOf, type Json, type JsonObject, type Manifest, resolveDerived } from '../../manifest';
import { evaluateNode, evaluateTemplate, type HashOf, holds, isEqual } from './evaluate';
import { rootFrames } from './place';
import type { Sample } from './sample';
import type { Rule, Template } from './template';

/** What is evaluated: a chart before it is text. */
export interface Evaluable {
  readonly objects: ReadonlyMap<string, Template>;
  readonly payloads: ReadonlyMap<string, Template>;
  readonly rules: readonly Rule[];
}

/** One object that templates give, and the group whose template gave it. */
export interface Evaluated {
  readonly group: string;
  readonly value: Json | undefined;
}

/** The rule that refuses some settings. */
export function refusedBy(chart: Pick<Evaluable, 'rules'>, settings: Json): Rule | undefined {
  return chart.rules.find(({ when }) => holds(when, rootFrames(settings)));
}

/** The objects that a chart gives for some settings, with its hashes computed. */
export function evaluateObjects(chart: Evaluable, settings: Json): readonly Evaluated[] {
  const hash = hasher(chart);
  return [...chart.objects].flatMap(([group, template]) => evaluateTemplate(template, settings, hash).map((value) => ({ group, value })));
}

/** Computes hashes as a template does: of the payload's canonical JSON. */
function hasher(chart: Evaluable): HashOf {
  const known = new Map<string, string>();
  const hash: HashOf = (payload, length, frames) => {
    const template = chart.payloads.get(payload);
    if (template === undefined) return `\uE000${payload}`;
    const inner = frames.slice(0, template.ranges.length + 1);
    const id = `${payload}\n${inner.map(({ key }) => key).join('\n')}`;
    const value = known.get(id) ?? contentHash((evaluateNode(template.node, inner, hash) ?? null) as Json);
    known.set(id, value);
    return value.slice(0, length);
  };
  return hash;
}

/** How the objects of a chart and of the program differ for one sample. */
export interface Difference {
  /** The groups whose templates gave something else than the program. */
  readonly groups: ReadonlySet<string>;
  /** Objects of the program that no template gave so. */
  readonly missing: readonly Manifest[];
}

/** Compares object for object; undefined where all are equal. */
export function difference(chart: Evaluable, sample: Sample): Difference | undefined {
  const expected = new Map<string, Manifest>(resolveDerived(sample.rendered).map((manifest) => [identityKey(identityOf(manifest)), manifest]));
  const groups = new Set<string>();
  for (const { group, value } of evaluateObjects(chart, sample.settings)) {
    const key = identityOfValue(value);
    const other = key === undefined ? undefined : expected.get(key);
    if (key !== undefined && other !== undefined && isEqual(value, other as unknown as Json)) expected.delete(key);
    else groups.add(group);
  }
  return groups.size === 0 && expected.size === 0 ? undefined : { groups, missing: [...expected.values()] };
}

function identityOfValue(value: Json | undefined): string | undefined {
  const { apiVersion, kind, metadata } = (value ?? {}) as JsonObject;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof metadata !== 'object') return undefined;
  return identityKey(identityOf(value as unknown as Manifest));
}
