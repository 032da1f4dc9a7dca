import type { Terminal } from '../terminal';
import { type KeptRun, said } from './kept-run';
import { LOCK_NAME } from './text';

/** Says what became of the lock, and of which configs it holds generations although nothing makes them any more. */
export function reportKept(kept: KeptRun, terminal: Terminal): void {
  for (const { environment, program, config, ...change } of kept.changes) {
    terminal.err(`${LOCK_NAME}: ${environment}: ${config} of ${program}: ${said(change)}\n`);
  }
  for (const [config, generations] of kept.orphans) {
    const what = generations === 1 ? 'a generation' : `${generations} generations`;
    terminal.err(`${LOCK_NAME}: ${config} is made no more, and ${what} of it still written; delete its lines when no revision needs them\n`);
  }
}
