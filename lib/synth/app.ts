import { App, type AppProps, YamlOutputType } from 'cdk8s';
import { derivedOf, type Manifest, resolveDerived, yamlDocument } from '../manifest';
import { withChecksums } from './checksums';
import { resolveDependencies } from './dependencies';
import { filesOf, type RenderedChart, type SynthFile } from './files';
import { intentsIn } from './intents';
import { Order } from './order';
import type { Document } from './render';
import { ChartRenderer } from './render-chart';
import { rememberSources, SOURCE_BUDGET, showSourcesFrom } from './source';
import { type Tree, treeOf } from './tree';
import { validate } from './validate';

/** What can be set beside cdk8s' own properties. */
export interface SynthAppProps extends AppProps {
  /**
   * Whether everything goes to one cluster. If so, two objects of one kind, namespace and name are an error; if not (a chart for each environment, say), only
   * two in one chart are.
   * @default true
   */
  readonly oneCluster?: boolean | undefined;
  /**
   * How many constructs remember the line of code that made them, for error messages. Each costs some 7 µs.
   * @default 300
   */
  readonly sources?: number | undefined;
  /**
   * Lines of code are named relative to this folder.
   * @default absolute paths
   */
  readonly sourceFolder?: string | undefined;
}

/** How an app is rendered. */
export interface SynthOptions {
  /**
   * Whether keys are sorted, as cdk8s does unless `CDK8S_DISABLE_SORT` is set.
   * @default true
   */
  readonly sortKeys?: boolean | undefined;
}

/**
 * cdk8s' App with rendering in linear time, as a pure function: the tree is read, never changed, and what comes out is a list of files. Stock adds the
 * dependencies that it infers to the tree, walks every route through them, and does so for the whole app once for each chart.
 */
export class SynthApp extends App {
  private readonly oneCluster: boolean;

  constructor(props: SynthAppProps = {}) {
    super(props);
    this.oneCluster = props.oneCluster ?? true;
    if (props.sources !== 0) rememberSources(this, props.sources ?? SOURCE_BUDGET);
    if (props.sourceFolder !== undefined) showSourcesFrom(this, props.sourceFolder);
  }

  /**
   * The files of this app, as `synth()` writes them.
   * @throws RollwrightError VALIDATION_FAILED, DEPENDENCY_CYCLE, DEPENDENCY_OUTSIDE_CHART, OBJECT_UNRENDERABLE, OBJECT_DUPLICATE, FILE_DUPLICATE, and what
   * derived values throw
   */
  files(options: SynthOptions = {}): readonly SynthFile[] {
    return [...this.eachFile(options)];
  }

  /** The same one by one, so that not all of their text is in memory at once. An error may come after the last file: write to a staging folder first. */
  eachFile(options: SynthOptions = {}): Iterable<SynthFile> {
    const { charts, numbered } = this.render(options);
    return filesOf(charts, {
      outputType: this.yamlOutputType,
      extension: this.outputFileExtension,
      numbered,
      metadata: (this as unknown as { recordConstructMetadata: boolean }).recordConstructMetadata,
      text: textOf,
    });
  }

  /**
   * All objects of all charts as one YAML text.
   * @throws RollwrightError as {@link files}
   */
  override synthYaml(options: SynthOptions = {}): string {
    return textOf([...this.render(options).charts].flatMap(({ documents }) => documents));
  }

  /** A program is rendered by whoever asked for it. */
  override synth(): void {
    throw new Error('synth() is called by the command line, not by a program: remove the call');
  }

  private render(options: SynthOptions): { readonly charts: Iterable<RenderedChart>; readonly numbered: boolean } {
    const tree = treeOf(this);
    validate(tree);
    const dependencies = resolveDependencies(tree);
    const derives = derivedOf(this).length > 0 || tree.hasIntents;
    const charts = this.renderCharts(tree, new Order(tree, dependencies), { ...options, text: !derives });
    return { charts: derives ? withDerived([...charts], tree, this) : charts, numbered: dependencies.betweenCharts };
  }

  private *renderCharts(tree: Tree, order: Order, options: SynthOptions & { readonly text: boolean }): Iterable<RenderedChart> {
    const renderer = new ChartRenderer(tree, order, {
      ...options,
      resolvers: this.resolvers,
      oneCluster: this.oneCluster,
      // where stock does not ask it, either
      askCharts: this.yamlOutputType !== YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
    });
    for (const at of order.charts()) yield renderer.chart(at);
    renderer.refuseDuplicates();
  }
}

function textOf(documents: readonly Document[]): string {
  let text = '';
  for (const document of documents) text += text === '' ? documentText(document) : `---\n${documentText(document)}`;
  return text;
}

function documentText({ manifest, unsorted, text }: Document): string {
  return text ?? yamlDocument(manifest, unsorted ? SORTED : AS_IT_IS);
}

const SORTED = { sortKeys: true };
const AS_IT_IS = {};

/** The charts with their checksums and other derived values computed, over all of them together. */
function withDerived(charts: readonly RenderedChart[], tree: Tree, root: object): readonly RenderedChart[] {
  const intents = intentsIn(tree);
  const objects = charts.flatMap(({ chart, objects: origins, documents }) =>
    documents.map(({ manifest }, i) => {
      const origin = origins[i] ?? chart;
      return { manifest, origin, intents: intents(origin, manifest), construct: origin.node.path, dependsOn: [] };
    }),
  );
  const resolved = resolveDerived({ ...withChecksums(objects, root), external: [] });
  let next = 0;
  return charts.map((chart) => ({ ...chart, documents: chart.documents.map(({ unsorted }) => ({ manifest: resolved[next++] as Manifest, unsorted })) }));
}
