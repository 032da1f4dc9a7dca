#!/usr/bin/env node
import type { Problem } from '../errors';
import { Exit } from './exit';
import { problemsText } from './problems';
import { run } from './run';
import { endedEarly, strayFailure } from './stray';
import { processTerminal } from './terminal';

const terminal = processTerminal();
let isDone = false;

function refuse(problem: Problem): void {
  isDone = true;
  terminal.err(problemsText([problem], terminal.cwd));
}

// A reader that has seen enough (`rollwright … | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  isDone = true;
  process.exit(0);
});

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    refuse(strayFailure(error, terminal.cwd));
    process.exit(Exit.input);
  });
}

process.on('exit', (code) => {
  if (isDone) return;
  refuse(endedEarly());
  process.exitCode = code === 0 ? Exit.input : code;
});

void run(process.argv.slice(2), terminal).then((code) => {
  isDone = true;
  process.exitCode = code;
});
