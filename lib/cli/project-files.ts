import type { OutputFolder } from '../outputs';
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
   * Expressions as `synth --set` takes them: `web.replicas=3`.
   * @default none
   */
  readonly set?: readonly string[] | undefined;
  /**
   * The program that `set` is for; needed where the project has several.
   * @default the only one
   */
  readonly program?: string | undefined;
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
  const { env = project.environments, ...said } = options;
  const context = renderContext({ project, file: 'main.ts' }, said, { cwd: '.', env: {} });
  const environments = renderEnvironments(context, env);
  return project.outputs.flatMap((output) => output.folders(environments));
}
