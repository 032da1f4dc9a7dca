/** What the exit code of every command means; a contract for scripts. */
export const Exit = {
  fine: 0,
  /** The input is wrong: settings, project, files, output folder. */
  input: 1,
  /** There are changes, and `--exit-code` asked to say so. */
  changes: 2,
  /** A check refused. */
  refused: 3,
  /** The command line itself is wrong. */
  usage: 64,
  /** A bug in rollwright. */
  bug: 70,
} as const;

export type ExitCode = number;

const SIGNALS: Partial<Record<NodeJS.Signals, number>> = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/** The exit code of a run that a signal ended, as shells give it: 130 after Ctrl-C. */
export function exitCodeOf(signal: NodeJS.Signals): ExitCode {
  return 128 + (SIGNALS[signal] ?? 0);
}
