import { eachObject, type Placed, placedAt } from './json-pointer';
import { containersOf, type PodTemplate } from './pod-template';
import { type References, text } from './reference';
import { addClaimReferences, addVolumeSecrets } from './storage-references';

/**
 * What a pod refers to: the places of Kubernetes' `podutil.VisitPodSecretNames` and `VisitPodConfigmapNames` (pkg/api/v1/pod/util.go), its service account, claims
 * and classes.
 */
export function addPodReferences(to: References, { spec, specPath }: PodTemplate): void {
  const pod: Placed = { value: spec, path: specPath };
  for (const secret of eachObject(spec, specPath, 'imagePullSecrets')) to.add(secret, 'name', { kind: 'Secret', through: 'imagePullSecrets' });
  addServiceAccount(to, pod);
  for (const container of containersOf(spec, specPath)) addEnv(to, { value: container.container, path: container.path });
  for (const volume of eachObject(spec, specPath, 'volumes')) addVolume(to, volume);
  for (const claim of eachObject(spec, specPath, 'resourceClaims')) {
    to.add(claim, 'resourceClaimName', { kind: 'ResourceClaim', group: 'resource.k8s.io', through: 'claim' });
    to.add(claim, 'resourceClaimTemplateName', { kind: 'ResourceClaimTemplate', group: 'resource.k8s.io', through: 'claim' });
  }
  to.add(pod, 'priorityClassName', { kind: 'PriorityClass', group: 'scheduling.k8s.io', through: 'class', builtin: true });
  to.add(pod, 'runtimeClassName', { kind: 'RuntimeClass', group: 'node.k8s.io', through: 'class', builtin: true });
}

/** `serviceAccount` is the old name of the field; the API server keeps both equal. Each namespace has a `default` account. */
function addServiceAccount(to: References, pod: Placed): void {
  const field = text(pod.value.serviceAccountName) === undefined ? 'serviceAccount' : 'serviceAccountName';
  to.add(pod, field, { kind: 'ServiceAccount', through: 'serviceAccount', builtin: pod.value[field] === 'default' });
}

function addEnv(to: References, container: Placed): void {
  for (const from of eachObject(container.value, container.path, 'envFrom')) {
    for (const [field, kind] of [
      ['configMapRef', 'ConfigMap'],
      ['secretRef', 'Secret'],
    ] as const) {
      const at = placedAt(from, field);
      to.add(at, 'name', { kind, through: 'envFrom', optional: at.value.optional === true });
    }
  }
  for (const variable of eachObject(container.value, container.path, 'env')) {
    for (const [field, kind] of [
      ['configMapKeyRef', 'ConfigMap'],
      ['secretKeyRef', 'Secret'],
    ] as const) {
      const at = placedAt(variable, 'valueFrom', field);
      to.add(at, 'name', { kind, through: 'env', optional: at.value.optional === true, key: text(at.value.key) });
    }
  }
}

function addVolume(to: References, volume: Placed): void {
  addFiles(to, placedAt(volume, 'configMap'), 'name', 'ConfigMap', 'volume');
  addFiles(to, placedAt(volume, 'secret'), 'secretName', 'Secret', 'volume');
  for (const source of eachObject(volume.value, volume.path, 'projected', 'sources')) {
    addFiles(to, placedAt(source, 'configMap'), 'name', 'ConfigMap', 'projected');
    addFiles(to, placedAt(source, 'secret'), 'name', 'Secret', 'projected');
  }
  to.add(placedAt(volume, 'persistentVolumeClaim'), 'claimName', { kind: 'PersistentVolumeClaim', through: 'claim' });
  addClaimReferences(to, placedAt(volume, 'ephemeral', 'volumeClaimTemplate', 'spec'));
  addVolumeSecrets(to, volume);
}

/** A ConfigMap or Secret as files: one reference for each item, or one for the whole. */
function addFiles(to: References, at: Placed, field: string, kind: 'ConfigMap' | 'Secret', through: 'volume' | 'projected'): void {
  const optional = at.value.optional === true;
  const items = eachObject(at.value, at.path, 'items');
  if (items.length === 0) to.add(at, field, { kind, through, optional });
  for (const item of items) to.add(at, field, { kind, through, optional, key: text(item.value.key) });
}
