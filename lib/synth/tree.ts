import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { intentsOf } from '../manifest';
import { listsOf } from './own-fields';

/**
 * A construct tree as it is when rendering starts: each construct is a number, its place in pre-order, so that "below" is a range and sets are arrays.
 * Made by one walk; nothing is written to the constructs.
 */
export interface Tree {
  /** Every construct, in the order of cdk8s' `node.findAll()`. */
  readonly constructs: readonly IConstruct[];
  /** For each construct, the place after its last descendant. */
  readonly end: ArrayLike<number>;
  /** For each construct, its parent; -1 for the root. */
  readonly parent: readonly number[];
  /** For each construct, the nearest chart (a chart's is itself); -1 outside every chart. */
  readonly chart: readonly number[];
  readonly charts: readonly number[];
  /** The ApiObjects. */
  readonly objects: readonly number[];
  /** What the program said with `addDependency`, by the construct that said it. */
  readonly dependencies: ReadonlyMap<number, readonly IConstruct[]>;
  /** The constructs that have validations (`node.addValidation`). */
  readonly validated: readonly number[];
  /** Whether any construct carries an intent. */
  readonly hasIntents: boolean;
}

// held here: reading a name of another module calls a getter, which in a walk of a large tree costs more than the question
const { isChart } = Chart;
const { isApiObject } = ApiObject;

/** Walks a tree once, without recursion: depth is limited by memory only. */
export function treeOf(root: IConstruct): Tree {
  const constructs: IConstruct[] = [];
  const parent: number[] = [];
  const chart: number[] = [];
  const charts: number[] = [];
  const objects: number[] = [];
  const dependencies = new Map<number, readonly IConstruct[]>();
  const validated: number[] = [];
  let hasIntents = false;
  const waiting: IConstruct[] = [root];
  const waitingParent: number[] = [-1];

  for (let construct = waiting.pop(); construct !== undefined; construct = waiting.pop()) {
    const above = waitingParent.pop() ?? -1;
    const at = constructs.push(construct) - 1;
    parent.push(above);
    const { node } = construct;
    const isObject = isApiObject(construct);
    if (isObject) objects.push(at);
    if (!isObject && isChart(construct)) {
      charts.push(at);
      chart.push(at);
    } else chart.push(above < 0 ? -1 : (chart[above] as number));
    hasIntents ||= intentsOf(construct).length > 0;
    const lists = listsOf(node);
    if (lists === undefined || lists._validations !== undefined) validated.push(at);
    if (lists === undefined || lists._dependencies !== undefined) {
      const after = node.dependencies;
      if (after.length > 0) dependencies.set(at, after);
    }
    if (lists !== undefined && lists._children === undefined) continue;
    const { children } = node;
    for (let i = children.length - 1; i >= 0; i--) {
      waiting.push(children[i] as IConstruct);
      waitingParent.push(at);
    }
  }
  return { constructs, end: endsOf(parent), parent, chart, charts, objects, dependencies, validated, hasIntents };
}

function endsOf(parent: readonly number[]): Int32Array {
  const end = new Int32Array(parent.length);
  for (let at = parent.length - 1; at >= 0; at--) {
    if (end[at] === 0) end[at] = at + 1;
    const above = parent[at] as number;
    if (above >= 0 && end[above] === 0) end[above] = end[at] as number;
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
