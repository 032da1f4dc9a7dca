import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { ControlPlane, waitFor } from './harness';
import { leftovers } from './machine/leftovers';
import { identify, killProcess } from './machine/process-identity';
import { removeDeadRuns } from './machine/remove-run';
import { readRecord } from './machine/run-record';
import { describeOnControlPlane, describeOnRealNode } from './suite';

/** A run in a process of its own: harness/up.ts, up and waiting. */
interface OtherRun {
  readonly process: ChildProcess;
  readonly folder: string;
}

const others: OtherRun[] = [];

async function startOther(...args: readonly string[]): Promise<OtherRun> {
  const up = ['--import', require.resolve('tsx'), join(__dirname, 'harness/up.ts'), ...args];
  const child = spawn(process.execPath, up, { stdio: ['ignore', 'pipe', 'inherit'] });
  const folder = await new Promise<string>((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`up.ts ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('export KUBECONFIG=')) resolve(dirname(line.slice('export KUBECONFIG='.length)));
    });
  });
  const other = { process: child, folder };
  others.push(other);
  return other;
}

/** Ends the run's process without its knowing, as the kernel does when memory is short. */
async function kill({ process: child }: OtherRun): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** Kills the shell that waits for the end of the run's process. */
function killReaper({ folder }: OtherRun): void {
  const line = leftovers(folder).find((left) => left.includes('e2e-reaper'));
  const reaper = identify(Number(line?.match(/process (\d+)/)?.[1]));
  if (reaper === undefined) throw new Error('there is no reaper');
  killProcess(reaper);
}

const isGone = ({ folder }: OtherRun) => leftovers(folder).length === 0 && !existsSync(folder);

afterAll(async () => {
  for (const other of others) other.process.kill('SIGTERM');
});

describeOnControlPlane('a run on the control plane that does not stop what it started', () => {
  it('is cleaned up when its process is killed', async () => {
    const other = await startOther('--nodes=1');
    expect(leftovers(other.folder).length).toBeGreaterThanOrEqual(5);
    await kill(other);
    await waitFor('nothing to be left', () => isGone(other), { timeout: 15_000 });
  });

  it('is cleaned up by the next start when what should have cleaned up was killed too', async () => {
    const other = await startOther('--nodes=1');
    killReaper(other);
    await kill(other);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const running = readRecord(other.folder)?.children.filter(({ pid }) => identify(pid) !== undefined);
    expect(running?.map(({ name }) => name).sort()).toEqual(['api', 'controllers', 'etcd', 'kwok', 'scheduler']);
    const next = await ControlPlane.start({ nodes: 1 });
    try {
      expect(isGone(other)).toBe(true);
    } finally {
      await next.stop();
    }
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends in order on %s', async (signal) => {
    const other = await startOther('--nodes=1');
    const ended = new Promise((resolve) => other.process.once('exit', resolve));
    other.process.kill(signal);
    expect(await ended).toBe(0);
    expect(isGone(other)).toBe(true);
  });
});

describeOnRealNode('a run on the real node that does not stop what it started', () => {
  it('is cleaned up when its process is killed: processes, mounts and cgroups', async () => {
    const other = await startOther('--real-node');
    const left = leftovers(other.folder);
    expect(left.filter((line) => line.startsWith('cgroup')).length).toBeGreaterThanOrEqual(1);
    await kill(other);
    await waitFor('nothing to be left', () => isGone(other), { timeout: 15_000 });
  });

  it('is cleaned up by the next start when what should have cleaned up was killed too', async () => {
    const other = await startOther('--real-node');
    killReaper(other);
    await kill(other);
    expect(leftovers(other.folder).length).toBeGreaterThan(8);
    await removeDeadRuns(); // every start begins with it
    expect(isGone(other)).toBe(true);
  });
});
