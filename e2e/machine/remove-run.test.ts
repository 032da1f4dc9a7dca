import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { identify, identifySelf, isRunning, type ProcessIdentity } from './process-identity';
import { removeDeadRuns, removeRun } from './remove-run';
import { RUN_MARK, runsFolder, writeRecord } from './run-record';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
});

function sleeper(environment: Readonly<Record<string, string>> = {}): ProcessIdentity {
  const child = spawn('/bin/sleep', ['600'], { detached: true, env: environment, stdio: 'ignore' });
  started.push(child);
  const identity = identify(child.pid ?? 0);
  if (identity === undefined) throw new Error('sleep did not start');
  return identity;
}

function runOf(owner: ProcessIdentity, ...children: readonly ProcessIdentity[]): string {
  const folder = mkdtempSync(join(runsFolder(), 'test-'));
  writeRecord(folder, { what: 'test', owner, children: children.map((child) => ({ name: 'sleep', ...child })), cgroups: [] });
  return folder;
}

const nobody = { pid: 999_999_999, startTicks: '1', boot: 'none' };

it('ends the recorded processes of a dead run and removes its folder', async () => {
  const child = sleeper();
  const folder = runOf(nobody, child);
  expect(await removeDeadRuns()).toContain('test of process 999999999');
  expect([isRunning(child), existsSync(folder)]).toEqual([false, false]);
});

it('ends a process that carries the mark of the run, recorded or not', async () => {
  const folder = runOf(nobody);
  const child = sleeper({ [RUN_MARK]: folder });
  const stranger = sleeper({ [RUN_MARK]: `${folder}x` });
  await removeRun(folder);
  expect([isRunning(child), isRunning(stranger)]).toEqual([false, true]);
});

it('never touches a process that only has the pid of a recorded one', async () => {
  const stranger = sleeper();
  const folder = runOf(nobody, { ...stranger, startTicks: String(Number(stranger.startTicks) - 1) });
  await removeRun(folder);
  expect(isRunning(stranger)).toBe(true);
});

it('leaves a run alone whose owner lives', async () => {
  const child = sleeper();
  const folder = runOf(identifySelf(), child);
  await removeDeadRuns();
  expect([isRunning(child), existsSync(folder)]).toEqual([true, true]);
  await removeRun(folder);
});
