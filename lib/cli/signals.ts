/** A signal that ended the run before anything was written, or right after everything was. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  constructor(readonly signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
  }
}

const HELD: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

export interface HeldSignals {
  /** Lets signals in that have come since. @throws Interrupted when one has. */
  check(): Promise<void>;
  release(): void;
}

/** From here on signals are noted and do not end the process, until `release`: writing is synchronous, and a swap must not be cut in two. */
export function holdSignals(): HeldSignals {
  let came: NodeJS.Signals | undefined;
  const note = (signal: NodeJS.Signals): void => {
    came ??= signal;
  };
  for (const signal of HELD) process.on(signal, note);
  return {
    async check() {
      await eventLoopTurn();
      if (came !== undefined) throw new Interrupted(came);
    },
    release() {
      for (const signal of HELD) process.off(signal, note);
    },
  };
}

/** One whole turn of the event loop: node delivers signals only in its poll phase. */
export async function eventLoopTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}
