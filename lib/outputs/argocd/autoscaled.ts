import { type argocd, groupOf, type Identity, identityKey, identityOf, type Manifest, objectAt } from '../../manifest';

/**
 * The replicas that an autoscaler owns and a manifest writes all the same: each sync would set them back. A manifest that writes no replicas, as those of
 * RollingDeployment with `autoscaling`, needs nothing: neither the comparison nor the apply touches a field that was never written.
 */
export function autoscaledReplicas(manifests: readonly Manifest[]): readonly argocd.ResourceIgnoreDifferences[] {
  const byKey = new Map(manifests.map((manifest) => [identityKey(identityOf(manifest)), manifest]));
  const found = new Map<string, argocd.ResourceIgnoreDifferences>();
  for (const scaler of manifests) {
    const target = targetOf(scaler);
    if (target === undefined) continue;
    const manifest = byKey.get(identityKey(target));
    if (manifest === undefined || objectAt(manifest, 'spec').replicas === undefined) continue;
    const { group, kind, name, namespace } = target;
    found.set(identityKey(target), { group, kind, name, ...(namespace !== '' && { namespace }), jsonPointers: ['/spec/replicas'] });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ignored]) => ignored);
}

/** HorizontalPodAutoscaler, and KEDA's ScaledObject, which makes one. */
function targetOf(scaler: Manifest): Identity | undefined {
  const group = groupOf(scaler.apiVersion);
  const keda = group === 'keda.sh' && scaler.kind === 'ScaledObject';
  if (!keda && !(group === 'autoscaling' && scaler.kind === 'HorizontalPodAutoscaler')) return undefined;
  const { apiVersion = keda ? 'apps/v1' : '', kind = keda ? 'Deployment' : '', name } = objectAt(scaler, 'spec', 'scaleTargetRef');
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') return undefined;
  return { group: groupOf(apiVersion), kind, namespace: scaler.metadata.namespace ?? '', name };
}
