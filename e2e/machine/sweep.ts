/** `npx tsx e2e/machine/sweep.ts`: cleans up after runs that were killed. With a run's folder: removes that run. */
import { removeDeadRuns, removeRun } from './remove-run';
import { runFolders } from './run-record';

async function main(folder: string | undefined): Promise<void> {
  if (folder === undefined) for (const dead of await removeDeadRuns()) console.log(`cleaned up: ${dead}`);
  else if (runFolders().includes(folder)) await removeRun(folder);
}

void main(process.argv[2]);
