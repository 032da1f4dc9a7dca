/** What files and named templates are called. */
import type { Json } from '../../../manifest';
import type { Template } from '../template';
import { memberOf } from './layout';
import { literal } from './literal';
import type { Role } from './write-hooks';

/** The label that says which part of its program an object belongs to. */
const COMPONENT_LABEL = 'app.kubernetes.io/component';

/** What names are made from: what is constant in the object's own name, without the chart's; else its component or kind. */
export function hintOf({ node }: Template, component: string | undefined, kind: string, chart: string): string {
  const name = memberOf(memberOf(node, 'metadata'), 'name');
  const parts = name?.op === 'concat' ? name.parts : name === undefined ? [] : [name];
  const constants = parts.flatMap((part) => (part.op === 'constant' ? [String(part.value)] : []));
  return wordFor(constants.join('-').replace(new RegExp(`^${chart}(?:-|$)`), '')) || wordFor(component) || wordFor(kind);
}

/** Migrations stand together, tests where Helm's users look for them, all else by component. */
export function fileOf(role: Role, component: string | undefined, chart: string): string {
  if (role === 'test') return 'tests/test-connection';
  if (role !== undefined) return 'migrations';
  return wordFor(component) || slug(chart);
}

/** The part of its program that an object belongs to. */
export function componentOf(manifest: Json): string | undefined {
  const labels = (manifest as { metadata?: { labels?: { [key: string]: Json } } }).metadata?.labels;
  const component = labels?.[COMPONENT_LABEL];
  return typeof component === 'string' ? component : undefined;
}

/** A text as a word of names. */
export function slug(text: string): string {
  return wordFor(text) || 'objects';
}

/** A text as a word of names; empty where nothing of it can be. */
export function wordFor(text = ''): string {
  return literal(text.slice(text.lastIndexOf('/') + 1))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
