/**
 * Preloaded into a real run: says so and waits before the n-th call of a function of `node:fs` on a staging folder, so that a test can send a signal at that very
 * instant. `SLOW_DISK` is `<function>:<n>:<file>`; it goes on when the file is there.
 */
import fs from 'node:fs';

const [name = '', count = '1', go = ''] = (process.env.SLOW_DISK ?? '').split(':');
const calls = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
const original = calls[name];
const pause = new Int32Array(new SharedArrayBuffer(4));
let left = Number(count);

if (original !== undefined) {
  calls[name] = (...args) => {
    if (args.some((arg) => String(arg).includes('.rollwright-')) && --left === 0) {
      fs.writeSync(2, 'waiting\n');
      while (!fs.existsSync(go)) Atomics.wait(pause, 0, 0, 10);
    }
    return original.apply(fs, args);
  };
}
