import type { IConstruct } from 'constructs';
import { cycleError } from './cycle';
import { objectsBelow, overlap, type Tree } from './tree';

/**
 * Vertices: an object is its place p; what everything below p comes after is size + p; the objects below p, as something to come after, are 2 size + p.
 * So "A after B" is one edge, not objects in A times objects in B.
 */
export type ApplyGraph = ReadonlyMap<number, readonly number[]>;

/** The graph of what the objects of a tree come after. */
export function applyGraph(tree: Tree, direct: ReadonlyMap<number, readonly number[]>): ApplyGraph {
  const size = tree.constructs.length;
  const graph = new Map<number, number[]>();
  const add = (from: number, ...to: readonly number[]) => {
    const known = graph.get(from);
    if (known === undefined) graph.set(from, [...to]);
    else known.push(...to);
  };
  const nearest: number[] = [];
  for (let at = 0; at < size; at++) nearest.push(direct.has(at) ? at : at === 0 ? -1 : (nearest[tree.parent[at] as number] as number));

  for (const object of tree.objects) if ((nearest[object] as number) >= 0) add(object, size + (nearest[object] as number));
  for (const [source, targets] of direct) {
    const above = source === 0 ? -1 : (nearest[tree.parent[source] as number] as number);
    if (above >= 0) add(size + source, size + above);
    for (const target of targets) {
      if (overlap(tree, source, target)) {
        for (const [from, to] of tangled(tree, source, target)) add(from, to);
        continue;
      }
      add(size + source, 2 * size + target);
      if (!graph.has(2 * size + target)) graph.set(2 * size + target, objectsBelow(tree, target, false));
    }
  }
  return graph;
}

/** One construct is inside the other: each object comes after each other one, which works only while a single object is on both sides. */
function tangled(tree: Tree, source: number, target: number): (readonly [number, number])[] {
  const sources = objectsBelow(tree, source, false);
  const targets = objectsBelow(tree, target, false);
  const both = sources.length < targets.length ? sources : targets;
  if (both.length > 1) throw cycleError([both[0], both[1], both[0]].map((at) => tree.constructs[at as number] as IConstruct));
  return sources.flatMap((from) => targets.filter((to) => to !== from).map((to) => [from, to] as const));
}

/** `addDependency` between constructs of the tree; those on constructs of other trees order nothing. */
export function directDependencies(tree: Tree): ReadonlyMap<number, readonly number[]> {
  const direct = new Map<number, readonly number[]>();
  if (tree.dependencies.size === 0) return direct;
  const place = new Map<IConstruct, number>(tree.constructs.map((construct, at) => [construct, at]));
  for (const [from, targets] of tree.dependencies) {
    const known = [...new Set(targets)].map((target) => place.get(target)).filter((to) => to !== undefined);
    for (const to of known) if (to === from) throw cycleError([tree.constructs[to] as IConstruct, tree.constructs[to] as IConstruct]);
    if (known.length > 0) direct.set(from, known);
  }
  return direct;
}
