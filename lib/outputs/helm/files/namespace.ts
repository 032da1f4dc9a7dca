import { isObject } from '../../../manifest';
import { type Node, nodeAt } from '../template';
import { eachSetting } from '../values';
import type { ChartFacts } from './chart';

const RELEASE = '{{ .Release.Namespace }}';

/**
 * kubectl's words for the namespace in which objects of a release are; none where they are in several, or where it takes more than a setting to say which.
 * @param kinds of which kinds, in small letters; of all by default
 */
export function namespaceWords({ derived, binding }: Pick<ChartFacts, 'derived' | 'binding'>, kinds?: readonly string[]): string {
  const asked = derived.order.filter(({ example }) => kinds?.includes(example.kind.toLowerCase()) !== false);
  const nodes = asked.map(({ group }) => ['metadata', 'namespace'].reduce(memberOf, derived.templates.objects.get(group)?.node));
  // What says no namespace is in that of the release, or in none at all: of a custom resource nobody knows.
  const [word, ...others] = new Set(nodes.map((node) => (node === undefined ? RELEASE : wordFor(node, { derived, binding }))));
  return others.length > 0 || word === undefined ? '' : ` --namespace ${word}`;
}

function memberOf(node: Node | undefined, key: string): Node | undefined {
  if (node?.op !== 'constant') return node && nodeAt(node, [key]);
  const value = isObject(node.value) ? node.value[key] : undefined;
  return value === undefined ? undefined : { op: 'constant', value };
}

function wordFor(node: Node, { derived, binding }: Pick<ChartFacts, 'derived' | 'binding'>): string | undefined {
  if (node.op === 'constant') return typeof node.value === 'string' ? node.value : undefined;
  if (node.op !== 'setting' || node.place.scope !== 0) return undefined;
  const path = node.place.path.join('.');
  if (path === binding.namespace) return RELEASE;
  const around = [...eachSetting(derived.tree)].filter((one) => path === one.path.join('.') || path.startsWith(`${one.path.join('.')}.`));
  // What may be absent would end the install here.
  if (around.length === 0 || around.some(({ optional }) => optional)) return undefined;
  return `{{ index .Values ${node.place.path.map((step) => JSON.stringify(step)).join(' ')} }}`;
}
