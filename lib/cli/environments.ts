import { type Problem, RollwrightError } from '../errors';
import { nearest } from '../settings';
import type { Project } from './project';

/**
 * The environments that a command is for: those that are named, or all.
 * @throws RollwrightError `ENVIRONMENT_UNKNOWN`
 */
export function environmentsNamed(project: Project, names: readonly string[] | undefined): readonly string[] {
  if (names === undefined || names.length === 0) return project.environments;
  const problems = names.filter((name) => !project.environments.includes(name)).map((name) => unknown(name, project.environments));
  if (problems.length > 0) throw new RollwrightError(problems);
  return project.environments.filter((name) => names.includes(name));
}

function unknown(name: string, known: readonly string[]): Problem {
  const meant = nearest(name, known);
  return {
    code: 'ENVIRONMENT_UNKNOWN',
    message: `there is no environment ${JSON.stringify(name)}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    fix: `Name one of: ${known.join(', ')}`,
  };
}

/**
 * The one environment that a command is for; it may be left out where there is only one.
 * @throws RollwrightError `ENVIRONMENT_UNKNOWN`
 */
export function environmentOf(project: Project, name: string | undefined): string {
  const [first, ...others] = environmentsNamed(project, name === undefined ? undefined : [name]);
  if (first !== undefined && others.length === 0) return first;
  throw new RollwrightError({
    code: 'ENVIRONMENT_UNKNOWN',
    message: 'the project has several environments',
    fix: `Say which: --env ${project.environments.join(' or --env ')}`,
  });
}
