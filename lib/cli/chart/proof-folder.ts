import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { RollwrightError } from '../../errors';
import { type Json, type JsonObject, yamlDocument } from '../../manifest';
import type { Chart } from '../../outputs';
import { valuesFileLayer } from '../../settings';
import type { Helm, HelmAnswer } from './helm';
import { type HelmObject, helmObjects } from './helm-objects';

/** What helm gave for some values: objects, or why it refused. */
export type Given = { readonly objects: readonly HelmObject[] } | { readonly refused: string };

/** A release: what `helm install` is told beside values. */
export interface Release {
  readonly name: string;
  readonly namespace: string | undefined;
}

/** A folder of its own with a chart in it, for helm to work on. */
export class ProofFolder {
  readonly path = fs.mkdtempSync(path.join(os.tmpdir(), 'rollwright-verify-'));
  private count = 0;

  constructor(private readonly chart: Chart) {
    write(this.at('chart'), chart.files);
  }

  remove(): void {
    fs.rmSync(this.path, { recursive: true, force: true });
  }

  /** Renders the chart as its users do, with values files of the chart and others over them. */
  async template(helm: Helm, { name, namespace }: Release, own: readonly string[], values: readonly JsonObject[]): Promise<Given> {
    const files = [...own.map((file) => this.at('chart', file)), ...values.map((one) => this.valuesFile(one))];
    const args = ['template', name, this.at('chart'), ...(namespace === undefined ? [] : ['--namespace', namespace]), ...files.flatMap((file) => ['-f', file])];
    const answer = await helm.run(args);
    for (const file of files.slice(own.length)) fs.rmSync(file);
    return given(answer);
  }

  async lint(helm: Helm, own: readonly string[], values: readonly JsonObject[]): Promise<string | undefined> {
    const files = [...own.map((file) => this.at('chart', file)), ...values.map((one) => this.valuesFile(one))];
    const answer = await helm.run(['lint', '--strict', this.at('chart'), ...files.flatMap((file) => ['-f', file])]);
    for (const file of files.slice(own.length)) fs.rmSync(file);
    return 'refused' in answer ? answer.refused : undefined;
  }

  /**
   * Renders many values in one process: as sub-charts of one chart, each the chart under another name and without its own values, so that nothing is merged.
   * @returns what helm gave for each, or why it refused all of them
   */
  async templateMany(helm: Helm, { name, namespace }: Release, all: readonly JsonObject[]): Promise<readonly Given[] | { readonly refused: string }> {
    const folder = this.at(`many-${this.count++}`);
    const chart = this.chart.name;
    const dependencies = all.map((_, at) => ({ name: chart, alias: `v${at}`, version: versionOf(this.chart), repository: '' }));
    write(folder, [
      { path: 'Chart.yaml', text: yamlDocument({ apiVersion: 'v2', name: 'many', version: '0.0.0', dependencies }) },
      { path: 'values.yaml', text: yamlDocument(Object.fromEntries(all.map((values, at) => [`v${at}`, values]))) },
    ]);
    write(
      path.join(folder, 'charts', chart),
      this.chart.files.map((file) => (file.path === 'values.yaml' ? { ...file, text: '{}\n' } : file)),
    );
    const answer = await helm.run(['template', name, folder, ...(namespace === undefined ? [] : ['--namespace', namespace])]);
    fs.rmSync(folder, { recursive: true, force: true });
    if ('refused' in answer) return answer;
    const objects = given(answer);
    if ('refused' in objects) return objects;
    return all.map((_, at) => {
      const own = objects.objects.filter(({ source }) => source.startsWith(`many/charts/v${at}/`));
      return { objects: own.map((one) => ({ ...one, value: withChartName(one.value, `v${at}`, this.chart) })) };
    });
  }

  /** As YAML that our own emitter wrote: JSON with odd characters is not what Helm reads. */
  private valuesFile(values: JsonObject): string {
    const file = this.at(`values-${this.count++}.yaml`);
    fs.writeFileSync(file, yamlDocument(values));
    return file;
  }

  private at(...parts: readonly string[]): string {
    return path.join(this.path, ...parts);
  }
}

/** Under another name a chart calls itself so in the label that says which chart an object came with. */
function withChartName(value: Json, alias: string, chart: Chart): Json {
  const { metadata } = value as { metadata?: { labels?: JsonObject } };
  const version = versionOf(chart);
  if (metadata?.labels?.[CHART_LABEL] !== `${alias}-${version}`) return value;
  return { ...(value as JsonObject), metadata: { ...metadata, labels: { ...metadata.labels, [CHART_LABEL]: `${chart.name}-${version}` } } };
}

const CHART_LABEL = 'helm.sh/chart';

/** Output that is not YAML is refused by whoever reads it. */
function given(answer: HelmAnswer): Given {
  if ('refused' in answer) return answer;
  try {
    return { objects: helmObjects(answer.text) };
  } catch (error) {
    if (!(error instanceof RollwrightError)) throw error;
    return { refused: `what helm printed is no YAML: ${error.problems[0]?.file}: ${error.problems[0]?.message}` };
  }
}

function versionOf({ files }: Chart): string {
  const { text = '' } = files.find((file) => file.path === 'Chart.yaml') ?? {};
  return String(valuesFileLayer({ file: 'Chart.yaml', content: text }).values.version);
}

function write(folder: string, files: readonly { readonly path: string; readonly text: string }[]): void {
  for (const { path: file, text } of files) {
    const at = path.join(folder, file);
    fs.mkdirSync(path.dirname(at), { recursive: true });
    fs.writeFileSync(at, text);
  }
}
