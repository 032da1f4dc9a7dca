import { contentHash, type Json } from '../../../manifest';
import { evaluateNode, evaluateTemplate, type HashOf } from './evaluate';
import { holds } from './holds';
import { rootFrames } from './place';
import type { Rule, Templates } from './template';

/** One object that templates give, and the group whose template gave it. */
export interface Evaluated {
  readonly group: string;
  readonly value: Json | undefined;
}

/** The rule that refuses some settings. */
export function refusedBy(chart: Pick<Templates, 'rules'>, settings: Json): Rule | undefined {
  return chart.rules.find(({ when }) => holds(when, rootFrames(settings)));
}

/** The objects that a chart gives for some settings, with its hashes computed. */
export function evaluateObjects(chart: Templates, settings: Json): readonly Evaluated[] {
  const hash = hasher(chart);
  return [...chart.objects].flatMap(([group, template]) => evaluateTemplate(template, settings, hash).map((value) => ({ group, value })));
}

/** Computes hashes as a template does: of the payload's canonical JSON. */
function hasher(chart: Templates): HashOf {
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
