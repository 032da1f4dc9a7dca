import { formatProblem, type Problem } from '../errors';
import { shortPath } from './source-lines';

/** Problems as people read them, files relative to the working folder where they lie in it. */
export function problemsText(problems: readonly Problem[], cwd: string): string {
  const shown = problems.map((problem) => ({ ...problem, file: problem.file && shortPath(problem.file, cwd) }));
  return `${shown.map(formatProblem).join('\n')}\n`;
}
