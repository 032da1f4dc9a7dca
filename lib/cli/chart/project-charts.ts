import { type Problem, RollwrightError } from '../../errors';
import { type Chart, type ChartOptions, type HelmChartOutput, isHelmChart, problemsOfCharts } from '../../outputs';
import { chartOf } from '../../outputs/helm';
import { maskSecrets } from '../../settings';
import type { LoadedProject } from '../loader';
import { KeptRun } from '../lock/kept-run';
import type { Progress } from '../progress';
import { programNamed, type RenderContext } from '../render';
import { type Failure, programSource, type WatchedSource } from './program-source';
import type { Reloaded } from './reload';

/** A chart that was derived, and the program that it was derived from. */
export interface DerivedProgram {
  readonly chart: Chart;
  readonly source: WatchedSource;
  /** Seconds that it took. */
  readonly seconds: number;
}

export interface Deriving {
  readonly reload: (() => Reloaded) | undefined;
  readonly line: Progress;
  readonly now: () => number;
}

/**
 * Derives the charts that a project declares, or that of one program.
 * @throws RollwrightError CHART_NOT_DECLARED, PROGRAM_UNKNOWN, CHART_PROGRAM_UNKNOWN, CHART_NAME_TWICE; what deriving throws, of all charts together;
 * LOCK_OUTDATED and what is wrong with the lock
 */
export function deriveCharts(loaded: LoadedProject, named: string | undefined, cwd: string, { reload, line, now }: Deriving): readonly DerivedProgram[] {
  const asked = chartsAsked(loaded, named);
  const programs = asked.map(([program]) => program);
  const kept = KeptRun.of(loaded.file, { environments: loaded.project.environments, all: false, programs });
  const earlier: RenderContext['earlier'] = (environment, program, rendered) => {
    kept.keep(environment, program, rendered);
    return kept.earlier(environment, program, rendered);
  };
  const context: RenderContext = { loaded, said: undefined, cwd, earlier };
  const sources = new Map(
    asked.map(([program]) => {
      const say = (_: string, phase: string, detail: string) => line.say(`${program}: ${phase}${detail === '' ? '' : ` (${detail})`}`);
      return [program, programSource(programNamed(loaded.project, program), context, { reload, progress: say })];
    }),
  );
  // A generation that is deployed without being in the lock would be forgotten with the next change.
  kept.refuseChanges('a chart is made of what synth has put into it');
  const problems: Problem[] = [];
  const charts = asked.flatMap(([program, options]) => {
    const start = now();
    const source = sources.get(program) as WatchedSource;
    try {
      const chart = chartOf(source, options);
      return [{ chart, source, seconds: (now() - start) / 1000 }];
    } catch (error) {
      if (!(error instanceof RollwrightError)) throw error;
      problems.push(...error.problems.map((problem) => withFailure(problem, source)));
      return [];
    }
  });
  if (problems.length > 0) throw new RollwrightError(problems);
  return charts;
}

function chartsAsked({ project }: LoadedProject, named: string | undefined): readonly (readonly [program: string, ChartOptions])[] {
  const output = project.outputs.find(isHelmChart);
  const program = named === undefined ? undefined : programNamed(project, named).program.name;
  if (output === undefined) throw notDeclared('the project declares no Helm chart', program ?? project.programs[0]?.program.name);
  const problems = problemsOfCharts(
    output.charts,
    project.programs.map((each) => each.program.name),
  );
  if (problems.length > 0) throw new RollwrightError(problems);
  return asked(output, program);
}

function asked({ charts }: HelmChartOutput, program: string | undefined): readonly (readonly [string, ChartOptions])[] {
  if (program === undefined) return Object.entries(charts);
  const options = charts[program];
  if (options === undefined) throw notDeclared(`helmChart() names no chart for the program ${program}`, program);
  return [[program, options]];
}

function notDeclared(message: string, program = 'shop'): RollwrightError {
  const name = /^[a-z]\w*$/.test(program) ? program : JSON.stringify(program);
  return new RollwrightError({
    code: 'CHART_NOT_DECLARED',
    message,
    fix: `Add it to the outputs of main.ts: outputs: [plainYaml(), helmChart({ ${name}: { version: '0.1.0' } })]`,
  });
}

/** For which settings a program threw, without their secrets. */
export function failureText({ schema }: WatchedSource, { settings, error }: Failure): string {
  const said = error instanceof RollwrightError ? (error.problems[0]?.message ?? '') : error.message;
  return `${said}, first for the settings ${JSON.stringify(maskSecrets(schema, settings))}`;
}

/** A refusal of the program says for which settings, since nobody chose them. */
function withFailure(problem: Problem, source: WatchedSource): Problem {
  if (problem.code !== 'CHART_NOT_DERIVABLE') return problem;
  const named = { ...problem, object: problem.object ?? source.program };
  const failure = source.failure();
  if (failure === undefined || !problem.message.includes('refuses')) return named;
  const first = failure.error instanceof RollwrightError ? failure.error.problems[0] : undefined;
  return {
    ...named,
    file: problem.file ?? first?.file,
    message: `${problem.message}; ${failureText(source, failure)}`,
    fix: problem.fix ?? 'Say in the settings schema what the program takes, or fix the setting for charts: helmChart({ … { fixed: […] } })',
  };
}
