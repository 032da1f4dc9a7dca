import { join } from 'node:path';
import { buildTool } from '../../tools/builder';
import { onStderr } from '../../tools/progress';
import type { Cluster } from '../cluster';

/** Makes Argo CD's kinds known to a cluster, without Argo CD: Application, ApplicationSet, AppProject. */
export async function defineArgoCdKinds(cluster: Cluster): Promise<void> {
  const tools = await buildTool('argocd', onStderr());
  const files = ['application', 'applicationset', 'appproject'].map((kind) => join(tools, `${kind}-crd.yaml`));
  // With --server-side: an annotation of kubectl apply cannot hold definitions of that size.
  await cluster.kubectlOk(['apply', '--server-side', ...files.flatMap((file) => ['-f', file])]);
  const resources = 'applications.argoproj.io,applicationsets.argoproj.io,appprojects.argoproj.io';
  await cluster.waitFor("Argo CD's kinds", async () => (await cluster.kubectl(['get', resources, '--all-namespaces'])).code === 0);
}
