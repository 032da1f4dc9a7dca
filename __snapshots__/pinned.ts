import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What jest knows of `--updateSnapshot` and `--ci`: 'all', 'new' or 'none'. */
function updateMode(): string {
  const { snapshotState } = expect.getState() as { snapshotState?: { _updateSnapshot?: string } };
  return snapshotState?._updateSnapshot ?? 'none';
}

/**
 * Compares a text with the file of that name in this folder: plain YAML that a reviewer reads, where jest's own snapshots are escaped JavaScript.
 * `npm test -- -u` rewrites it; a new one is written, except in CI.
 */
export function expectPinned(name: string, text: string): void {
  const file = join(__dirname, name);
  const mode = updateMode();
  const pinned = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (mode === 'all' || (mode === 'new' && pinned === undefined)) writeFileSync(file, text);
  else expect(text).toBe(pinned);
}
