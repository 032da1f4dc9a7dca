import { ApiObject, App, type AppProps, Chart, JsonPatch, Lazy, YamlOutputType } from 'cdk8s';
import { Construct, DependencyGroup, type IConstruct } from 'constructs';
import fc from 'fast-check';

/** A value of an object's body, as data: what is not plain JSON is made when the tree is built, afresh for each app. */
export type Value = { lazy: Value } | { token: Value } | { union: string | number } | { list: Value[] } | { members: [string, Value][] } | { is: unknown };

export interface ObjectSpec {
  readonly named: boolean;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly labels: { readonly [key: string]: string } | undefined;
  readonly finalizers: readonly string[] | undefined;
  readonly body: [string, Value][];
  readonly late: 'nothing' | 'label' | 'annotation' | 'owner' | 'extra' | 'lazy annotation';
  readonly patch: 'none' | 'add' | 'remove' | 'name';
  readonly renders: 'as stock' | 'itself';
}

export interface NodeSpec {
  readonly what: 'chart' | 'construct' | 'object';
  readonly parent: number;
  readonly id: string;
  readonly namespace: string | undefined;
  readonly labels: { readonly [key: string]: string } | undefined;
  readonly hashes: boolean;
  readonly object: ObjectSpec;
}

export interface TreeSpec {
  readonly outputType: YamlOutputType;
  readonly recordConstructMetadata: boolean;
  readonly extension: string | undefined;
  readonly nodes: readonly NodeSpec[];
  /** From, to, and whether through a DependencyGroup; numbers of constructs in charts. */
  readonly dependencies: readonly (readonly [number, number, boolean])[];
  /** A dependency only leads to constructs made earlier: no cycles but those with containment. */
  readonly backwards: boolean;
}

const text = fc.constantFrom('a', 'web', 'x: y', 'true', '1', '', 'two\nlines\n', ' lead', '# no', 'ü', 'null', '{}', '10Mi', '1e3', '0x1F');
const key = fc.constantFrom('a', 'b', 'c', 'Z', '1', '10', '2', 'a.b/c', 'é', 'value2', 'containers');

const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.record({ is: fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.constant(1.5)) }),
    fc.record({ lazy: tie('value') }),
    fc.record({ token: tie('value') }),
    fc.record({ union: fc.oneof(text, fc.nat()) }),
    fc.record({ list: fc.array(tie('value'), { maxLength: 3 }) }),
    fc.record({ members: fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }) }),
  ),
})).value;

const labels = fc.option(fc.dictionary(fc.constantFrom('app', 'tier', 'z'), text, { maxKeys: 2 }), { nil: undefined });

const object: fc.Arbitrary<ObjectSpec> = fc.record({
  named: fc.boolean(),
  kind: fc.constantFrom('ConfigMap', 'Deployment', 'CronJob', 'Service'),
  namespace: fc.option(fc.constantFrom('one', 'two'), { nil: undefined }),
  labels,
  finalizers: fc.option(fc.array(text, { maxLength: 2 }), { nil: undefined }),
  body: fc.array(fc.tuple(fc.constantFrom('spec', 'data', 'Alpha', 'type', 'zeta'), value), { maxLength: 3 }),
  late: fc.constantFrom('nothing', 'nothing', 'label', 'annotation', 'owner', 'extra', 'lazy annotation'),
  patch: fc.constantFrom('none', 'none', 'none', 'add', 'remove', 'name'),
  renders: fc.constantFrom('as stock', 'as stock', 'as stock', 'itself'),
});

const node: fc.Arbitrary<NodeSpec> = fc.record({
  what: fc.constantFrom('object', 'object', 'object', 'construct', 'chart'),
  parent: fc.nat(),
  id: fc.constantFrom('a', 'b', 'Web', 'Resource', '7', '1', 'a/b', 'x_y'),
  namespace: fc.option(fc.constantFrom('one', 'two'), { nil: undefined }),
  labels,
  hashes: fc.boolean(),
  object,
});

/** Random programs: up to `size` constructs and some dependencies between them. */
export function treeSpec(size: number, dependencies: number): fc.Arbitrary<TreeSpec> {
  return fc.record({
    outputType: fc.constantFrom(
      YamlOutputType.FILE_PER_CHART,
      YamlOutputType.FILE_PER_CHART,
      YamlOutputType.FILE_PER_APP,
      YamlOutputType.FILE_PER_RESOURCE,
      YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
    ),
    recordConstructMetadata: fc.boolean(),
    extension: fc.constantFrom(undefined, undefined, '.yaml'),
    nodes: fc.array(node, { minLength: 1, maxLength: size, size: 'max' }),
    dependencies: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { maxLength: dependencies, size: 'max' }),
    backwards: fc.boolean(),
  });
}

/** An ApiObject that does as the generated L1 classes of cdk8s do: it renders by stock's toJson and changes the result. */
class OwnJson extends ApiObject {
  override toJson(): unknown {
    return { ...super.toJson(), rendered: 'by its class' };
  }
}

class Union {
  constructor(readonly value: string | number) {}
}

/** Builds the tree below an app. Same spec, same tree. */
export function build(app: Construct, spec: TreeSpec): void {
  const made: Construct[] = [];
  const inChart: Construct[] = [];
  for (const [i, one] of spec.nodes.entries()) {
    const parent = pick([app, ...made], one.parent);
    const placed = isInChart(parent) || one.what !== 'object' ? parent : new Chart(app, `for-${i}`);
    if (placed !== parent) {
      made.push(placed);
      inChart.push(placed);
    }
    const construct = make(placed, one, i);
    made.push(construct);
    if (isInChart(construct)) inChart.push(construct);
  }
  for (const [from, to, grouped] of spec.dependencies) {
    let [a, b] = [from % Math.max(1, inChart.length), to % Math.max(1, inChart.length)];
    if (spec.backwards && a < b) [a, b] = [b, a];
    const [source, target] = [inChart[a], inChart[b]];
    if (source !== undefined && target !== undefined && source !== target) source.node.addDependency(grouped ? new DependencyGroup(target) : target);
  }
}

function make(scope: Construct, one: NodeSpec, i: number): Construct {
  const id = scope.node.tryFindChild(one.id) === undefined ? one.id : `${one.id}${i}`;
  if (one.what === 'construct') return new Construct(scope, id);
  if (one.what === 'chart') return new Chart(scope, id, { ...(one.namespace && { namespace: one.namespace }), ...(one.labels && { labels: one.labels }) });
  const { object: o } = one;
  const Class = o.renders === 'itself' ? OwnJson : ApiObject;
  const metadata = {
    ...(o.named && { name: `named-${i}` }),
    ...(o.namespace !== undefined && { namespace: o.namespace }),
    ...(o.labels && { labels: { ...o.labels } }),
    ...(o.finalizers && { finalizers: [...o.finalizers] }),
  };
  const body = Object.fromEntries(o.body.map(([k, v]) => [k, live(v)]));
  const made = new Class(scope, id, { apiVersion: o.kind === 'Deployment' ? 'apps/v1' : 'v1', kind: o.kind, metadata, ...body });
  if (o.late === 'label') made.metadata.addLabel('late', 'yes');
  if (o.late === 'annotation') made.metadata.addAnnotation('late', 'yes');
  if (o.late === 'lazy annotation') made.metadata.addAnnotation('late', Lazy.any({ produce: () => `lazy-${i}` }));
  if (o.late === 'owner') made.metadata.addOwnerReference({ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: `${i}` });
  if (o.late === 'extra') made.metadata.add('generation', { nothing: {}, empty: [], one: Lazy.any({ produce: () => i }) });
  if (o.patch === 'add') made.addJsonPatch(JsonPatch.add('/added', { b: null, a: [1, undefined] }));
  if (o.patch === 'remove') made.addJsonPatch(JsonPatch.remove('/apiVersion'), JsonPatch.add('/apiVersion', 'v2'));
  if (o.patch === 'name') made.addJsonPatch(JsonPatch.replace('/metadata/name', `patched-${i}`));
  return made;
}

function live(v: Value): unknown {
  if ('lazy' in v) return Lazy.any({ produce: () => live(v.lazy) });
  if ('token' in v) return { resolve: () => live(v.token) };
  if ('union' in v) return new Union(v.union);
  if ('list' in v) return v.list.map(live);
  if ('members' in v) return Object.fromEntries(v.members.map(([k, member]) => [k, live(member)]));
  return v.is;
}

function pick<T>(from: readonly T[], at: number): T {
  return from[at % from.length] as T;
}

function isInChart(construct: IConstruct): boolean {
  return construct.node.scopes.some((scope) => Chart.isChart(scope));
}

/** The properties of an app for a spec. */
export function appProps(spec: TreeSpec, outdir: string): AppProps {
  const { outputType: yamlOutputType, recordConstructMetadata, extension } = spec;
  return { outdir, yamlOutputType, recordConstructMetadata, ...(extension !== undefined && { outputFileExtension: extension }) };
}

export { App as StockApp };
