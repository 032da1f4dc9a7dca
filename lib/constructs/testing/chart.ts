import { App, Chart, Testing, Yaml } from 'cdk8s';
import { type Problem, RollwrightError } from '../../errors';

/** A chart to put constructs into. */
export function chart(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'shop' });
}

/** The objects of a chart as YAML, keys sorted, as a reviewer reads it. */
export function yamlOf(of: Chart): string {
  return `\n${Yaml.stringify(...Testing.synth(of))}`;
}

/** The objects of a chart. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into objects of any kind
export function objectsOf(of: Chart): any[] {
  return Testing.synth(of);
}

/** What is wrong with what is built, as far as rollwright says so; none when nothing is. */
export function problemsOf(build: (scope: Chart) => void): readonly Problem[] {
  try {
    build(chart());
    return [];
  } catch (error) {
    if (error instanceof RollwrightError) return error.problems;
    throw error;
  }
}

/** What is wrong with what is built: the code and the place of each problem, one a line. */
export function faults(build: (scope: Chart) => void): readonly string[] {
  return problemsOf(build).map((problem) => `${problem.code} ${problem.path}`);
}
