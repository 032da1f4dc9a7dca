#!/usr/bin/env node
import { Exit } from './exit';
import { problemsText } from './problems';
import { run } from './run';
import { strayFailure } from './stray';
import { processTerminal } from './terminal';

// A reader that has seen enough (`rollwright … | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const terminal = processTerminal();

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    terminal.err(problemsText([strayFailure(error, terminal.cwd)], terminal.cwd));
    process.exit(Exit.input);
  });
}

void run(process.argv.slice(2), terminal).then((code) => {
  process.exitCode = code;
});
