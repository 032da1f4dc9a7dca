import { type Problem, RollwrightError } from '../../errors';
import { nearest } from '../../settings';
import type { Output, OutputFolder, ProgramSource } from '../output';
import type { ChartOptions } from './input';

/** The charts of a project. */
export interface HelmChartOutput extends Output {
  /** What the author says of each chart, by program. */
  readonly charts: Readonly<Record<string, ChartOptions>>;
}

/**
 * Helm charts derived from programs: a folder `chart/<name>` each, with real values. Equal to the program for every value that the chart takes, or refused.
 * It takes seconds, so that it is made only when it is asked for, by whoever has the programs at hand: `rollwright chart`.
 *
 * ```ts
 * outputs: [plainYaml(), helmChart({ dodo: { version: '1.0.0', release: { name: 'name', namespace: 'namespace' } } })]
 * ```
 * @param charts what each chart says beside its templates, by the name of its program; a program that is not named gets none
 * @throws RollwrightError from its folders: CHART_PROGRAM_UNKNOWN, CHART_NAME_TWICE, CHART_OPTION_INVALID, CHART_NOT_DERIVABLE, SECRET_IN_OUTPUT
 */
export function helmChart(charts: { readonly [program: string]: ChartOptions }): HelmChartOutput {
  return { name: 'chart', onRequest: true, charts, folders: (_, sources) => (sources === undefined ? [] : foldersOf(charts, sources())) };
}

/** Whether an output is that of {@link helmChart}. */
export function isHelmChart(output: Output): output is HelmChartOutput {
  return output.name === 'chart' && typeof (output as Partial<HelmChartOutput>).charts === 'object';
}

function foldersOf(charts: HelmChartOutput['charts'], sources: readonly ProgramSource[]): readonly OutputFolder[] {
  const known = sources.map(({ program }) => program);
  const problems = [...problemsOfCharts(charts, known)];
  if (problems.length > 0) throw new RollwrightError(problems);
  // Loaded on first use: a synth of a small program takes as long as loading what derives charts.
  const { chartOf } = require('./files') as typeof import('./files');
  const folders: OutputFolder[] = [];
  for (const source of sources) {
    const options = charts[source.program];
    if (options === undefined) continue;
    try {
      const { name, files } = chartOf(source, options);
      folders.push({ folder: `chart/${name}`, files });
    } catch (error) {
      if (!(error instanceof RollwrightError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new RollwrightError(problems);
  return folders;
}

/** What is wrong with a declaration of charts in a project with these programs. */
export function problemsOfCharts(charts: HelmChartOutput['charts'], programs: readonly string[]): readonly Problem[] {
  return [...unknownPrograms(charts, programs), ...namesTwice(charts)];
}

function unknownPrograms(charts: HelmChartOutput['charts'], known: readonly string[]): Problem[] {
  return Object.keys(charts)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      return {
        code: 'CHART_PROGRAM_UNKNOWN',
        message: `helmChart() names a program ${JSON.stringify(name)}, which the project has not${meant === undefined ? '' : `; did you mean ${meant}?`}`,
        fix: `Name one of: ${known.join(', ')}`,
      };
    });
}

function namesTwice(charts: HelmChartOutput['charts']): Problem[] {
  const names = Object.entries(charts).map(([program, { name = program }]) => name);
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))].map((name) => ({
    code: 'CHART_NAME_TWICE',
    message: `helmChart() gives two charts the name ${name}, and both would be written to chart/${name}`,
    fix: 'Give one of them another name: helmChart({ shop: { name: … } })',
  }));
}
