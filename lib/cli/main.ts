#!/usr/bin/env node
import { run } from './run';
import { processTerminal } from './terminal';

// A reader that has seen enough (`rollwright … | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

void run(process.argv.slice(2), processTerminal()).then((code) => {
  process.exitCode = code;
});
