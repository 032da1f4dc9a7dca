import { readFileSync } from 'node:fs';
import { identify, type ProcessIdentity } from '../../machine/process-identity';

/** What the node does not share with the machine. */
const OWN = ['--mount', '--uts', '--ipc', '--net', '--pid', '--cgroup'];

/** Enters cgroups by writing the shell's own pid, then becomes the program. Arguments: how many cgroups, the cgroups, the program and its arguments. */
const ENTER_CGROUPS = 'count=$1; shift; while [ "$count" -gt 0 ]; do echo $$ > "$1/cgroup.procs"; shift; count=$((count - 1)); done; exec "$@"';

/** The arguments of `/bin/sh` for running a program in these cgroups. */
export function inCgroups(cgroups: readonly string[], line: readonly string[]): readonly string[] {
  return ['-c', ENTER_CGROUPS, 'e2e-node', String(cgroups.length), ...cgroups, ...line];
}

/** Starts a program as process 1 of new namespaces; when `unshare` is killed, so is that process, and with it all in there. */
export function unshareLine(program: readonly string[]): readonly string[] {
  return ['unshare', ...OWN, '--fork', '--kill-child=KILL', '--mount-proc', ...program];
}

/** Runs a program inside the namespaces of a process; its working folder is `/`. */
export function enterLine(pid: number, program: readonly string[]): readonly string[] {
  return ['nsenter', '--target', String(pid), ...OWN, '--', ...program];
}

/** Runs a program in the network namespace of a process, otherwise where it is: same files, same working folder. */
export function enterNetworkLine(pid: number, program: readonly string[]): readonly string[] {
  return ['nsenter', '--target', String(pid), '--net', '--', ...program];
}

/** The process that `unshare` has forked, seen from outside. */
export function childOf(parent: number): ProcessIdentity | undefined {
  try {
    const [child] = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ');
    return child === undefined || child === '' ? undefined : identify(Number(child));
  } catch {
    return undefined;
  }
}
