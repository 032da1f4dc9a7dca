import { eachObject, type Placed, placedAt } from './json-pointer';
import { type References, text } from './reference';

/** Volume sources that name a Secret with their credentials, and the field that does; in a PersistentVolume some of them name its namespace too. */
const SECRET_FIELDS = [
  ['cephfs', 'secretRef'],
  ['rbd', 'secretRef'],
  ['iscsi', 'secretRef'],
  ['flexVolume', 'secretRef'],
  ['scaleIO', 'secretRef'],
  ['storageos', 'secretRef'],
  ['cinder', 'secretRef'],
  ['csi', 'nodePublishSecretRef'],
  ['csi', 'controllerPublishSecretRef'],
  ['csi', 'nodeStageSecretRef'],
  ['csi', 'controllerExpandSecretRef'],
  ['csi', 'nodeExpandSecretRef'],
] as const;

/** The Secrets with which a volume of a pod, or a PersistentVolume, is mounted. */
export function addVolumeSecrets(to: References, volume: Placed): void {
  for (const [source, field] of SECRET_FIELDS) {
    const at = placedAt(volume, source, field);
    to.add(at, 'name', { kind: 'Secret', through: 'volumeSecret', namespace: text(at.value.namespace) });
  }
  const azure = placedAt(volume, 'azureFile');
  to.add(azure, 'secretName', { kind: 'Secret', through: 'volumeSecret', namespace: text(azure.value.secretNamespace) });
}

/** The classes, the volume and the source of a claim's spec. */
export function addClaimReferences(to: References, spec: Placed): void {
  to.add(spec, 'storageClassName', { kind: 'StorageClass', group: 'storage.k8s.io', through: 'class', builtin: true });
  to.add(spec, 'volumeAttributesClassName', { kind: 'VolumeAttributesClass', group: 'storage.k8s.io', through: 'class', builtin: true });
  to.add(spec, 'volumeName', { kind: 'PersistentVolume', through: 'claim' });
  const source = { kind: 'PersistentVolumeClaim', group: '' };
  // The API server copies the one to the other where they can say the same, so both may be written.
  if (text(placedAt(spec, 'dataSourceRef').value.name) !== undefined) to.addTyped(placedAt(spec, 'dataSourceRef'), source, { through: 'claim' });
  else to.addTyped(placedAt(spec, 'dataSource'), source, { through: 'claim' });
}

/** The claims that a StatefulSet makes for its pods, and the Service that names them. */
export function addStatefulSetReferences(to: References, spec: Placed): void {
  to.add(spec, 'serviceName', { kind: 'Service', through: 'service' });
  for (const claim of eachObject(spec.value, spec.path, 'volumeClaimTemplates')) addClaimReferences(to, placedAt(claim, 'spec'));
}

export function addPersistentVolumeReferences(to: References, spec: Placed): void {
  addVolumeSecrets(to, spec);
  to.add(spec, 'storageClassName', { kind: 'StorageClass', group: 'storage.k8s.io', through: 'class', builtin: true });
  to.add(spec, 'volumeAttributesClassName', { kind: 'VolumeAttributesClass', group: 'storage.k8s.io', through: 'class', builtin: true });
  const claim = placedAt(spec, 'claimRef');
  to.add(claim, 'name', { kind: 'PersistentVolumeClaim', through: 'claim', namespace: text(claim.value.namespace) });
}
