import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The node's own place in the machine's cgroups. Everything the node makes lies beneath it, because the node's cgroup namespace begins there. */
export interface NodeCgroups {
  readonly version: 1 | 2;
  /** The folders that belong to the node, one a hierarchy. */
  readonly folders: readonly string[];
  /** The shell lines that mount the hierarchies afresh, inside the node's namespaces. */
  readonly mounts: readonly string[];
  /** Where the node's own programs go once it runs: with cgroup v2 a cgroup holds processes or hands controllers on, never both. */
  readonly programs: readonly string[];
}

const ROOT = '/sys/fs/cgroup';

/** What pods need. */
const NEEDED = ['cpu', 'cpuset', 'memory', 'pids'];

interface Hierarchy {
  readonly mountPoint: string;
  readonly type: string;
  readonly options: readonly string[];
}

/** Why the node's cgroups cannot be made on this machine; `undefined` when they can. */
export function cgroupProblem(): string | undefined {
  const all = hierarchies();
  const v2 = isUnified(all);
  const offered = v2 ? controllersOf(ROOT) : all.filter(({ type }) => type === 'cgroup').flatMap(({ options }) => options);
  const missing = NEEDED.filter((controller) => !offered.includes(controller));
  if (missing.length > 0) return `the cgroup controllers ${missing.join(', ')} are not available`;
  const places = v2 ? [ROOT] : all.filter(({ type }) => type === 'cgroup').map(({ mountPoint }) => mountPoint);
  const readOnly = places.find((place) => !isWritable(place));
  if (readOnly !== undefined) return `${readOnly} is read-only`;
  return v2 ? delegationProblem() : undefined;
}

/** Only the true root of the tree may hold processes and hand controllers on at once; a container's root is not it (cgroup.type tells them apart). */
function delegationProblem(): string | undefined {
  const needed = NEEDED.filter((controller) => !handedOn(ROOT).includes(controller));
  if (needed.length === 0 || !existsSync(join(ROOT, 'cgroup.type'))) return undefined;
  return `the root of this cgroup namespace does not hand on ${needed.join(', ')} (it is a container's, with processes in it)`;
}

/** Where a node of that name would have its cgroups; nothing is made yet. */
export function planCgroups(name: string): NodeCgroups {
  const all = hierarchies();
  if (isUnified(all)) {
    const folder = join(ROOT, name);
    return { version: 2, folders: [folder], mounts: [`mount -t cgroup2 cgroup2 ${ROOT}`], programs: [join(folder, 'programs')] };
  }
  const v1 = all.filter(({ type }) => type === 'cgroup');
  const folders = v1.map(({ mountPoint }) => join(mountPoint, name));
  const mounts = [`mount -t tmpfs -o mode=755 tmpfs ${ROOT}`, ...v1.flatMap(mountV1)];
  return { version: 1, folders, mounts, programs: folders };
}

/** Makes the folders. */
export function makeCgroups({ version, folders }: NodeCgroups): void {
  if (version === 2) enableMissing(ROOT, NEEDED); // systemd has most of them on already
  for (const folder of folders) {
    mkdirSync(folder);
    // A new cpuset is empty, and a process cannot enter an empty one.
    for (const file of ['cpuset.cpus', 'cpuset.mems']) {
      if (version === 1 && existsSync(join(folder, file))) writeFileSync(join(folder, file), readFileSync(join(folder, '..', file)));
    }
  }
}

/** With cgroup v2, once process 1 runs in the node's cgroup: moves it (and what started it) aside and hands the controllers to what the node will make. */
export function delegateControllers({ version, folders, programs }: NodeCgroups): void {
  const [folder] = folders;
  const [own] = programs;
  if (version === 1 || folder === undefined || own === undefined) return;
  mkdirSync(own);
  for (const pid of readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n')) if (pid !== '') writeFileSync(join(own, 'cgroup.procs'), pid);
  enableMissing(folder, controllersOf(folder));
}

function isUnified(all: readonly Hierarchy[]): boolean {
  return all.some(({ mountPoint, type }) => type === 'cgroup2' && mountPoint === ROOT);
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Hands controllers on to the cgroups below a folder. */
function enableMissing(folder: string, controllers: readonly string[]): void {
  const missing = controllers.filter((controller) => !handedOn(folder).includes(controller));
  if (missing.length > 0) writeFileSync(join(folder, 'cgroup.subtree_control'), missing.map((controller) => `+${controller}`).join(' '));
}

function handedOn(folder: string): readonly string[] {
  return readFileSync(join(folder, 'cgroup.subtree_control'), 'utf8').trim().split(' ');
}

function controllersOf(folder: string): readonly string[] {
  return readFileSync(join(folder, 'cgroup.controllers'), 'utf8').trim().split(' ');
}

/** Two controllers may share a hierarchy (`cpu,cpuacct`); each then also has a link of its own name. */
function mountV1({ mountPoint, options }: Hierarchy): readonly string[] {
  const controllers = options.filter((option) => option !== 'rw');
  const aliases = controllers.length > 1 ? controllers.map((controller) => `ln -s ${mountPoint} ${ROOT}/${controller}`) : [];
  return [`mkdir ${mountPoint}`, `mount -t cgroup -o ${controllers.join(',')} cgroup ${mountPoint}`, ...aliases];
}

/** The mounted hierarchies, from proc_pid_mountinfo(5): the fields after ` - ` are type, source and the super block's options. */
function hierarchies(): readonly Hierarchy[] {
  const lines = readFileSync('/proc/self/mountinfo', 'utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const [mount = '', superBlock = ''] = line.split(' - ');
    const [type = '', , options = ''] = superBlock.split(' ');
    const mountPoint = mount.split(' ')[4] ?? '';
    return type.startsWith('cgroup') && mountPoint.startsWith(ROOT) ? [{ type, mountPoint, options: options.split(',') }] : [];
  });
}
