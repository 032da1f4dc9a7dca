import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, identifySelf, killProcess, type ProcessIdentity } from './process-identity';
import { removeDeadRuns, removeRun } from './remove-run';
import { RUN_MARK, type RunRecord, runsFolder, writeRecord } from './run-record';

/** A component that runs until the run ends. */
export interface Component {
  readonly name: string;
  readonly identity: ProcessIdentity;
  /** How it ended, `undefined` while it runs. */
  ended(): string | undefined;
}

/**
 * Everything one test run starts, so that all of it ends: by {@link Run.end}; when this process ends in any way, `kill -9` included, by a reaper that
 * waits for the end of a pipe from it; and when the reaper was killed too, at the next start on this machine.
 */
export class Run {
  readonly folder: string;
  private record: RunRecord;
  private readonly components = new Map<string, Component>();
  private reaper: ChildProcess | undefined;

  private constructor(what: string) {
    this.folder = mkdtempSync(join(runsFolder(), `${process.pid}-`));
    this.record = { what, owner: identifySelf(), children: [], cgroups: [] };
    writeRecord(this.folder, this.record);
    mkdirSync(join(this.folder, 'logs'));
  }

  /** Cleans up after dead runs, then begins one. */
  static async begin(what: string): Promise<Run> {
    for (const dead of await removeDeadRuns()) process.stderr.write(`e2e: cleaned up after a killed run: ${dead}\n`);
    const run = new Run(what);
    run.reaper = startReaper(run.folder);
    return run;
  }

  /** What a child needs to be found again, added to the environment given. */
  environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return { PATH: process.env.PATH ?? '/usr/sbin:/usr/bin:/sbin:/bin', HOME: this.folder, LANG: 'C.UTF-8', [RUN_MARK]: this.folder, ...more };
  }

  /** Starts a component in a process group of its own; its output goes to `logs/<name>.log`. */
  start(name: string, command: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Component {
    const log = openSync(this.logFile(name), 'a');
    const child = spawn(command, args, { cwd: this.folder, detached: true, env: this.environment(environment), stdio: ['ignore', log, log] });
    closeSync(log);
    let ended: string | undefined;
    child.on('error', (error) => {
      ended = error.message;
    });
    child.on('exit', (code, signal) => {
      ended = signal === null ? `exit code ${code}` : `signal ${signal}`;
    });
    child.unref(); // a test that forgets to stop must not keep the test run from ending
    const identity = child.pid === undefined ? undefined : identify(child.pid);
    const component = { name, identity: identity ?? { pid: child.pid ?? 0, startTicks: '', boot: '' }, ended: () => ended };
    this.components.set(name, component);
    if (identity !== undefined) this.update({ children: [...this.record.children, { name, ...identity }] });
    return component;
  }

  /** Has a cgroup folder removed at the end; to be called before it is made. */
  ownCgroups(cgroups: readonly string[]): void {
    this.update({ cgroups: [...this.record.cgroups, ...cgroups] });
  }

  /** What became of a component that ended by itself, with the end of its log; `undefined` while all run. */
  endedComponent(): string | undefined {
    for (const component of this.components.values()) {
      const ended = component.ended();
      if (ended !== undefined) return `${component.name} ended (${ended}); the end of its log:\n${this.logTail(component.name)}`;
    }
    return undefined;
  }

  /** What a component wrote so far. */
  log(name: string): string {
    return readFileSync(this.logFile(name), 'utf8');
  }

  logTail(name: string, lines = 15): string {
    return this.log(name).trimEnd().split('\n').slice(-lines).join('\n');
  }

  /** Ends all that was started and removes all that was written. Harmless when repeated. */
  async end(): Promise<void> {
    this.keepLogs();
    await removeRun(this.folder);
    await this.reaped();
    await this.dismissReaper();
  }

  private async dismissReaper(): Promise<void> {
    const { reaper } = this;
    this.reaper = undefined;
    if (reaper?.pid === undefined || reaper.exitCode !== null || reaper.signalCode !== null) return;
    reaper.ref();
    const ended = new Promise((resolve) => reaper.once('exit', resolve));
    const identity = identify(reaper.pid);
    if (identity !== undefined) killProcess(identity);
    await ended;
  }

  /** Copies the logs to a folder of `ROLLWRIGHT_E2E_LOGS`, for a CI that keeps them. */
  private keepLogs(): void {
    const chosen = process.env.ROLLWRIGHT_E2E_LOGS;
    if (chosen !== undefined && chosen !== '' && existsSync(this.folder))
      cpSync(join(this.folder, 'logs'), join(chosen, basename(this.folder)), { recursive: true });
  }

  /** Our own children are zombies until this process has heard of their end. */
  private async reaped(): Promise<void> {
    for (let turn = 0; turn < 100 && [...this.components.values()].some((component) => component.ended() === undefined); turn++) await sleep(5);
  }

  private logFile(name: string): string {
    return join(this.folder, 'logs', `${name}.log`);
  }

  private update(change: Partial<RunRecord>): void {
    this.record = { ...this.record, ...change };
    writeRecord(this.folder, this.record);
  }
}

/** A shell that reads until this process is gone, and only then becomes the Node program that cleans up. */
function startReaper(folder: string): ChildProcess {
  const script = 'cat > /dev/null; exec "$@"';
  const sweep = [process.execPath, '--import', require.resolve('tsx'), join(__dirname, 'sweep.ts'), folder];
  const child = spawn('/bin/sh', ['-c', script, 'e2e-reaper', ...sweep], {
    cwd: join(__dirname, '../..'),
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return child;
}
