import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../e2e/machine/cache-folder';

/** A helm binary: on the PATH, or the one that the end-to-end tools built. */
export function findHelm(): string | undefined {
  return ['helm', ...builtTool('helm')].find((helm) => runs(helm, ['version', '--short']));
}

/** A kubectl binary on the PATH. */
export function findKubectl(): string | undefined {
  return ['kubectl'].find((kubectl) => runs(kubectl, ['kustomize', '--help']));
}

function builtTool(name: string): string[] {
  const tools = cacheFolder('tools');
  const folders = readdirSync(tools).filter((folder) => folder.startsWith(`${name}-`));
  return folders.flatMap((folder) => [join(tools, folder, name), join(tools, folder, 'bin', name)]).filter((file) => existsSync(file));
}

function runs(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
