import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { cacheFolder } from '../../machine/cache-folder';
import { findProgram } from '../../tools/commands';
import { cgroupProblem } from './cgroups';
import { unshareLine } from './namespaces';

/** Paths that the node covers with its own: what lies beneath them cannot be seen inside. */
const COVERED = ['/run', '/var/run', '/var/lib', '/var/log', '/proc', '/sys'];

/**
 * Why the real node cannot run on this machine, in one line; `undefined` when it can. Looks at what can be looked at, and tries the rest in namespaces
 * that are gone at once.
 */
export function nodeProblem(nft?: string): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux';
  if (process.getuid?.() !== 0) return 'it needs root (its own mount, network and process namespaces)';
  const missing = ['unshare', 'nsenter', 'mount', 'ip', 'hostname'].filter((program) => findProgram(program) === undefined);
  if (missing.length > 0) return `these programs are missing: ${missing.join(', ')} (Debian: util-linux, iproute2, hostname)`;
  if (!isReadable('/dev/kmsg')) return 'the kubelet needs to read /dev/kmsg';
  const cache = cacheFolder();
  const covered = COVERED.find((path) => `${cache}/`.startsWith(`${path}/`));
  if (covered !== undefined) return `the cache folder ${cache} lies beneath ${covered}, which the node has its own of: set ROLLWRIGHT_E2E_CACHE`;
  loadModules();
  return cgroupProblem() ?? namespaceProblem(nft);
}

function namespaceProblem(nft: string | undefined): string | undefined {
  const tries = ['mount -t tmpfs tmpfs /run', 'ip link add e2e0 type bridge', 'test -e /proc/sys/net/bridge/bridge-nf-call-iptables'];
  if (nft !== undefined) tries.push(`${nft} list ruleset`);
  for (const attempt of tries) {
    const [program = '', ...args] = unshareLine(['/bin/sh', '-c', attempt]);
    const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    if (status !== 0) return `in namespaces of its own, "${attempt}" fails: ${stderr.trim().split('\n').pop() || `exit code ${status}`}`;
  }
  return undefined;
}

/** Where overlayfs cannot be mounted in the cache folder (which may lie on an overlay itself), containerd copies layers instead. */
export function hasOverlay(): boolean {
  const folder = cacheFolder('overlay-probe');
  const script = 'cd "$1" && mkdir -p low up work all && mount -t overlay overlay -o lowerdir=low,upperdir=up,workdir=work all';
  const [program = '', ...args] = unshareLine(['/bin/sh', '-c', script, 'probe', folder]);
  return spawnSync(program, args).status === 0;
}

/** Built into some kernels, modules in others; inside the node nothing could load them. */
function loadModules(): void {
  const modprobe = findProgram('modprobe');
  if (modprobe === undefined || existsSync('/proc/sys/net/bridge')) return;
  spawnSync(modprobe, ['-a', '-q', 'br_netfilter', 'overlay', 'nf_tables']);
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
