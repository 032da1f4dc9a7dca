import path from 'node:path';
import { isHelmChart } from '../outputs';
import { realDisk } from './disk';
import { filesBelow, namesIn } from './generated';
import { usualOutdir } from './outdir';
import type { Project } from './project';
import type { Terminal } from './terminal';

/**
 * A folder of ours that nothing writes any more would be applied by whoever applies the whole output: it is named, and never removed. Charts that were not asked
 * for this time are none, nor is what all environments share, nor the usual output folder beside what is written somewhere else.
 * @param written the folders that were written now
 */
export function mentionLeftFolders(
  at: string,
  outdir: string,
  project: Project,
  written: readonly string[],
  terminal: Pick<Terminal, 'err' | 'env' | 'cwd'>,
): void {
  const known = new Set([...project.environments, ...written, ...sharedFolders(project), ...chartFolders(project)]);
  const usual = path.resolve(terminal.cwd, usualOutdir(terminal)) + path.sep;
  for (const name of namesIn(realDisk, at)) {
    if (usual.startsWith(path.join(at, name) + path.sep)) continue;
    if (known.has(name) || name.startsWith('.')) continue;
    const isShared = [...known].some((folder) => folder.startsWith(`${name}/`));
    const left = isShared ? namesIn(realDisk, path.join(at, name)).map((inner) => `${name}/${inner}`) : [name];
    for (const folder of left.filter((one) => !known.has(one))) {
      if (!filesBelow(realDisk, path.join(at, folder)).some(({ standing }) => standing === 'ours')) continue;
      const what = isShared ? 'and nothing of the project writes it now' : 'and no environment of the project now';
      terminal.err(`${path.join(outdir, folder)}: left by an earlier run, ${what}; remove it when nothing needs it\n`);
    }
  }
}

function sharedFolders({ outputs }: Project): readonly string[] {
  return outputs.filter(({ whole }) => whole === true).map(({ name }) => name);
}

function chartFolders({ outputs }: Project): readonly string[] {
  return outputs.filter(isHelmChart).flatMap(({ charts }) => Object.entries(charts).map(([program, { name = program }]) => `chart/${name}`));
}
