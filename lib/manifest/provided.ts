import { type Json, type JsonObject, objectAt, objectsAt } from './json';
import { asJson, groupOf, type Manifest } from './object';

/** An object that exists once a program is applied. */
export interface Provided {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

type Provide = (object: JsonObject) => readonly unknown[];

/** The Secrets that controllers make for an object, by group and kind. */
const SECRETS_FOR: { readonly [groupKind: string]: Provide } = {
  // external-secrets: spec.target.name, else the name of the ExternalSecret (apis/externalsecrets/v1, ExternalSecretTarget)
  'external-secrets.io/ExternalSecret': (object) => [objectAt(object, 'spec', 'target').name ?? objectAt(object, 'metadata').name],
  // sealed-secrets: the Secret has the name of the SealedSecret (pkg/apis/sealedsecrets/v1alpha1, Unseal)
  'bitnami.com/SealedSecret': (object) => [objectAt(object, 'metadata').name],
  // cert-manager (pkg/apis/certmanager/v1, CertificateSpec.SecretName)
  'cert-manager.io/Certificate': (object) => [objectAt(object, 'spec').secretName],
  // cert-manager's ingress-shim makes a Certificate of each TLS entry of an annotated Ingress or Gateway (pkg/controller/certificate-shim, sync.go)
  'networking.k8s.io/Ingress': (object) => (hasIssuer(object) ? objectsAt(object, 'spec', 'tls').map((tls) => tls.secretName) : []),
  'gateway.networking.k8s.io/Gateway': (object) => (hasIssuer(object) ? gatewaySecrets(object) : []),
};

const ISSUER_ANNOTATIONS = ['cert-manager.io/issuer', 'cert-manager.io/cluster-issuer', 'kubernetes.io/tls-acme'];

function hasIssuer(object: JsonObject): boolean {
  const annotations = objectAt(object, 'metadata', 'annotations');
  return ISSUER_ANNOTATIONS.some((annotation) => annotations[annotation] !== undefined);
}

function gatewaySecrets(gateway: JsonObject): readonly (Json | undefined)[] {
  return objectsAt(gateway, 'spec', 'listeners').flatMap((listener) => objectsAt(listener, 'tls', 'certificateRefs').map((ref) => ref.name));
}

/** What exists once an object is applied: itself, and the Secrets that well-known controllers make for it. */
export function providedBy(manifest: Manifest): readonly Provided[] {
  const { kind } = manifest;
  const { name = '', namespace = '' } = manifest.metadata;
  const group = groupOf(manifest.apiVersion);
  const secrets = SECRETS_FOR[`${group}/${kind}`]?.(asJson(manifest)) ?? [];
  return [
    { group, kind, namespace, name },
    ...secrets.filter((secret) => typeof secret === 'string').map((secret) => ({ group: '', kind: 'Secret', namespace, name: secret })),
  ];
}

/** What a controller of Kubernetes itself puts into every namespace (kube-controller-manager, rootcacertpublisher and serviceaccount controllers). */
export const IN_EVERY_NAMESPACE: readonly Omit<Provided, 'namespace'>[] = [
  { group: '', kind: 'ConfigMap', name: 'kube-root-ca.crt' },
  { group: '', kind: 'ServiceAccount', name: 'default' },
];
