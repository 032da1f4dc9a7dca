import type { ToolName } from './table';

/** Somebody who is told how the building goes. */
export interface Progress {
  waiting(tool: ToolName, owner: string): void;
  /** Returns what to call at the end. */
  building(tool: ToolName, firstBuild: string): (how: 'built' | 'failed') => void;
}

export const silent: Progress = { waiting: () => {}, building: () => () => {} };

/** Progress on standard error: on a terminal one line that counts the seconds, elsewhere a line now and then, so that a log does not look dead. */
export function onStderr(): Progress {
  const { isTTY } = process.stderr;
  const say = (text: string) => process.stderr.write(isTTY ? `\r\u001b[K${text}` : `${text}\n`);
  return {
    waiting: (tool, owner) => say(`e2e: ${tool}: waiting for the build of ${owner}${isTTY ? '\n' : ''}`),
    building: (tool, firstBuild) => {
      const start = Date.now();
      const elapsed = () => `${Math.round((Date.now() - start) / 1000)} s`;
      say(`e2e: ${tool}: building, once; about ${firstBuild} where nothing is compiled yet`);
      const timer = setInterval(() => say(`e2e: ${tool}: building, ${elapsed()}`), isTTY ? 1000 : 30_000);
      return (how) => {
        clearInterval(timer);
        say(`e2e: ${tool}: ${how} after ${elapsed()}${isTTY ? '\n' : ''}`);
      };
    },
  };
}
