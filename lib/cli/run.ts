import fs from 'node:fs';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { type Problem, RollwrightError } from '../errors';
import type { CommandModule, Invocation } from './command';
import { Exit, type ExitCode, exitCodeOf } from './exit';
import type { LoadModule } from './loader';
import { packageFolder } from './package-folder';
import { problemsText } from './problems';
import { Interrupted } from './signals';
import type { Terminal } from './terminal';
import { whereThrown } from './thrown';

/** The commands; the module of one is loaded when it is called. */
const COMMANDS: Readonly<Record<string, { readonly summary: string; load(): CommandModule }>> = {
  synth: { summary: 'write the manifests of every environment', load: () => require('./commands/synth') as CommandModule },
  explain: { summary: 'say where a setting comes from and which objects it reaches', load: () => require('./commands/explain') as CommandModule },
  chart: { summary: "write a program's Helm chart, or prove that it gives what the program gives", load: () => require('./commands/chart') as CommandModule },
  env: { summary: 'print the environment variables that the containers of a workload get', load: () => require('./commands/env') as CommandModule },
  gc: { summary: 'list, and delete, the config generations in a cluster that nothing needs', load: () => require('./commands/gc') as CommandModule },
};

/**
 * Runs one command line and says how it ended; never throws, never exits.
 * @param args The words after the program's name
 */
export async function run(args: readonly string[], terminal: Terminal, load?: LoadModule): Promise<ExitCode> {
  let code: ExitCode = Exit.fine;
  const invocation: Invocation = {
    terminal,
    load,
    finish(ended) {
      code = ended;
    },
  };
  try {
    await commandLine(args, invocation).parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return failed(error, args, terminal);
  }
}

function commandLine(args: readonly string[], invocation: Invocation): Command {
  const { terminal } = invocation;
  const program = new Command('rollwright')
    .description('Typed cdk8s programs as plain YAML that rolls exactly the right pods')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      outputError: () => {}, // failed() says it
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .version(version(), '-V, --version', 'print the version');
  for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
    const command = program.command(name).description(summary);
    if (args.includes(name)) load().define(command, invocation);
  }
  return program;
}

function version(): string {
  return (JSON.parse(fs.readFileSync(path.join(packageFolder(), 'package.json'), 'utf8')) as { version: string }).version;
}

/** A command line that is wrong, from commander's `error: unknown command 'sinth'` and perhaps `(Did you mean synth?)` on a second line. */
function usageProblem({ message }: CommanderError, args: readonly string[]): Problem {
  const [what = '', hint] = message.replace(/^error: /, '').split('\n');
  const command = args.find((word) => Object.hasOwn(COMMANDS, word));
  return {
    code: 'USAGE_INVALID',
    message: `${what.replace(/\.$/, '')}${hint === undefined ? '' : `; ${hint.replace(/^\(D(.*)\)$/, 'd$1')}`}`,
    fix: command === undefined ? '`rollwright --help` lists the commands' : `\`rollwright ${command} --help\` lists what it takes`,
  };
}

function failed(error: unknown, args: readonly string[], terminal: Terminal): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return Exit.fine;
    // Of a line without a command the help is all that there is to say, and is printed.
    if (error.code !== 'commander.help') terminal.err(problemsText([usageProblem(error, args)], terminal.cwd));
    return Exit.usage;
  }
  if (error instanceof Interrupted) {
    terminal.err(`${error.message}\n`);
    return exitCodeOf(error.signal);
  }
  const debug = (terminal.env.ROLLWRIGHT_DEBUG ?? '') !== '';
  if (error instanceof RollwrightError) {
    terminal.err(problemsText(error.problems, terminal.cwd));
    if (debug) terminal.err(`${error.stack}\n`);
    return Exit.input;
  }
  const { message } = whereThrown(error, terminal.cwd);
  terminal.err(`rollwright has a bug, or met one in what it stands on; this is not a mistake in your project\n  ${message}\n`);
  terminal.err(
    debug ? `${error instanceof Error ? error.stack : ''}\n` : '  ROLLWRIGHT_DEBUG=1 shows where; please report it with that text and your command line\n',
  );
  return Exit.bug;
}
