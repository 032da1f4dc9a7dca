/**
 * What `imports/k8s.ts` holds: the kinds that programs make, and the few type names that need a word.
 * Lists, status and the kinds that only controllers write (Event, Endpoints, Node, CSINode, …) are left out.
 */

/** The wanted kinds by apiVersion. */
export const wantedKinds: Readonly<Record<string, readonly string[]>> = {
  v1: ['ConfigMap', 'LimitRange', 'Namespace', 'PersistentVolume', 'PersistentVolumeClaim', 'Pod', 'ResourceQuota', 'Secret', 'Service', 'ServiceAccount'],
  'admissionregistration.k8s.io/v1': [
    'MutatingAdmissionPolicy',
    'MutatingAdmissionPolicyBinding',
    'MutatingWebhookConfiguration',
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'ValidatingWebhookConfiguration',
  ],
  'apiextensions.k8s.io/v1': ['CustomResourceDefinition'],
  'apiregistration.k8s.io/v1': ['APIService'],
  'apps/v1': ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'batch/v1': ['CronJob', 'Job'],
  'coordination.k8s.io/v1': ['Lease'],
  'discovery.k8s.io/v1': ['EndpointSlice'],
  'networking.k8s.io/v1': ['Ingress', 'IngressClass', 'NetworkPolicy'],
  'node.k8s.io/v1': ['RuntimeClass'],
  'policy/v1': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'scheduling.k8s.io/v1': ['PriorityClass'],
  'storage.k8s.io/v1': ['StorageClass', 'VolumeAttributesClass'],
};

const APIEXTENSIONS = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.';

/**
 * Names that differ from Go's, because two of the wanted groups use the same one (or, for JSON, because JavaScript does).
 * The generator fails on every collision that is not settled here.
 */
export const renames: Readonly<Record<string, string>> = {
  [`${APIEXTENSIONS}JSON`]: 'JSONValue',
  [`${APIEXTENSIONS}ServiceReference`]: 'CustomResourceServiceReference',
  [`${APIEXTENSIONS}WebhookClientConfig`]: 'CustomResourceWebhookClientConfig',
  'io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.ServiceReference': 'APIServiceReference',
};

/**
 * Types whose JSON form the OpenAPI documents leave open, written as their Go marshallers read them:
 * apiextensions-apiserver pkg/apis/apiextensions/v1/marshal.go, and structs without fields.
 */
export const openTypes: Readonly<Record<string, string>> = {
  [`${APIEXTENSIONS}JSON`]: 'null | boolean | number | string | readonly JSONValue[] | { readonly [key: string]: JSONValue | undefined }',
  [`${APIEXTENSIONS}JSONSchemaPropsOrArray`]: 'JSONSchemaProps | readonly JSONSchemaProps[]',
  [`${APIEXTENSIONS}JSONSchemaPropsOrBool`]: 'JSONSchemaProps | boolean',
  [`${APIEXTENSIONS}JSONSchemaPropsOrStringArray`]: 'JSONSchemaProps | readonly string[]',
  [`${APIEXTENSIONS}CustomResourceSubresourceStatus`]: '{ readonly [key: string]: never }',
};
