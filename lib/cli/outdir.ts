import { type Command, InvalidArgumentError } from 'commander';
import type { Terminal } from './terminal';

export interface OutdirOptions {
  readonly outdir?: string | undefined;
}

/** The option that names the folder that is written to. */
export function outdirOption(command: Command): Command {
  return command.option('-o, --outdir <folder>', 'the folder that is written to (default: $CDK8S_OUTDIR, dist)', named);
}

/** An empty name, of a script's variable that is not set, would be the working folder. */
function named(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must name a folder; the working folder is "." itself.');
  return text;
}

/** The folder that is written to, as it is said. */
export function outdirOf({ outdir }: OutdirOptions, terminal: Pick<Terminal, 'env'>): string {
  return outdir ?? usualOutdir(terminal);
}

/** The folder that is written to where nobody says another. */
export function usualOutdir({ env }: Pick<Terminal, 'env'>): string {
  return env.CDK8S_OUTDIR || 'dist';
}
