import path from 'node:path';
import { docsPage, formatWithPage, type Problem } from '../errors';
import { packageFolder } from './package-folder';
import { shortPath } from './source-lines';

/**
 * Problems as people read them: files, and the pages that explain the codes, relative to the working folder where they lie in it.
 * @param home the folder of this package
 */
export function problemsText(problems: readonly Problem[], cwd: string, home: string = packageFolder()): string {
  const shown = problems.map((problem) => {
    const page = shortPath(path.join(home, docsPage(problem.code)), cwd);
    return formatWithPage({ ...problem, file: problem.file && shortPath(problem.file, cwd) }, page);
  });
  return `${shown.join('\n')}\n`;
}
