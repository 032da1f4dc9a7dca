import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../machine/cache-folder';
import { withLock } from '../machine/lock';
import { findProgram, MissingProgram, run } from './commands';

/** Debian packages that a C build links with. */
export interface DebianNeed {
  readonly libraries: readonly string[];
  readonly flags: readonly string[];
}

const NFTABLES = ['nftables', 'libnftables1', 'libnftnl11', 'libmnl0', 'libjansson4', 'libedit2', 'libbsd0', 'libmd0', 'libgmp10', 'libxtables12'];

/** Whether Debian packages can be had on this machine. */
export function hasApt(): boolean {
  return findProgram('apt-get') !== undefined && findProgram('dpkg') !== undefined;
}

/** The packages' files beneath one folder of the cache; nothing is installed, and apt's own state is left alone. */
export async function debianFiles(packages: readonly string[]): Promise<string> {
  const key = createHash('sha256').update(packages.join('\n')).digest('hex').slice(0, 16);
  const folder = join(cacheFolder('debian'), `${packages[0]}-${key}`);
  await withLock(join(cacheFolder('locks'), 'debian'), async () => {
    if (!existsSync(folder)) await extract(packages, folder);
  });
  return folder;
}

async function extract(packages: readonly string[], folder: string): Promise<void> {
  const work = mkdtempSync(`${folder}.new-`);
  const files = join(work, 'files');
  const downloads = join(work, 'downloads');
  mkdirSync(downloads);
  try {
    await download(packages, downloads);
    for (const name of readdirSync(downloads)) if (name.endsWith('.deb')) await run('dpkg', ['-x', join(downloads, name), files]);
    renameSync(files, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** With the package lists of the system; a fresh machine has none, and then lists of our own are fetched, which needs no privileges. */
async function download(packages: readonly string[], cwd: string): Promise<void> {
  const quiet = ['-qq', '-o', 'APT::Sandbox::User=root'];
  try {
    await run('apt-get', [...quiet, 'download', ...packages], { cwd });
  } catch {
    const own = ['-o', `Dir::State::lists=${cacheFolder('apt', 'lists')}`, '-o', `Dir::Cache=${cacheFolder('apt', 'cache')}`];
    cacheFolder('apt', 'lists', 'partial');
    cacheFolder('apt', 'cache', 'archives', 'partial');
    await run('apt-get', [...quiet, ...own, 'update']);
    await run('apt-get', [...quiet, ...own, 'download', ...packages], { cwd });
  }
}

/** `nft`, which kube-proxy calls: the system's own, else Debian's with its libraries beside it. */
export async function nftProgram(): Promise<string> {
  const installed = findProgram('nft');
  if (installed !== undefined) return installed;
  if (!hasApt()) throw new MissingProgram('nft is not installed: install nftables 1.0.1 or newer');
  const files = await debianFiles(NFTABLES);
  const wrapper = join(files, 'nft');
  const libraries = readdirSync(join(files, 'usr/lib')).map((triplet) => join(files, 'usr/lib', triplet));
  if (!existsSync(wrapper)) {
    writeFileSync(`${wrapper}.new-${process.pid}`, `#!/bin/sh\nLD_LIBRARY_PATH=${libraries.join(':')} exec ${files}/usr/sbin/nft "$@"\n`, { mode: 0o755 });
    renameSync(`${wrapper}.new-${process.pid}`, wrapper);
  }
  await run(wrapper, ['--version']);
  return wrapper;
}

/** A busybox without shared libraries, so that it runs in an image that holds nothing else. */
export async function staticBusybox(): Promise<string> {
  if (hasApt()) {
    const files = await debianFiles(['busybox-static']);
    return ['bin/busybox', 'usr/bin/busybox'].map((path) => join(files, path)).find((path) => existsSync(path)) ?? join(files, 'bin/busybox');
  }
  const installed = findProgram('busybox');
  if (installed === undefined) throw new MissingProgram('busybox is not installed: install a statically linked busybox (busybox-static)');
  return installed;
}
