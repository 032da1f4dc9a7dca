import { isObject, type Json } from '../../../manifest';

/** A label that says less of a member, or undefined where it is to keep its own. */
export type LooserLabel = (label: string) => string | undefined;

/** Labels with any numbers. */
export const anyNumber: LooserLabel = (label) => outsideSymbols(label, () => '#');

/** The first word of a line, the name of an option. */
export const firstWord: LooserLabel = (label) => /^\s*-{0,2}[A-Za-z_][\w.-]*(?:[=:]|(?=\s))/.exec(label)?.[0];

/** A label with other digits, but for those in the names of settings. */
export function outsideSymbols(label: string, digits: (found: string) => string): string {
  return label.replace(/‹[^›]*›|\d+/g, (found) => (found.startsWith('‹') ? found : digits(found)));
}

const NAMES = ['name', 'key', 'host', 'mountPath', 'path', 'ip', 'containerPort', 'port', 'type', 'kind'];

/** What an item of a list is told apart by, as Kubernetes does: its name, else its key, host, path and the like, else all of it. */
export function labelOf(item: Json): string {
  if (typeof item === 'string') return item;
  if (!isObject(item)) return typeof item === 'number' ? 'number' : JSON.stringify(item);
  const name = NAMES.find((field) => typeof item[field] === 'string' || typeof item[field] === 'number');
  if (name !== undefined) return `${name}=${item[name]}`;
  return Object.keys(item).sort().join(',');
}
