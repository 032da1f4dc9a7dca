import { eachObject, type Placed, placedAt } from './json-pointer';
import { type References, text } from './reference';

const GATEWAY = 'gateway.networking.k8s.io';

/**
 * What annotations of ingress-nginx name, as `name` or `namespace/name` (docs/user-guide/nginx-configuration/annotations.md of kubernetes/ingress-nginx).
 */
const NGINX_ANNOTATIONS: { readonly [annotation: string]: 'Secret' | 'ConfigMap' | 'Service' } = {
  'nginx.ingress.kubernetes.io/auth-secret': 'Secret',
  'nginx.ingress.kubernetes.io/auth-tls-secret': 'Secret',
  'nginx.ingress.kubernetes.io/proxy-ssl-secret': 'Secret',
  'nginx.ingress.kubernetes.io/auth-proxy-set-headers': 'ConfigMap',
  'nginx.ingress.kubernetes.io/custom-headers': 'ConfigMap',
  'nginx.ingress.kubernetes.io/default-backend': 'Service',
};

export function addIngressReferences(to: References, ingress: Placed): void {
  const spec = placedAt(ingress, 'spec');
  to.add(spec, 'ingressClassName', { kind: 'IngressClass', group: 'networking.k8s.io', through: 'class', builtin: true });
  addIngressBackend(to, placedAt(spec, 'defaultBackend'));
  for (const rule of eachObject(spec.value, spec.path, 'rules')) {
    for (const path of eachObject(rule.value, rule.path, 'http', 'paths')) addIngressBackend(to, placedAt(path, 'backend'));
  }
  for (const tls of eachObject(spec.value, spec.path, 'tls')) to.add(tls, 'secretName', { kind: 'Secret', through: 'tls' });
  const annotations = placedAt(ingress, 'metadata', 'annotations');
  for (const [annotation, kind] of Object.entries(NGINX_ANNOTATIONS)) {
    const [name, namespace] = (text(annotations.value[annotation]) ?? '').split('/').reverse();
    // The name is a part of the text, so the part stands where the text does.
    to.add({ value: { ...annotations.value, [annotation]: name }, path: annotations.path }, annotation, {
      kind,
      through: 'annotation',
      namespace: text(namespace),
    });
  }
}

function addIngressBackend(to: References, backend: Placed): void {
  to.add(placedAt(backend, 'service'), 'name', { kind: 'Service', through: 'backend' });
  const resource = placedAt(backend, 'resource');
  if (text(resource.value.kind) !== undefined) to.addTyped(resource, { kind: '', group: '' }, { through: 'backend' });
}

/** HTTPRoute, GRPCRoute, TLSRoute, TCPRoute and UDPRoute: their backends, those that their filters mirror to or name, and the Gateways that they hang on. */
export function addRouteReferences(to: References, spec: Placed): void {
  for (const parent of eachObject(spec.value, spec.path, 'parentRefs')) {
    const own = parent.value.kind !== undefined && parent.value.kind !== 'Gateway';
    to.addTyped(parent, { kind: 'Gateway', group: GATEWAY }, { through: 'gateway', builtin: !own });
  }
  for (const rule of eachObject(spec.value, spec.path, 'rules')) {
    addFilters(to, rule);
    for (const backend of eachObject(rule.value, rule.path, 'backendRefs')) {
      addBackend(to, backend);
      addFilters(to, backend);
    }
  }
}

function addFilters(to: References, owner: Placed): void {
  for (const filter of eachObject(owner.value, owner.path, 'filters')) {
    addBackend(to, placedAt(filter, 'requestMirror', 'backendRef'));
    const extension = placedAt(filter, 'extensionRef');
    if (text(extension.value.kind) !== undefined) to.addTyped(extension, { kind: '', group: '' }, { through: 'backend' });
  }
}

function addBackend(to: References, backend: Placed): void {
  to.addTyped(backend, { kind: 'Service', group: '' }, { through: 'backend' });
}

export function addGatewayReferences(to: References, spec: Placed): void {
  to.add(spec, 'gatewayClassName', { kind: 'GatewayClass', group: GATEWAY, through: 'class', builtin: true });
  for (const listener of eachObject(spec.value, spec.path, 'listeners')) {
    for (const secret of eachObject(listener.value, listener.path, 'tls', 'certificateRefs'))
      to.addTyped(secret, { kind: 'Secret', group: '' }, { through: 'tls' });
  }
}
