/** How an object is laid out for a reader: keys in the order in which people write them, labels of the chart apart from its own. */
import { isObject, type Json } from '../../../manifest';
import { CHART_LABEL, INSTANCE_LABEL, MANAGED_BY_LABEL } from '../dialect';
import type { ReleaseBinding } from '../input';
import { constant, type Item, isEqual, type Node, type Segment, type Sequence, type Template } from '../template';

/** The key of an entry whose value's lines stand in its map's place. */
export const SPREAD = '\uE004';

/** What comes first where it is there; the rest follows as it was. */
const FIRST = ['apiVersion', 'kind', 'metadata', 'name', 'namespace', 'labels', 'annotations', 'image', 'imagePullPolicy', 'command', 'args'];

/** The labels that the chart gives every object: a template of its own. */
export interface ChartLabels {
  /** What `app.kubernetes.io/instance` is; absent where objects have none, or not all the same. */
  readonly instance?: Node | undefined;
}

/** The labels of the chart that all objects have; undefined where they have none. */
export function chartLabels(templates: readonly Template[], chart: string, { name }: ReleaseBinding): ChartLabels | undefined {
  const all = templates.map(({ node }) => labelsOf(node));
  const values = (key: string) => all.map((labels) => labels?.find((entry) => isKey(entry, key))?.node);
  const isSame = (nodes: readonly (Node | undefined)[]) =>
    nodes[0] !== undefined && nodes.every((node) => isEqual((node ?? null) as unknown as Json, nodes[0] as unknown as Json));
  const [charts, managers, instances] = [values(CHART_LABEL), values(MANAGED_BY_LABEL), values(INSTANCE_LABEL)];
  const [first] = charts;
  const isOurs =
    first?.op === 'constant' &&
    String(first.value).startsWith(`${chart}-`) &&
    isSame(managers) &&
    isEqual(managers[0] as unknown as Json, constant('Helm') as unknown as Json);
  if (!isOurs || !isSame(charts)) return undefined;
  const [instance] = instances;
  const isBound = instance?.op === 'setting' && instance.place.scope === 0 && instance.place.path.join('.') === name;
  return { ...(isBound && isSame(instances) && { instance }) };
}

/** A template laid out. */
export function laidOut(template: Template, labels: ChartLabels | undefined): Template {
  const node = ordered(template.node);
  return { ...template, node: labels === undefined ? node : withSpreadLabels(node, labels) };
}

/** The node at a key of a map, where it is there for sure. */
export function memberOf(node: Node | undefined, key: string): Node | undefined {
  return node === undefined ? undefined : entriesOf(node)?.find((entry) => isKey(entry, key))?.node;
}

function labelsOf(node: Node): readonly Item[] | undefined {
  const labels = memberOf(memberOf(node, 'metadata'), 'labels');
  return labels === undefined ? undefined : entriesOf(labels);
}

function entriesOf(node: Node): readonly Item[] | undefined {
  if (node.op === 'map') return node.entries.filter((entry) => entry.op === 'item');
  if (node.op !== 'constant' || !isObject(node.value)) return undefined;
  return Object.entries(node.value).flatMap(([key, value]): Item[] => (value === undefined ? [] : [{ op: 'item', key: constant(key), node: constant(value) }]));
}

function isKey(segment: Segment, key: string): boolean {
  return segment.op === 'item' && segment.when === undefined && segment.key?.op === 'constant' && segment.key.value === key;
}

function withSpreadLabels(node: Node, { instance }: ChartLabels): Node {
  const ours = [CHART_LABEL, MANAGED_BY_LABEL, ...(instance === undefined ? [] : [INSTANCE_LABEL])];
  return withMember(node, 'metadata', (metadata) =>
    withMember(metadata, 'labels', (labels) => {
      const all: Sequence = labels.op === 'map' ? labels.entries : (entriesOf(labels) ?? []);
      const own = all.filter((entry) => !ours.some((key) => isKey(entry, key)));
      const spread = (value: Node): Item => ({ op: 'item', key: constant(SPREAD), node: value });
      // Where none of them is sure to be there, a map of their own would say `{}`.
      const isFilled = own.some((entry) => entry.op === 'item' && entry.when === undefined);
      const rest = isFilled ? [spread(asMap(own))] : own;
      return { op: 'map', entries: [spread(constant('labels')), ...rest] };
    }),
  );
}

/** As learning writes them: a map of constants is a constant. */
function asMap(entries: Sequence): Node {
  const isConstant = entries.every((entry) => entry.op === 'item' && entry.when === undefined && entry.key?.op === 'constant' && entry.node.op === 'constant');
  if (!isConstant) return { op: 'map', entries };
  const members = entries.flatMap((entry) =>
    entry.op === 'item' && entry.key?.op === 'constant' && entry.node.op === 'constant' ? [[String(entry.key.value), entry.node.value] as const] : [],
  );
  return constant(Object.fromEntries(members));
}

/** A map with another value at a key that is there for sure; any other node as it is. */
export function withMember(node: Node, key: string, change: (node: Node) => Node): Node {
  const entries = node.op === 'map' ? node.entries : entriesOf(node);
  if (entries === undefined) return node;
  return { op: 'map', entries: entries.map((entry) => (entry.op === 'item' && isKey(entry, key) ? { ...entry, node: change(entry.node) } : entry)) };
}

function ordered(node: Node): Node {
  switch (node.op) {
    case 'constant':
      return isObject(node.value) || Array.isArray(node.value) ? constant(orderedValue(node.value)) : node;
    case 'map':
      return {
        op: 'map',
        entries: firstFirst(node.entries.map(inSegment), keyOf),
      };
    case 'list':
      return { op: 'list', items: node.items.map(inSegment) };
    case 'if':
      return { ...node, yes: ordered(node.yes), no: ordered(node.no) };
    default:
      return node;
  }
}

function keyOf(segment: Segment): Json {
  return segment.op === 'item' && segment.key?.op === 'constant' ? segment.key.value : '';
}

function inSegment(segment: Segment): Segment {
  return segment.op === 'range' ? { ...segment, body: segment.body.map(inSegment) } : { ...segment, node: ordered(segment.node) };
}

function orderedValue(value: Json): Json {
  if (Array.isArray(value)) return value.map(orderedValue);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, member]) => [key, member === undefined ? member : orderedValue(member)] as const);
  return Object.fromEntries(firstFirst(members, ([key]) => key));
}

function firstFirst<Of>(all: readonly Of[], key: (one: Of) => Json): readonly Of[] {
  const rank = (one: Of) => {
    const at = FIRST.indexOf(String(key(one)));
    return at < 0 ? FIRST.length : at;
  };
  return all
    .map((one, at) => ({ one, at, rank: rank(one) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ one }) => one);
}
