/**
 * `npx tsx e2e/harness/up.ts [--nodes N]`: a control plane with fake nodes until Ctrl-C; prints what to type in another terminal.
 * `npx tsx e2e/harness/up.ts --real-node`: the same with the real node.
 */
import { parseArgs } from 'node:util';
import type { Cluster } from './cluster';
import { ControlPlane } from './control-plane';
import { RealNode } from './real-node';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { nodes: { type: 'string', default: '3' }, 'real-node': { type: 'boolean', default: false } } });
  const stopped = signal();
  const cluster: Cluster = values['real-node'] ? await RealNode.start() : await ControlPlane.start({ nodes: Number(values.nodes) });
  process.stdout.write(`${explain(cluster)}\n`);
  await stopped;
  await cluster.stop();
}

function explain(cluster: Cluster): string {
  const { environment, program, args } = cluster.command('kubectl', ['get', 'nodes']);
  const lines = [`export KUBECONFIG=${environment.KUBECONFIG}`, `export PATH=${environment.PATH}`];
  return [...lines, `${program} ${args.join(' ')}`, '# Ctrl-C here ends it'].join('\n');
}

/** The first Ctrl-C or TERM; also one that comes while the cluster is still starting. A second one does not wait: the reaper cleans up. */
function signal(): Promise<void> {
  const keepAlive = setInterval(() => {}, 60_000);
  let told = false;
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        if (told) process.exit(130);
        told = true;
        clearInterval(keepAlive);
        resolve();
      });
    }
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
