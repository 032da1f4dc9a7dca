import type { Terminal } from './terminal';

/** One line of progress that overwrites itself: on a terminal only, and only when the work takes over a second. */
export interface Progress {
  say(text: string): void;
  /** Removes the line. */
  done(): void;
}

const QUIET_MS = 1000;
const CLEAR_LINE = '\r\u001b[K';

export function progress(terminal: Pick<Terminal, 'err' | 'interactive' | 'now'>): Progress {
  const start = terminal.now();
  let shown = false;
  return {
    say(text) {
      if (!terminal.interactive || terminal.now() - start < QUIET_MS) return;
      terminal.err(`${CLEAR_LINE}${text}`);
      shown = true;
    },
    done() {
      if (shown) terminal.err(CLEAR_LINE);
      shown = false;
    },
  };
}
