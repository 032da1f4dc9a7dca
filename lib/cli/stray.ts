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
