import { addBindingReferences, addClientService, addServiceAccountReferences, addWebhookReferences } from './access-references';
import { type Placed, placedAt } from './json-pointer';
import { addGatewayReferences, addIngressReferences, addRouteReferences } from './network-references';
import { asJson, groupOf, type Manifest } from './object';
import { addPodReferences } from './pod-references';
import { podTemplateOf } from './pod-template';
import { type Reference, References } from './reference';
import { addRolloutReferences } from './rollout-references';
import { addClaimReferences, addPersistentVolumeReferences, addStatefulSetReferences } from './storage-references';

type AddReferences = (to: References, object: Placed, spec: Placed) => void;

const DEPLOYMENT = { kind: 'Deployment', group: 'apps' };

/** What objects refer to beside their pods, by group and kind. A selector is no reference: it names nothing. */
const BY_KIND: { readonly [groupKind: string]: AddReferences } = {
  '/PersistentVolume': (to, _, spec) => addPersistentVolumeReferences(to, spec),
  '/PersistentVolumeClaim': (to, _, spec) => addClaimReferences(to, spec),
  '/ServiceAccount': (to, object) => addServiceAccountReferences(to, object),
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': (to, object) => addWebhookReferences(to, object),
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': (to, object) => addWebhookReferences(to, object),
  'apiextensions.k8s.io/CustomResourceDefinition': (to, _, spec) => addClientService(to, placedAt(spec, 'conversion', 'webhook', 'clientConfig', 'service')),
  'apiregistration.k8s.io/APIService': (to, _, spec) => addClientService(to, placedAt(spec, 'service')),
  'apps/StatefulSet': (to, _, spec) => addStatefulSetReferences(to, spec),
  'argoproj.io/Rollout': (to, _, spec) => addRolloutReferences(to, spec),
  'autoscaling.k8s.io/VerticalPodAutoscaler': (to, _, spec) => to.addTyped(placedAt(spec, 'targetRef'), DEPLOYMENT, { through: 'scaleTarget' }),
  'autoscaling/HorizontalPodAutoscaler': (to, _, spec) => to.addTyped(placedAt(spec, 'scaleTargetRef'), { kind: '', group: '' }, { through: 'scaleTarget' }),
  'cert-manager.io/Certificate': (to, _, spec) =>
    to.addTyped(placedAt(spec, 'issuerRef'), { kind: 'Issuer', group: 'cert-manager.io' }, { through: 'store', builtin: true }),
  'external-secrets.io/ExternalSecret': (to, _, spec) =>
    to.addTyped(placedAt(spec, 'secretStoreRef'), { kind: 'SecretStore', group: 'external-secrets.io' }, { through: 'store', builtin: true }),
  'gateway.networking.k8s.io/Gateway': (to, _, spec) => addGatewayReferences(to, spec),
  'gateway.networking.k8s.io/GRPCRoute': (to, _, spec) => addRouteReferences(to, spec),
  'gateway.networking.k8s.io/HTTPRoute': (to, _, spec) => addRouteReferences(to, spec),
  'gateway.networking.k8s.io/TCPRoute': (to, _, spec) => addRouteReferences(to, spec),
  'gateway.networking.k8s.io/TLSRoute': (to, _, spec) => addRouteReferences(to, spec),
  'gateway.networking.k8s.io/UDPRoute': (to, _, spec) => addRouteReferences(to, spec),
  'keda.sh/ScaledObject': (to, _, spec) => to.addTyped(placedAt(spec, 'scaleTargetRef'), DEPLOYMENT, { through: 'scaleTarget' }),
  'networking.k8s.io/Ingress': (to, object) => addIngressReferences(to, object),
  'rbac.authorization.k8s.io/ClusterRoleBinding': (to, object) => addBindingReferences(to, object),
  'rbac.authorization.k8s.io/RoleBinding': (to, object) => addBindingReferences(to, object),
};

/** Every reference that an object makes to another one, in the order of its fields as the kind's rules list them; its pods' first. */
export function referencesOf(manifest: Manifest): readonly Reference[] {
  const to = new References(manifest.metadata.namespace ?? '');
  const pod = podTemplateOf(manifest);
  if (pod !== undefined) addPodReferences(to, pod);
  const object: Placed = { value: asJson(manifest), path: '' };
  BY_KIND[`${groupOf(manifest.apiVersion)}/${manifest.kind}`]?.(to, object, placedAt(object, 'spec'));
  return to.found;
}
