import { readFileSync } from 'node:fs';

/**
 * One process, for good: a pid alone is handed out again after a process ends, and then names a stranger.
 * The start time is in clock ticks since boot, so the boot belongs to it.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTicks: string;
  readonly boot: string;
}

/** Who has this pid now; `undefined` when nobody has, or when it only waits to be reaped. */
export function identify(pid: number): ProcessIdentity | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // proc_pid_stat(5): the second field is the program's name in parentheses and may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const startTicks = fields[19];
  if (state === undefined || startTicks === undefined || 'ZXx'.includes(state)) return undefined;
  return { pid, startTicks, boot: bootId() };
}

/** This process. */
export function identifySelf(): ProcessIdentity {
  const self = identify(process.pid);
  if (self === undefined) throw new Error('cannot read /proc/self/stat: the e2e harness needs Linux');
  return self;
}

/** Whether that very process still runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  const now = identify(identity.pid);
  return now !== undefined && now.startTicks === identity.startTicks && now.boot === identity.boot;
}

/** Sends KILL to the process and to the group it leads, only if the pid still names that very process. */
export function killProcess(identity: ProcessIdentity): void {
  if (!isRunning(identity)) return;
  for (const target of [-identity.pid, identity.pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

let boot: string | undefined;
function bootId(): string {
  boot ??= (readText('/proc/sys/kernel/random/boot_id') ?? 'unknown').trim();
  return boot;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
