/** What a command may know of the world around it; tests give their own. */
export interface Terminal {
  /** Writes data to stdout, as it is. */
  out(text: string): void;
  /** Writes talk to stderr, as it is. */
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether stderr is a terminal: only then is progress shown. */
  readonly interactive: boolean;
  /** Milliseconds since some fixed time. */
  now(): number;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    env: process.env,
    cwd: process.cwd(),
    interactive: process.stderr.isTTY === true,
    now: () => Date.now(),
  };
}
