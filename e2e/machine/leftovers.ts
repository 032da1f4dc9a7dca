import { readdirSync, readFileSync } from 'node:fs';

/** What on this machine still speaks of a run's folder: processes (by command line or environment), mounts, cgroups. For tests; it uses no record. */
export function leftovers(folder: string): readonly string[] {
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  const processes = readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => ['cmdline', 'environ'].some((file) => read(`/proc/${pid}/${file}`).includes(folder)))
    .map((pid) => `process ${pid}: ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`);
  const mounts = read('/proc/self/mounts')
    .split('\n')
    .filter((line) => line.includes(folder))
    .map((line) => `mount ${line}`);
  return [...processes, ...mounts, ...cgroups('/sys/fs/cgroup', name, 2)];
}

function cgroups(folder: string, name: string, depth: number): readonly string[] {
  if (depth === 0) return [];
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.name.includes(name) ? [`cgroup ${path}`] : cgroups(path, name, depth - 1);
  });
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
