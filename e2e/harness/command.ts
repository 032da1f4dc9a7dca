import { spawn } from 'node:child_process';

/** How a program ended. */
export interface Result {
  readonly stdout: string;
  readonly stderr: string;
  /** The exit code; 128 and more where a signal ended it, as a shell says it. */
  readonly code: number;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd?: string | undefined;
}

export interface RunOptions {
  readonly stdin?: string | undefined;
  /** In milliseconds. @default 120,000 */
  readonly timeout?: number | undefined;
}

/** Runs a program to its end; a failing program is a result, not an error. */
export function runToEnd({ program, args, environment, cwd }: Command, { stdin = '', timeout = 120_000 }: RunOptions = {}): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...(cwd !== undefined && { cwd }), env: environment, timeout, killSignal: 'SIGKILL' });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
      });
    }
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal !== null) output.stderr += `\n${program} was ended by ${signal} (after ${timeout} ms it is killed)`;
      resolve({ ...output, code: code ?? 137 });
    });
    child.stdin.on('error', () => {}); // it ended without reading all of it; its exit code says what is wrong
    child.stdin.end(stdin);
  });
}

/** Runs a program and returns its standard output. @throws Error with its standard error when it fails. */
export async function outputOf(command: Command, options?: RunOptions): Promise<string> {
  const { stdout, stderr, code } = await runToEnd(command, options);
  if (code !== 0) throw new Error(`${[command.program, ...command.args].join(' ')}: exit code ${code}\n${stderr.trim()}`);
  return stdout;
}
