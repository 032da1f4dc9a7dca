import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The folder that outlives a run, outside the checkout: built tools, and the registry of runs.
 *
 * `ROLLWRIGHT_E2E_CACHE`, else `$XDG_CACHE_HOME/rollwright-e2e`, else `~/.cache/rollwright-e2e`. It may be deleted whenever no run is going on.
 */
export function cacheFolder(...inside: readonly string[]): string {
  const folder = join(root(), ...inside);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function root(): string {
  const chosen = process.env.ROLLWRIGHT_E2E_CACHE;
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  const shared = process.env.XDG_CACHE_HOME;
  return join(shared !== undefined && shared !== '' ? shared : join(homedir(), '.cache'), 'rollwright-e2e');
}
