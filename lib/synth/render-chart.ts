import { type ApiObject, Chart } from 'cdk8s';
import { type Problem, RollwrightError } from '../errors';
import type { Manifest } from '../manifest';
import { DuplicateFinder } from './duplicates';
import type { RenderedChart } from './files';
import type { Order } from './order';
import { type Document, type RenderOptions, renderer } from './render';
import type { Tree } from './tree';

/** How the charts of an app are rendered. */
export interface ChartOptions extends RenderOptions {
  /** Whether all charts go to one cluster, so that two charts cannot make the same object. */
  readonly oneCluster: boolean;
  /** Whether a chart class with a `toJson` of its own is asked for its objects. */
  readonly askCharts: boolean;
}

/**
 * Renders the charts of an app one by one, and remembers which objects they made. Small methods, called by a generator that does nothing else: a generator
 * with all of this in it is compiled, given up and compiled again while it runs, which took some 40 ms of CPU for 3,000 charts.
 */
export class ChartRenderer {
  private readonly tree: Tree;
  private readonly order: Order;
  private readonly options: ChartOptions;
  private readonly render: (object: ApiObject) => Document;
  private readonly problems: Problem[] = [];
  private finder = new DuplicateFinder();

  constructor(tree: Tree, order: Order, options: ChartOptions) {
    this.tree = tree;
    this.order = order;
    this.options = options;
    this.render = renderer(options);
  }

  /** The chart at a place of the tree. */
  chart(at: number): RenderedChart {
    const chart = this.tree.constructs[at] as Chart;
    if (!this.options.oneCluster) this.finder = new DuplicateFinder();
    const objects: ApiObject[] = [];
    for (const object of this.order.objects(at)) objects.push(this.tree.constructs[object] as ApiObject);
    if (this.options.askCharts && chart.toJson !== stockToJson) return { chart, objects, documents: this.asked(chart, objects) };
    const documents: Document[] = [];
    for (const object of objects) documents.push(this.noted(this.render(object), object));
    return { chart, objects, documents };
  }

  /** @throws RollwrightError OBJECT_DUPLICATE */
  refuseDuplicates(): void {
    if (this.problems.length > 0) throw new RollwrightError(this.problems);
  }

  private asked(chart: Chart, objects: readonly ApiObject[]): readonly Document[] {
    return chart.toJson().map((manifest: Manifest, i: number) => this.noted({ manifest, unsorted: false }, objects[i] ?? chart));
  }

  private noted(document: Document, maker: ApiObject | Chart): Document {
    const problem = this.finder.check(document.manifest, maker);
    if (problem !== undefined) this.problems.push(problem);
    return document;
  }
}

const stockToJson = Chart.prototype.toJson;
