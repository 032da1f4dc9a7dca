import { groupOf, type Manifest, objectAt } from '../../manifest';

/** Kinds without a namespace, of those that Kubernetes has itself (`kubectl api-resources --namespaced=false`). */
const CLUSTER_SCOPED: Readonly<Record<string, readonly string[]>> = {
  '': ['Namespace', 'Node', 'PersistentVolume'],
  'admissionregistration.k8s.io': [
    'MutatingAdmissionPolicy',
    'MutatingAdmissionPolicyBinding',
    'MutatingWebhookConfiguration',
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'ValidatingWebhookConfiguration',
  ],
  'apiextensions.k8s.io': ['CustomResourceDefinition'],
  'apiregistration.k8s.io': ['APIService'],
  'certificates.k8s.io': ['CertificateSigningRequest', 'ClusterTrustBundle'],
  'flowcontrol.apiserver.k8s.io': ['FlowSchema', 'PriorityLevelConfiguration'],
  'networking.k8s.io': ['IngressClass', 'IPAddress', 'ServiceCIDR'],
  'node.k8s.io': ['RuntimeClass'],
  'rbac.authorization.k8s.io': ['ClusterRole', 'ClusterRoleBinding'],
  'resource.k8s.io': ['DeviceClass', 'DeviceTaintRule', 'ResourceSlice'],
  'scheduling.k8s.io': ['PriorityClass'],
  'storage.k8s.io': ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment', 'VolumeAttributesClass'],
  // Of others, those that programs often have.
  'cert-manager.io': ['ClusterIssuer'],
  'external-secrets.io': ['ClusterExternalSecret', 'ClusterSecretStore'],
  'gateway.networking.k8s.io': ['GatewayClass'],
};

export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** Where the objects of an environment live. */
export interface Scope {
  /** The namespaces that namespaced objects name; sorted. */
  readonly namespaces: readonly string[];
  /** The namespaces that are among the objects. */
  readonly made: readonly string[];
  /** The kinds without a namespace; sorted. */
  readonly clusterKinds: readonly GroupKind[];
}

/** A kind that is neither known nor defined among the manifests counts as namespaced when one of its objects names a namespace, and else as not. */
export function scopeOf(manifests: readonly Manifest[]): Scope {
  const defined = new Map(manifests.filter(({ kind }) => kind === 'CustomResourceDefinition').map(definition));
  const namespaces = new Set<string>();
  const kinds = new Map<string, GroupKind>();
  for (const { apiVersion, kind, metadata } of manifests) {
    const group = groupOf(apiVersion);
    const key = `${group}/${kind}`;
    const isCluster = CLUSTER_SCOPED[group]?.includes(kind) === true || defined.get(key) === 'Cluster';
    if (isCluster || (metadata.namespace === undefined && !isBuiltIn(group) && !defined.has(key))) kinds.set(key, { group, kind });
    else if (metadata.namespace !== undefined) namespaces.add(metadata.namespace);
  }
  const made = manifests.filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Namespace').map(({ metadata }) => metadata.name ?? '');
  const sorted = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
  return { namespaces: [...namespaces].sort(), made, clusterKinds: sorted };
}

/** Groups of Kubernetes itself: their kinds without a namespace are all known. */
function isBuiltIn(group: string): boolean {
  return (
    !group.includes('.') || Object.hasOwn(CLUSTER_SCOPED, group) || group === 'discovery.k8s.io' || group === 'events.k8s.io' || group === 'coordination.k8s.io'
  );
}

function definition(manifest: Manifest): [string, string] {
  const { group, scope } = objectAt(manifest, 'spec');
  return [`${group}/${objectAt(manifest, 'spec', 'names').kind}`, String(scope)];
}
