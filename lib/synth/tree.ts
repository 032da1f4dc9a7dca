import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isLeaf, isWithoutDependencies } from './own-fields';

/**
 * A construct tree as it is when rendering starts: each construct is a number, its place in pre-order, so that "below" is a range and sets are arrays.
 * Made by one walk; nothing is written to the constructs.
 */
export interface Tree {
  /** Every construct, in the order of cdk8s' `node.findAll()`. */
  readonly constructs: readonly IConstruct[];
  /** For each construct, the place after its last descendant. */
  readonly end: readonly number[];
  /** For each construct, its parent; -1 for the root. */
  readonly parent: readonly number[];
  /** For each construct, the nearest chart (a chart's is itself); -1 outside every chart. */
  readonly chart: readonly number[];
  readonly charts: readonly number[];
  /** The ApiObjects. */
  readonly objects: readonly number[];
  /** What the program said with `addDependency`, by the construct that said it. */
  readonly dependencies: ReadonlyMap<number, readonly IConstruct[]>;
}

/** Walks a tree once, without recursion: depth is limited by memory only. */
export function treeOf(root: IConstruct): Tree {
  const constructs: IConstruct[] = [];
  const parent: number[] = [];
  const chart: number[] = [];
  const charts: number[] = [];
  const objects: number[] = [];
  const dependencies = new Map<number, readonly IConstruct[]>();
  const waiting: IConstruct[] = [root];
  const waitingParent: number[] = [-1];

  for (let construct = waiting.pop(); construct !== undefined; construct = waiting.pop()) {
    const above = waitingParent.pop() ?? -1;
    const at = constructs.push(construct) - 1;
    parent.push(above);
    const isChart = Chart.isChart(construct);
    chart.push(isChart ? at : (chart[above] ?? -1));
    if (isChart) charts.push(at);
    if (ApiObject.isApiObject(construct)) objects.push(at);
    if (!isWithoutDependencies(construct.node)) {
      const after = construct.node.dependencies;
      if (after.length > 0) dependencies.set(at, after);
    }
    if (isLeaf(construct.node)) continue;
    const children = construct.node.children;
    for (let i = children.length - 1; i >= 0; i--) {
      waiting.push(children[i] as IConstruct);
      waitingParent.push(at);
    }
  }
  return { constructs, end: endsOf(parent), parent, chart, charts, objects, dependencies };
}

function endsOf(parent: readonly number[]): number[] {
  const end = parent.map((_, at) => at + 1);
  for (let at = parent.length - 1; at > 0; at--) {
    const above = parent[at] as number;
    end[above] = Math.max(end[above] as number, end[at] as number);
  }
  return end;
}

/** The ApiObjects at or below a construct, in pre-order; with `sameChart`, only those whose nearest chart is the construct's own. */
export function objectsBelow(tree: Tree, at: number, sameChart: boolean): number[] {
  const { objects, chart, end } = tree;
  const found: number[] = [];
  for (let i = firstAtOrAfter(objects, at); i < objects.length && (objects[i] as number) < (end[at] as number); i++) {
    const object = objects[i] as number;
    if (!sameChart || chart[object] === chart[at]) found.push(object);
  }
  return found;
}

/** Whether one construct is the other, or above it, or below it. */
export function overlap(tree: Tree, a: number, b: number): boolean {
  return isBelow(tree, a, b) || isBelow(tree, b, a);
}

/** Whether `at` is `above` or one of its descendants. */
export function isBelow(tree: Tree, at: number, above: number): boolean {
  return at >= above && at < (tree.end[above] as number);
}

/** The position of the first number of an ascending list that is not less than `least`. */
export function firstAtOrAfter(ascending: readonly number[], least: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
