import type { IConstruct } from 'constructs';
import { type Identity, identityOf, type Manifest } from '../manifest';
import { type ApplyGraph, applyGraph, directDependencies } from './apply-graph';
import { cycleError } from './cycle';
import { Heap } from './heap';
import { installRank } from './kind-order';
import type { Tree } from './tree';

/** The objects of a program in the order in which they are applied. */
export interface ApplyOrder {
  /** Places of ApiObjects in the tree. */
  readonly order: readonly number[];
  /** For each place of an ApiObject, those that it comes directly after, in apply order. Objects with the same ones share the list. */
  readonly after: ReadonlyMap<number, readonly number[]>;
}

/**
 * The canonical apply order: after what the program says with `addDependency`, else by the order in which Helm installs kinds, then namespace and name.
 * Construct paths, ids, and how objects are spread over charts play no part. A dependency between two constructs means each object below the one comes
 * after each object below the other, whatever charts they are in.
 * @throws RollwrightError DEPENDENCY_CYCLE
 */
export function applyOrder(tree: Tree, manifests: ReadonlyMap<number, Manifest>): ApplyOrder {
  const direct = directDependencies(tree);
  const rank = ranks(tree, manifests);
  const byRank = (a: number, b: number) => (rank.get(a) as number) - (rank.get(b) as number);
  if (direct.size === 0) return { order: [...tree.objects].sort(byRank), after: new Map() };
  const graph = applyGraph(tree, direct);
  const order = sortTopologically(tree, graph, byRank);
  return { order, after: flatten(tree, graph, order) };
}

/** The place of each object among all of them if nothing depended on anything. */
function ranks(tree: Tree, manifests: ReadonlyMap<number, Manifest>): ReadonlyMap<number, number> {
  const keys = tree.objects.map((at) => ({ at, id: identityOf(manifests.get(at) as Manifest) }));
  keys.sort((a, b) => compareIdentities(a.id, b.id));
  return new Map(keys.map(({ at }, rank) => [at, rank]));
}

function compareIdentities(a: Identity, b: Identity): number {
  return (
    installRank(a.kind) - installRank(b.kind) ||
    compareText(a.namespace, b.namespace) ||
    compareText(a.kind, b.kind) ||
    compareText(a.name, b.name) ||
    compareText(a.group, b.group)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Kahn's algorithm with the ready objects in a heap: the result does not depend on the order in which the tree lists them. */
function sortTopologically(tree: Tree, graph: ApplyGraph, byRank: (a: number, b: number) => number): number[] {
  const waitsFor = new Map<number, number>();
  const before = new Map<number, number[]>();
  for (const [from, targets] of graph) {
    waitsFor.set(from, targets.length);
    for (const to of targets) {
      const known = before.get(to);
      if (known === undefined) before.set(to, [from]);
      else known.push(from);
    }
  }
  const size = tree.constructs.length;
  const ready = new Heap(byRank);
  const free = [...new Set([...tree.objects, ...graph.keys(), ...before.keys()])].filter((vertex) => (waitsFor.get(vertex) ?? 0) === 0);
  const order: number[] = [];
  const release = (vertex: number) => {
    for (const from of before.get(vertex) ?? []) {
      const left = (waitsFor.get(from) as number) - 1;
      waitsFor.set(from, left);
      if (left === 0) free.push(from);
    }
  };
  const settle = () => {
    for (let vertex = free.pop(); vertex !== undefined; vertex = free.pop()) {
      if (vertex < size) ready.push(vertex);
      else release(vertex);
    }
  };
  settle();
  for (let object = ready.pop(); object !== undefined; object = ready.pop()) {
    order.push(object);
    release(object);
    settle();
  }
  if (order.length < tree.objects.length) throw findCycle(tree, graph, waitsFor);
  return order;
}

/** Whoever still waits, waits for somebody who still waits: follow that until it comes round. */
function findCycle(tree: Tree, graph: ApplyGraph, waitsFor: ReadonlyMap<number, number>): Error {
  const waiting = (vertex: number) => (waitsFor.get(vertex) ?? 0) > 0;
  const path: number[] = [];
  const seen = new Map<number, number>();
  let vertex = tree.objects.find(waiting) as number;
  while (!seen.has(vertex)) {
    seen.set(vertex, path.push(vertex) - 1);
    vertex = graph.get(vertex)?.find(waiting) as number;
  }
  const round = path.slice(seen.get(vertex)).filter((at) => at < tree.constructs.length);
  return cycleError([...round, round[0] as number].map((at) => tree.constructs[at] as IConstruct));
}

/** The objects that each object comes directly after; a vertex that several share gives them one list. */
function flatten(tree: Tree, graph: ApplyGraph, order: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const size = tree.constructs.length;
  const place = new Map(order.map((at, i) => [at, i]));
  const lists = new Map<number, readonly number[]>();
  const listOf = (vertex: number): readonly number[] => {
    const known = lists.get(vertex);
    if (known !== undefined) return known;
    const parts = (graph.get(vertex) ?? []).map((to) => (to < size ? [to] : listOf(to)));
    const list = parts.length === 1 ? (parts[0] as readonly number[]) : [...new Set(parts.flat())];
    const sorted = [...list].sort((a, b) => (place.get(a) as number) - (place.get(b) as number));
    lists.set(vertex, parts.length === 1 && vertex < size ? list : sorted);
    return lists.get(vertex) as readonly number[];
  };
  return new Map(tree.objects.filter((at) => graph.has(at)).map((at) => [at, listOf(at)]));
}
