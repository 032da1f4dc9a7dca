import type { OutputFolder } from '../outputs';
import { programSources } from './chart/program-source';
import { KeptRun } from './lock/kept-run';
import { LOCK_NAME } from './lock/text';
import type { Project } from './project';
import { renderContext, renderEnvironments } from './render';

/** Which part of a project to render, and settings over those of its environments. */
export interface ProjectFilesOptions {
  /**
   * The environments.
   * @default all
   */
  readonly env?: readonly string[] | undefined;
  /**
   * The outputs, by their names. A chart that is asked for so is derived without looking for branches that no sample took: the project is loaded already;
   * `rollwright chart` does.
   * @default all of the project but those that are made on request: charts
   */
  readonly output?: readonly string[] | undefined;
  /**
   * Expressions as `synth --set` takes them: `web.replicas=3`.
   * @default none
   */
  readonly set?: readonly string[] | undefined;
  /**
   * The program that `set` is for; needed where the project has several.
   * @default the only one
   */
  readonly program?: string | undefined;
  /**
   * The text of rollwright.lock.yaml, whose generations of kept config are then among the files, as they are after `synth`.
   * @default no earlier generations
   */
  readonly lock?: string | undefined;
}

/**
 * The files that `synth` would write, without writing them: for snapshot tests.
 *
 * ```ts
 * const [prod] = projectFiles(project, { env: ['prod'] });
 * expect(prod?.files.map(({ text }) => text).join('')).toMatchSnapshot();
 * ```
 * @throws RollwrightError what `synth` would say
 */
export function projectFiles(project: Project, options: ProjectFilesOptions = {}): readonly OutputFolder[] {
  const { env = project.environments, output, lock, ...said } = options;
  const kept = new KeptRun(LOCK_NAME, lock, { environments: env, all: env.length === project.environments.length });
  const context = { ...renderContext({ project, file: 'main.ts' }, said, { cwd: '.', env: {} }), keep: kept.keep, earlier: kept.earlier };
  const environments = renderEnvironments(context, env);
  const isPart = env.length < project.environments.length;
  const outputs = project.outputs.filter(
    ({ name, onRequest, whole }) => !(whole === true && isPart) && (output === undefined ? onRequest !== true : output.includes(name)),
  );
  return outputs.flatMap((each) => each.folders(environments, programSources(context)));
}
