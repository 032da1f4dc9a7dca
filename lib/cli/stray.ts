import type { Problem } from '../errors';
import { whereThrown } from './thrown';

/** What a project started and nobody waits for, and that failed: a promise, a timer. It is said as what is thrown while the project is loaded. */
export function strayFailure(error: unknown, cwd: string): Problem {
  const { message, at } = whereThrown(error, cwd);
  return {
    code: 'PROJECT_FAILED',
    message: `something that the project started failed: ${message}`,
    file: at,
    fix: 'Let a program do nothing but build its tree: no promises, no timers',
  };
}

/** The process ends, and the command has not: what somebody waits for will not come, or a project has ended the process. */
export function endedEarly(): Problem {
  return {
    code: 'PROJECT_FAILED',
    message: 'the process ended before the command was done: something in the project calls process.exit()',
    fix: 'Throw an error instead, which is said with its line',
  };
}
