import { type ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import fc from 'fast-check';
import type { Manifest } from '../manifest';
import { applyOrder } from './apply-order';
import { object, objectsOf, problemsOf, rendered } from './testing/programs';
import { objectsBelow, treeOf } from './tree';

test('by the order in which Helm installs kinds, then namespace and name; unknown kinds last', () => {
  const kinds = ['Zebra', 'Ingress', 'Deployment', 'Service', 'Secret', 'ConfigMap', 'Namespace', 'Job'];
  const result = rendered((chart) => {
    for (const kind of kinds) for (const name of ['b', 'a']) object(chart, kind, name);
    object(chart, 'Secret', 'a', { metadata: { namespace: 'x' } }, 'other');
  });
  expect(objectsOf(result)).toEqual([
    ...['Namespace a', 'Namespace b', 'Secret a', 'Secret b', 'Secret x/a', 'ConfigMap a', 'ConfigMap b', 'Service a', 'Service b'],
    ...['Deployment a', 'Deployment b', 'Job a', 'Job b', 'Ingress a', 'Ingress b', 'Zebra a', 'Zebra b'],
  ]);
});

interface Grouping {
  readonly groups: number[];
  readonly dependencies: [number, number][];
}

/** Ten objects in groups, some of them or of the groups after others; an order that exists is made sure of by direction. */
const grouping: fc.Arbitrary<Grouping> = fc.record({
  groups: fc.array(fc.nat(3), { minLength: 10, maxLength: 10 }),
  dependencies: fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 8 }),
});

function build({ groups, dependencies }: Grouping): { app: App; objects: ApiObject[]; parts: Construct[] } {
  const app = new App();
  const charts = [0, 1, 2, 3].map((i) => new Chart(app, `g${i}`));
  const kinds = ['ConfigMap', 'Deployment', 'Job'];
  const objects = groups.map((group, i) => object(charts[group] as Chart, kinds[i % 3] as string, `n${i}`));
  const parts = [...objects, ...charts];
  for (const [from, to] of dependencies) if (from !== to) parts[from]?.node.addDependency(parts[to] as Construct);
  return { app, objects, parts };
}

function manifestsOf(app: App): Map<number, Manifest> {
  const tree = treeOf(app);
  return new Map(tree.objects.map((at) => [at, (tree.constructs[at] as ApiObject).toJson() as Manifest]));
}

test('every object comes after what the program says, or there is a cycle', () => {
  let ordered = 0;
  fc.assert(
    fc.property(grouping, (spec) => {
      const { app } = build(spec);
      const tree = treeOf(app);
      const place = new Map(tree.constructs.map((construct, at) => [construct, at]));
      const edges = [...tree.dependencies].flatMap(([from, targets]) =>
        targets.flatMap((target) =>
          objectsBelow(tree, from, false).flatMap((a) => objectsBelow(tree, place.get(target) as number, false).map((b) => [a, b] as const)),
        ),
      );
      const wanted = edges.filter(([a, b]) => a !== b);
      const problems = problemsOf(() => {
        const { order, after } = applyOrder(tree, manifestsOf(app));
        const position = new Map(order.map((at, i) => [at, i]));
        expect([...order].sort((a, b) => a - b)).toEqual(tree.objects);
        for (const [a, b] of wanted) expect(position.get(a)).toBeGreaterThan(position.get(b) as number);
        for (const at of tree.objects) {
          const direct = new Set(wanted.filter(([a]) => a === at).map(([, b]) => b));
          expect(after.get(at) ?? []).toEqual([...direct].sort((x, y) => (position.get(x) as number) - (position.get(y) as number)));
        }
        ordered++;
      });
      if (problems.length > 0) expect([problems[0]?.code, hasCycle(wanted)]).toEqual(['DEPENDENCY_CYCLE', true]);
      else expect(hasCycle(wanted)).toBe(false);
    }),
    { numRuns: 500 },
  );
  expect(ordered).toBeGreaterThan(100);
});

function hasCycle(edges: readonly (readonly [number, number])[]): boolean {
  let left = edges;
  for (;;) {
    const blocked = new Set(left.map(([from]) => from));
    const next = left.filter(([, to]) => blocked.has(to));
    if (next.length === left.length) return left.length > 0;
    left = next;
  }
}

test('the order in which objects are made plays no part', () => {
  const make = (turned: boolean) =>
    rendered((chart) => {
      const names = ['a', 'b', 'c', 'd', 'e'];
      const made = new Map((turned ? [...names].reverse() : names).map((name) => [name, object(chart, 'ConfigMap', name)]));
      made.get('a')?.addDependency(made.get('d') as ApiObject);
      made.get('b')?.addDependency(made.get('e') as ApiObject, made.get('a') as ApiObject);
    });
  expect(objectsOf(make(true))).toEqual(objectsOf(make(false)));
  expect(objectsOf(make(true))).toEqual(['ConfigMap c', 'ConfigMap d', 'ConfigMap a', 'ConfigMap e', 'ConfigMap b']);
});

test('a chain of 20,000, and 2,000 objects after 2,000 others', () => {
  const result = rendered((chart) => {
    const chain = Array.from({ length: 20_000 }, (_, i) => object(chart, 'ConfigMap', `o${i}`));
    for (const [i, one] of chain.entries()) if (i > 0) chain[i - 1]?.addDependency(one);
    const [left, right] = [new Construct(chart, 'left'), new Construct(chart, 'right')];
    for (let i = 0; i < 2000; i++) object(left, 'Secret', `l${i}`);
    for (let i = 0; i < 2000; i++) object(right, 'Secret', `r${i}`);
    left.node.addDependency(right);
  });
  const order = objectsOf(result);
  expect(order).toHaveLength(24_000);
  expect(order.indexOf('ConfigMap o0')).toBeGreaterThan(order.indexOf('ConfigMap o19999'));
  expect(new Set(result.objects.filter(({ dependsOn }) => dependsOn.length === 2000).map(({ dependsOn }) => dependsOn)).size).toBe(1);
});
