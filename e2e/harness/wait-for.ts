import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
  /** How long at most, in milliseconds. @default 60,000 */
  readonly timeout?: number | undefined;
  /** The pause between two looks, in milliseconds. @default 100 */
  readonly every?: number | undefined;
}

/**
 * Looks until there is something other than `undefined` or `false`, and returns it. An error of the look counts as "not yet" and is told at the end.
 *
 * @throws Error when the time is over, saying what was waited for and what the last look gave.
 */
export async function waitFor<T>(what: string, look: () => Promise<T | undefined | false> | T | undefined | false, options: WaitOptions = {}): Promise<T> {
  const { timeout = 60_000, every = 100 } = options;
  const until = Date.now() + timeout;
  for (;;) {
    let last: string;
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      last = String(found);
    } catch (error) {
      if (error instanceof Hopeless) throw error;
      last = error instanceof Error ? error.message : String(error);
    }
    if (Date.now() > until) throw new Error(`waited ${timeout} ms for ${what}; last: ${last}`);
    await sleep(every);
  }
}

/** Ends a wait at once: what is waited for cannot come any more. */
export class Hopeless extends Error {
  override readonly name = 'Hopeless';
}
