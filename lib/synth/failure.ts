import { type Problem, RollwrightError } from '../errors';
import { userFrame } from './source';

/** What a program was doing when something was thrown. */
export interface Circumstances {
  readonly program: string;
  readonly environment?: string | undefined;
  readonly sourceFolder?: string | undefined;
}

/** Problems that say which environment they were found in. */
export function inEnvironment(error: RollwrightError, environment: string | undefined): RollwrightError {
  if (environment === undefined) return error;
  return new RollwrightError(error.problems.map((problem) => ({ ...problem, environment: problem.environment ?? environment })));
}

/**
 * Runs user code.
 * @throws RollwrightError PROGRAM_FAILED for anything that it throws: what it said and the line that threw it, without the stack; a RollwrightError as it is
 */
export function userCode<Result>(circumstances: Circumstances, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw programFailed(error, circumstances);
  }
}

function programFailed(thrown: unknown, { program, environment, sourceFolder }: Circumstances): RollwrightError {
  if (thrown instanceof RollwrightError) return inEnvironment(atItsLine(thrown, sourceFolder), environment);
  const said = thrown instanceof Error ? `${thrown.name === 'Error' ? '' : `${thrown.name}: `}${thrown.message}` : String(thrown);
  const problem: Problem = {
    code: 'PROGRAM_FAILED',
    message: `the program ${program} threw: ${said}`,
    environment,
    file: thrown instanceof Error && thrown.stack !== undefined ? userFrame(thrown.stack, sourceFolder) : undefined,
    fix: 'correct the line named above, or the setting that leads to it',
  };
  return new RollwrightError(problem);
}

/** What a construct refuses while it is made is said where it was to be made. */
function atItsLine(thrown: RollwrightError, sourceFolder: string | undefined): RollwrightError {
  const file = thrown.stack === undefined ? undefined : userFrame(thrown.stack, sourceFolder);
  if (file === undefined) return thrown;
  return new RollwrightError(thrown.problems.map((problem) => (problem.construct === undefined ? problem : { ...problem, file: problem.file ?? file })));
}
