import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { cycleError } from './cycle';
import type { Dependencies } from './dependencies';
import { inboundOf, wholeNumbersFirst } from './roots';
import { firstAtOrAfter, isBelow, objectsBelow, overlap, type Tree } from './tree';

/**
 * The order of cdk8s' `DependencyGraph.topology()` (lib/dependency.ts) in time linear in the tree.
 *
 * Stock turns "A comes after B" into an edge from every object in A to every object in B and walks every route. Here the objects of B are the children of
 * one vertex, what is above an object in A is one vertex too, and each vertex is visited once. The walk keeps its own stack, so that a chain of any length
 * fits, and takes children in the order in which stock would have added them, so that the result is stock's, ties included.
 */
export class Order {
  private readonly tree: Tree;
  private readonly after: ReadonlyMap<number, readonly number[]>;
  /** The constructs that come after something, ascending. */
  private readonly sources: readonly number[];
  /** For each construct, the nearest one at or above it (in the same chart) that comes after something; -1 for none. */
  private readonly nearest: Int32Array;
  /** Three vertices a construct: itself, the objects below it, and what it and all above it come after. 0 new, 1 being visited, 2 done. */
  private readonly state: Uint8Array;
  private readonly size: number;
  private readonly tangledAt = new Map<number, boolean>();

  constructor(tree: Tree, dependencies: Dependencies) {
    this.tree = tree;
    this.after = dependencies.of;
    this.sources = [...dependencies.of.keys()].sort((a, b) => a - b);
    this.size = tree.constructs.length;
    // without dependencies nobody asks
    const asked = this.sources.length > 0 ? this.size : 0;
    this.nearest = new Int32Array(asked);
    for (let at = 0; at < asked; at++) {
      const above = tree.parent[at] as number;
      const inChart = above >= 0 && tree.chart[above] === tree.chart[at];
      this.nearest[at] = this.after.has(at) ? at : inChart ? (this.nearest[above] as number) : -1;
    }
    this.state = new Uint8Array(asked * 3);
  }

  /** The charts, each after those that it depends on. */
  charts(): readonly number[] {
    if (this.sources.length === 0) return wholeNumbersFirst(this.tree, this.tree.charts);
    return this.below(0).filter((at) => this.tree.chart[at] === at);
  }

  /** The objects of a chart (not those of the charts inside it), each after those that it depends on. */
  objects(chart: number): readonly number[] {
    const own = objectsBelow(this.tree, chart, true);
    const first = this.sources[firstAtOrAfter(this.sources, chart)];
    if (first === undefined || !isBelow(this.tree, first, chart)) return own;
    const isOwn = new Set(own);
    return this.below(chart).filter((at) => isOwn.has(at));
  }

  /** All constructs at or below `root`, each after those (at or below it) that it depends on. */
  private below(root: number): number[] {
    const end = this.tree.end[root] as number;
    for (let part = 0; part < 3; part++) this.state.fill(0, part * this.size + root, part * this.size + end);
    const found: number[] = [];
    const inbound = inboundOf(this.tree, this.after, this.sources, root, end);
    const all = Array.from({ length: end - root }, (_, i) => root + i);
    for (const at of root === 0 ? wholeNumbersFirst(this.tree, all) : all) if (inbound[at - root] === 0) this.visit(at, root, end, found);
    // whoever was not reached is in a cycle, or comes before one
    for (let at = root; at < end; at++) this.visit(at, root, end, found);
    return found;
  }

  private visit(start: number, from: number, end: number, found: number[]): void {
    if (this.state[start] !== 0) return;
    const path: number[] = [];
    const children: (readonly number[])[] = [];
    const next: number[] = [];
    const enter = (vertex: number) => {
      this.state[vertex] = 1;
      path.push(vertex);
      children.push(this.childrenOf(vertex, from, end));
      next.push(0);
    };
    enter(start);
    while (path.length > 0) {
      const top = path.length - 1;
      const vertex = path[top] as number;
      const child = children[top]?.[next[top] as number];
      if (child === undefined) {
        this.state[vertex] = 2;
        if (vertex < this.size) found.push(vertex);
        path.pop();
        children.pop();
        next.pop();
        continue;
      }
      next[top] = (next[top] as number) + 1;
      if (this.state[child] === 1) throw this.cycle([...path.slice(path.indexOf(child)), child]);
      if (this.state[child] === 0) enter(child);
    }
  }

  private cycle(path: readonly number[]): Error {
    const constructs = path.filter((vertex) => vertex < this.size).map((at) => this.tree.constructs[at] as IConstruct);
    const closed = constructs.length > 1 && constructs[0] === constructs.at(-1);
    return cycleError(closed ? constructs : [...constructs, constructs[0] as IConstruct]);
  }

  private childrenOf(vertex: number, from: number, end: number): readonly number[] {
    const part = Math.floor(vertex / this.size);
    const at = vertex % this.size;
    if (part === 1) return objectsBelow(this.tree, at, true);
    const inRange = (target: number) => target >= from && target < end;
    if (part === 2) return this.aboveAndGroups(at).filter((child) => inRange(child % this.size));

    const own = (this.after.get(at) ?? []).filter(inRange);
    const nearest = this.nearest[at] as number;
    if (nearest < 0 || !ApiObject.isApiObject(this.tree.constructs[at])) return own;
    return [...own, ...(this.isTangled(nearest) ? this.tangled(at, nearest).filter((child) => inRange(child % this.size)) : [2 * this.size + nearest])];
  }

  /** What all objects below `at` come after: what those below the next one above come after, then the objects of each target. */
  private aboveAndGroups(at: number): number[] {
    const above = this.above(at);
    const groups = (this.after.get(at) ?? []).map((target) => this.size + target);
    return above < 0 ? groups : [2 * this.size + above, ...groups];
  }

  /** The next construct above `at`, in the same chart, that comes after something. */
  private above(at: number): number {
    return this.tree.chart[at] === at ? -1 : (this.nearest[this.tree.parent[at] as number] as number);
  }

  /** Whether `at`, or one above it, comes after something that it is in or that is in it: then an object may be on both sides and groups cannot be shared. */
  private isTangled(at: number): boolean {
    const known = this.tangledAt.get(at);
    if (known !== undefined) return known;
    const above = this.above(at);
    const targets = this.after.get(at) ?? [];
    const here = targets.some((target) => this.tree.chart[target] === this.tree.chart[at] && overlap(this.tree, at, target));
    const tangled = here || (above >= 0 && this.isTangled(above));
    this.tangledAt.set(at, tangled);
    return tangled;
  }

  private tangled(object: number, nearest: number): number[] {
    const chain: number[] = [];
    for (let source = nearest; source >= 0; source = this.above(source)) chain.unshift(source);
    return chain.flatMap((source) =>
      (this.after.get(source) ?? []).flatMap((target) => {
        const objects = objectsBelow(this.tree, target, true);
        return objects.includes(object) ? objects.filter((other) => other !== object) : [this.size + target];
      }),
    );
  }
}
