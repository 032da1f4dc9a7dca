/** Derives each program of branches/main.ts in a process whose modules no test runner loads, and prints what came of it. */
import path from 'node:path';
import { RollwrightError } from '../../../../errors';
import { deriveTemplates } from '../../../../outputs/helm';
import { loadProject } from '../../../loader';
import { programSource } from '../../program-source';
import { reloading } from '../../reload';

const loaded = loadProject(__dirname, undefined);
const terminal = { out() {}, err() {}, env: {}, cwd: __dirname, interactive: false, now: () => 0 };
const reload = reloading(loaded, { terminal });
const outcomes = loaded.project.programs.map((placed) => {
  const source = programSource(placed, { loaded, said: undefined, cwd: __dirname }, { reload });
  const bases = Object.values(source.environments);
  try {
    const { frozen } = deriveTemplates({
      chart: source.program,
      schema: source.schema,
      render: source.render,
      bases,
      literals: source.literals,
      untaken: source.untaken,
    });
    return [source.program, { lines: [], frozen: frozen.map((one) => one.path) }];
  } catch (error) {
    if (!(error instanceof RollwrightError)) throw error;
    return [source.program, { lines: error.problems.map(({ file, message }) => file ?? message), frozen: [] }];
  }
});
process.stdout.write(`${JSON.stringify({ folder: path.basename(__dirname), ...Object.fromEntries(outcomes) })}\n`);
