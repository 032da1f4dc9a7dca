import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Something this machine lacks; the message says what, and what to install. */
export class MissingProgram extends Error {
  override readonly name = 'MissingProgram';
}

/** The full path of a program on PATH or in the folders of system programs, which not every user's PATH has. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/go/bin', '/usr/local/sbin', '/usr/sbin', '/sbin'].filter(
    (folder) => folder !== '',
  );
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The Go compiler. */
export function findGo(): string {
  const go = findProgram('go');
  if (go === undefined) throw new MissingProgram('Go is not installed: install Go 1.26 or newer (https://go.dev/dl) and put its bin folder on PATH');
  return go;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a program to its end and returns its standard output. @throws Error with its output when it fails. */
export function run(command: string, args: readonly string[], { cwd, environment }: CommandOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...(cwd !== undefined && { cwd }), env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let all = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      all += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      all += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(out);
      else reject(new Error(`${[command, ...args].join(' ')} failed (${signal ?? `exit code ${code}`}):\n${all.trim().split('\n').slice(-20).join('\n')}`));
    });
  });
}
