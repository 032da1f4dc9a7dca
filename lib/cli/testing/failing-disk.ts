import fs from 'node:fs';
import type { Disk } from '../disk';

const MUTATING = ['mkdirSync', 'writeFileSync', 'renameSync', 'linkSync', 'copyFileSync', 'symlinkSync', 'unlinkSync', 'rmdirSync', 'rmSync'];

/** A disk whose n-th change fails: once (`errno`), or with everything after it, as when the process is killed. */
export function failing(n: number, errno?: string): Disk & { failed: () => boolean } {
  let changes = 0;
  let failed = false;
  return new Proxy(fs, {
    get(target, name: string) {
      if (name === 'failed') return () => failed;
      const call = target[name as keyof Disk] as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        if (failed && errno === undefined) throw new Error('killed');
        if (MUTATING.includes(name) && ++changes === n) {
          failed = true;
          throw errno === undefined ? new Error('killed') : Object.assign(new Error(errno), { code: errno, syscall: 'write' });
        }
        return call.apply(target, args);
      };
    },
  }) as unknown as Disk & { failed: () => boolean };
}
