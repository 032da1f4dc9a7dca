import { Construct } from 'constructs';
import { appLabels, External, k8s } from '../../../../../index';
import type { Tenant } from './settings';

/** What one tenant gets: an Ingress, a Service, a NetworkPolicy and, where it has one, its quota. */
export function tenantObjects(parent: Construct, t: Tenant, gateway: { readonly className: string; readonly namespace: string }): void {
  const scope = new Construct(parent, `tenant-${t.name}`);
  const name = `tenant-${t.name}`;
  const metadata = { name, namespace: t.namespace, labels: appLabels({ name: t.name, component: 'tenant' }) };
  new k8s.KubeService(scope, 'service', {
    metadata,
    spec: { selector: t.service.selector, ports: [{ name: 'http', port: t.service.port, targetPort: 'http' }] },
  });
  new k8s.KubeIngress(scope, 'ingress', {
    metadata: { ...metadata, annotations: { ...t.annotations, ...limits(t) } },
    spec: {
      ingressClassName: gateway.className,
      rules: t.hosts.map(({ host, path }) => ({
        host,
        http: { paths: [{ path, pathType: 'Prefix', backend: { service: { name, port: { name: 'http' } } } }] },
      })),
      ...(t.tls && { tls: [{ hosts: t.hosts.map(({ host }) => host), secretName: t.tls.secretName }] }),
    },
  });
  if (t.tls) External.secret(scope, t.tls.secretName);
  new k8s.KubeNetworkPolicy(scope, 'policy', {
    metadata,
    spec: {
      podSelector: { matchLabels: t.service.selector },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': gateway.namespace } } }] }],
    },
  });
  if (t.quota) new k8s.KubeResourceQuota(scope, 'quota', { metadata, spec: { hard: t.quota } });
}

const PREFIX = 'gateway.example.com';

function limits({ rateLimit, allowFrom }: Tenant): Record<string, string> {
  return {
    ...(rateLimit && { [`${PREFIX}/limit-rps`]: String(rateLimit.requestsPerSecond) }),
    ...(rateLimit?.burst !== undefined && { [`${PREFIX}/limit-burst`]: String(rateLimit.burst) }),
    ...(allowFrom.length > 0 && { [`${PREFIX}/allow-from`]: allowFrom.join(',') }),
  };
}
