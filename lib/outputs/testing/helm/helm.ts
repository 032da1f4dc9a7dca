/** Runs Helm on derived charts: many variants of values in one process, as sub-charts of one chart under other names. */
import { execFile } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { builtFolder } from '../../../../e2e/tools/builder';
import type { Json, JsonObject } from '../../../manifest';
import type { DerivedChart } from '../../helm';

const run = promisify(execFile);

/** Where helm is: named by ROLLWRIGHT_HELM, built for the end-to-end suite, or on PATH. */
export function findHelm(): string | undefined {
  const { ROLLWRIGHT_HELM = '', PATH = '' } = process.env;
  const candidates = [ROLLWRIGHT_HELM, join(builtFolder('helm'), 'helm'), ...PATH.split(delimiter).map((folder) => join(folder, 'helm'))];
  return candidates.filter((path) => path !== '' && path !== 'helm').find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What Helm gave for one variant: the objects, or why it refused. */
export type Answer = { readonly objects: readonly JsonObject[] } | { readonly refused: string };

export interface Variant {
  readonly chart: DerivedChart;
  readonly values: Json;
}

/** Renders variants of charts with Helm; those of one call share a process, unless one of them is refused. */
export async function helmTemplate(helm: string, variants: readonly Variant[], release: readonly string[] = ['release']): Promise<readonly Answer[]> {
  if (variants.length === 0) return [];
  const together = await renderTogether(helm, variants, release);
  if (!('refused' in together)) return together.answers;
  if (variants.length === 1) return [together];
  const half = Math.ceil(variants.length / 2);
  return [...(await helmTemplate(helm, variants.slice(0, half), release)), ...(await helmTemplate(helm, variants.slice(half), release))];
}

async function renderTogether(
  helm: string,
  variants: readonly Variant[],
  release: readonly string[],
): Promise<{ refused: string } | { answers: readonly Answer[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'rollwright-helm-'));
  try {
    const charts = [...new Set(variants.map(({ chart }) => chart))];
    for (const [at, chart] of charts.entries()) writeChart(join(folder, 'charts', `c${at}`), `c${at}`, chart);
    const dependencies = variants.map(({ chart }, at) => `  - { name: c${charts.indexOf(chart)}, alias: v${at}, version: 0.1.0 }`);
    write(folder, 'Chart.yaml', `apiVersion: v2\nname: all\nversion: 0.1.0\ndependencies:\n${dependencies.join('\n')}\n`);
    write(folder, 'values.yaml', valuesText(Object.fromEntries(variants.map(({ values }, at) => [`v${at}`, values]))));
    const { stdout } = await run(helm, ['template', ...release, folder], { maxBuffer: 1 << 28, env: { PATH: process.env.PATH, HOME: folder } });
    return { answers: answersOf(stdout, variants.length) };
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    if (stderr === '') throw error;
    return { refused: stderr.trim() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeChart(folder: string, name: string, chart: DerivedChart): void {
  write(folder, 'Chart.yaml', `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`);
  write(folder, 'values.yaml', '{}\n');
  write(folder, 'values.schema.json', JSON.stringify(chart.schema));
  for (const { path, text } of chart.emit()) write(folder, path, text);
}

function write(folder: string, path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** JSON that YAML reads as well: without characters that YAML takes only escaped. */
export function valuesText(values: Json): string {
  return JSON.stringify(values).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function answersOf(text: string, count: number): readonly Answer[] {
  const objects: JsonObject[][] = Array.from({ length: count }, () => []);
  for (const part of text.split(/^---\n/m)) {
    const [, variant] = /^# Source: all\/charts\/v(\d+)\//m.exec(part) ?? [];
    if (variant === undefined) continue;
    for (const document of parseAllDocuments(part, { uniqueKeys: true, strict: true })) {
      if ('errors' in document && document.errors.length > 0) throw new Error(`${document.errors[0]?.message}\n${part}`);
      const value = ('toJS' in document ? document.toJS() : null) as JsonObject | null;
      if (value !== null) objects[Number(variant)]?.push(value);
    }
  }
  return objects.map((some) => ({ objects: some }));
}
