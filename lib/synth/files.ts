import { type ApiObject, type Chart, Names, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { type Problem, RollwrightError } from '../errors';
import type { Document } from './render';

/** One file of the output folder; the path is relative to it, with forward slashes. */
export interface SynthFile {
  readonly path: string;
  readonly text: string;
}

/** A chart and its objects, in the order in which they are written. */
export interface RenderedChart {
  readonly chart: Chart;
  readonly objects: readonly ApiObject[];
  readonly documents: readonly Document[];
}

/** What decides which files are written and how they are called. */
export interface FileOptions {
  readonly outputType: YamlOutputType;
  readonly extension: string;
  /** Whether charts are numbered: some chart comes after another one. */
  readonly numbered: boolean;
  /** Whether `construct-metadata.json` is written. */
  readonly metadata: boolean;
  /** The YAML text of some documents. */
  readonly text: (documents: readonly Document[]) => string;
}

/**
 * The files of an app, named as cdk8s names them (`App.synth`, lib/app.ts), one after the other: at no time is the text of all of them in memory.
 * @throws RollwrightError FILE_DUPLICATE, when all of them were made, where two have one name; stock keeps the last one and drops the others without a word
 */
export function* filesOf(charts: Iterable<RenderedChart>, options: FileOptions): Generator<SynthFile, void, undefined> {
  const names = new FileNames();
  const all: Document[] = [];
  const resources: { [name: string]: { path: string } } = {};
  let count = 0;
  for (const { chart, objects, documents } of charts) {
    const chartName = `${options.numbered ? `${String(count).padStart(4, '0')}-` : ''}${Names.toDnsLabel(chart)}`;
    count++;
    if (options.outputType === YamlOutputType.FILE_PER_APP) for (const document of documents) all.push(document);
    for (const part of partsOf(options, chartName, { chart, objects, documents })) {
      if (names.isNew(part)) yield { path: part.path, text: options.text(part.documents) };
    }
    if (options.metadata) for (const object of objects) resources[object.name] = { path: object.node.path };
  }
  names.refuseDuplicates();
  if (options.outputType === YamlOutputType.FILE_PER_APP && count > 0) yield { path: `app${options.extension}`, text: options.text(all) };
  if (options.metadata) yield { path: 'construct-metadata.json', text: JSON.stringify({ version: '1.0.0', resources }) };
}

interface Part {
  readonly path: string;
  /** What is written there, for the message about two files of one name. */
  readonly construct: IConstruct;
  readonly documents: readonly Document[];
}

/** What a chart is written to. */
function partsOf(options: FileOptions, chartName: string, { chart, objects, documents }: RenderedChart): readonly Part[] {
  const { outputType, extension } = options;
  switch (outputType) {
    case YamlOutputType.FILE_PER_APP:
      return [];
    case YamlOutputType.FILE_PER_CHART:
      return [{ path: chartName + extension, construct: chart, documents }];
    case YamlOutputType.FILE_PER_RESOURCE:
      return documents.map((document, i) => ({
        path: resourceName(document.manifest.kind, document.manifest.metadata?.name) + extension,
        construct: objects[i] ?? chart,
        documents: [document],
      }));
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      return objects.map((object, i) => ({
        path: `${chartName}/${resourceName(object.kind, object.metadata.name)}${extension}`,
        construct: object,
        documents: [documents[i] as Document],
      }));
  }
}

/** Remembers which construct has taken a file name. */
class FileNames {
  private readonly takenBy = new Map<string, IConstruct>();
  private readonly problems: Problem[] = [];

  isNew({ path, construct }: Part): boolean {
    const other = this.takenBy.get(path);
    if (other !== undefined) this.problems.push(duplicate(path, other.node.path, construct.node.path));
    else this.takenBy.set(path, construct);
    return other === undefined;
  }

  refuseDuplicates(): void {
    if (this.problems.length > 0) throw new RollwrightError(this.problems);
  }
}

function resourceName(kind: string, name: string | undefined): string {
  return `${kind}.${name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}

function duplicate(path: string, first: string, second: string): Problem {
  return {
    code: 'FILE_DUPLICATE',
    message: `${first} and ${second} would both be written to ${path}`,
    construct: second,
    fix: 'give one of them another id or metadata.name, or choose another yamlOutputType',
  };
}
