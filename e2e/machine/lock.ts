import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { identifySelf, isRunning, type ProcessIdentity } from './process-identity';

/**
 * Runs `work` while no other process on this machine holds the lock at `path`.
 *
 * The lock is a folder with one empty file whose NAME is the owner's identity. It is taken by renaming a prepared folder to `path`, which rename(2)
 * refuses while another non-empty folder is there. A dead owner's lock is taken over by deleting the file of that name, which cannot hurt a lock that
 * somebody else took in the meantime, because that one holds another name; the next rename then replaces the empty folder.
 */
export async function withLock<T>(path: string, work: () => Promise<T>, onWait: (owner: string) => void = () => {}): Promise<T> {
  const mine = fileName(identifySelf());
  let told = false;
  while (!tryTake(path, mine)) {
    for (const owner of owners(path)) {
      const identity = parse(owner);
      if (identity === undefined || !isRunning(identity)) rmSync(`${path}/${owner}`, { force: true });
      else if (!told) {
        told = true;
        onWait(`process ${identity.pid}`);
      }
    }
    await sleep(100);
  }
  try {
    return await work();
  } finally {
    rmSync(`${path}/${mine}`, { force: true });
    ignoring(['ENOENT', 'ENOTEMPTY', 'EEXIST'], () => rmdirSync(path));
  }
}

function tryTake(path: string, owner: string): boolean {
  mkdirSync(`${path}/..`, { recursive: true });
  const prepared = mkdtempSync(`${path}.new-`);
  writeFileSync(`${prepared}/${owner}`, '');
  if (ignoring(['ENOTEMPTY', 'EEXIST'], () => renameSync(prepared, path))) return true;
  rmSync(prepared, { recursive: true, force: true });
  return false;
}

function owners(path: string): readonly string[] {
  let found: readonly string[] = [];
  ignoring(['ENOENT'], () => {
    found = readdirSync(path);
  });
  return found;
}

function fileName({ pid, startTicks, boot }: ProcessIdentity): string {
  return `${pid}_${startTicks}_${boot}`;
}

function parse(name: string): ProcessIdentity | undefined {
  const [pid, startTicks, boot] = name.split('_');
  return pid === undefined || startTicks === undefined || boot === undefined ? undefined : { pid: Number(pid), startTicks, boot };
}

function ignoring(codes: readonly string[], act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (!codes.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return false;
  }
}
