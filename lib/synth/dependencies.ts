import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { RollwrightError } from '../errors';
import { cycleError } from './cycle';
import { sourceOf } from './source';
import type { Tree } from './tree';

/** What each construct comes after, in the order in which stock cdk8s would have added it. */
export interface Dependencies {
  readonly of: ReadonlyMap<number, readonly number[]>;
  /** Whether a chart comes after another one; stock then numbers the files. */
  readonly betweenCharts: boolean;
}

/**
 * The dependencies of the charts, as cdk8s' `resolveDependencies` (lib/app.ts) infers them: a chart comes after the charts directly in it, and after the
 * charts that hold what its constructs come after. Stock adds them to the tree; this only returns them.
 */
export function resolveDependencies(tree: Tree): Dependencies {
  const nested = nestedCharts(tree);
  if (tree.dependencies.size === 0 && nested.size === 0) return { of: new Map(), betweenCharts: false };

  const place = new Map<IConstruct, number>(tree.constructs.map((construct, at) => [construct, at]));
  const of = new Map<number, Set<number>>();
  const add = (from: number, to: number) => {
    const known = of.get(from);
    if (known === undefined) of.set(from, new Set([to]));
    else known.add(to);
  };
  let betweenCharts = nested.size > 0;

  for (const [from, targets] of tree.dependencies) {
    for (const target of targets) {
      const to = place.get(target);
      if (to === from) throw cycleError([target, target]);
      if (to !== undefined) add(from, to);
    }
  }
  for (const [outer, inner] of nested) for (const chart of inner) add(outer, chart);

  const fromCharts = new Map([...of].sort(([a], [b]) => a - b).map(([from, to]) => [from, [...to]]));
  for (const [from, targets] of fromCharts) {
    const fromChart = chartAt(tree, from);
    for (const to of targets) {
      const toChart = chartAt(tree, to);
      if (fromChart !== toChart) {
        add(fromChart, toChart);
        betweenCharts = true;
      }
    }
  }
  betweenCharts ||= dependsOnAnotherApp(tree, place);
  return { of: new Map([...of].map(([from, to]) => [from, [...to]])), betweenCharts };
}

function nestedCharts(tree: Tree): Map<number, number[]> {
  const nested = new Map<number, number[]>();
  for (const chart of tree.charts) {
    const above = tree.parent[chart] as number;
    if (above < 0 || tree.chart[above] !== above) continue;
    const known = nested.get(above);
    if (known === undefined) nested.set(above, [chart]);
    else known.push(chart);
  }
  return nested;
}

/** Stock numbers the files also when a chart comes after a construct of another tree, although that orders nothing here. */
function dependsOnAnotherApp(tree: Tree, place: ReadonlyMap<IConstruct, number>): boolean {
  for (const targets of tree.dependencies.values()) {
    for (const target of targets) if (!place.has(target) && Chart.of(target) !== undefined) return true;
  }
  return false;
}

function chartAt(tree: Tree, at: number): number {
  const chart = tree.chart[at] as number;
  if (chart >= 0) return chart;
  const construct = tree.constructs[at] as IConstruct;
  throw new RollwrightError({
    code: 'DEPENDENCY_OUTSIDE_CHART',
    message: 'a dependency starts or ends at a construct that is in no chart, so it orders nothing',
    construct: construct.node.path || 'the app',
    file: sourceOf(construct),
    fix: 'put the construct into a Chart, or add the dependency to the charts',
  });
}
