import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../harness';
import { Release } from '../release';

/** A folder with a declaration that has the programs of e2e/programs/keep.ts, and so with a lock of its own; the declaration's file. */
export function projectIn(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'main.ts');
  writeFileSync(file, `export { default } from '${join(__dirname, '../programs/keep')}';\n`);
  return file;
}

/** The programs of e2e/programs/keep.ts in a namespace of their own; nothing is applied yet. */
export async function keepIn(cluster: Cluster, set: readonly string[] = []): Promise<Release & { readonly project: string }> {
  // Each apply is a change that somebody would commit, with its lock.
  process.env.CI = '';
  const namespace = await cluster.namespace('keep');
  const project = projectIn(join(cluster.folder, `${namespace}-project`));
  return Object.assign(await Release.in(cluster, namespace, { env: 'test', project, set }), { project });
}

/** What the pods of a component read: the data of the ConfigMap that is really there, under the name that the pod has. */
export async function wordsRead({ cluster, namespace }: Release, component: string): Promise<readonly (string | undefined)[]> {
  const pods = await cluster.list('pods', namespace, '-l', `app.kubernetes.io/component=${component}`);
  const alive = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const texts = alive.map(async ({ spec }) => {
    const name = spec.containers[0].envFrom[0].configMapRef.name as string;
    return (await cluster.get('configmap', name, namespace))?.data?.WORD as string | undefined;
  });
  return Promise.all(texts);
}

/** The words of all generations of a config that are in the cluster, sorted. */
export async function wordsThere({ cluster, namespace }: Release): Promise<readonly string[]> {
  const found = await cluster.list('configmaps', namespace, '-l', 'rollwright.dev/config=words');
  return found.map(({ data }) => data.WORD as string).sort();
}
