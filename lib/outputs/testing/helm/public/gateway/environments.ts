import { layer } from '../../../../../index';
import type { GatewayValues } from './settings';

const base = layer<GatewayValues>({
  name: 'gateway',
  namespace: 'gateway',
  className: 'public',
  controller: {
    kind: 'Deployment',
    image: { registry: 'registry.example.com', repository: 'platform/gateway', tag: '3.1.0' },
    extraArgs: {},
  },
  config: { 'proxy-body-size': '8m' },
  service: {},
  defaultBackend: { enabled: false, port: 8081 },
  tenants: [{ name: 'demo', namespace: 'demo', hosts: [{ host: 'demo.example.com' }], service: { selector: { 'app.kubernetes.io/name': 'demo' } } }],
});

const dev = layer<GatewayValues>({ logFormat: 'json', service: { type: 'NodePort' }, controller: { replicas: 1 } });

const prod = layer<GatewayValues>({
  controller: {
    kind: 'DaemonSet',
    hostNetwork: true,
    extraArgs: { 'publish-address': '203.0.113.7' },
    resources: { requests: { cpu: '500m', memory: '256Mi' } },
  },
  config: { 'proxy-body-size': '64m', 'log-escape': '{{ "json" }}' },
  service: { externalTrafficPolicy: 'Local', annotations: { 'lb.example.com/class': 'internal' }, tcp: [5432] },
  defaultBackend: { enabled: true, message: 'no such tenant: ask the platform team' },
  tenants: [
    {
      name: 'shop',
      namespace: 'shop',
      hosts: [{ host: 'shop.example.com' }, { host: 'api.shop.example.com', path: '/v2' }],
      service: { port: 8000, selector: { 'app.kubernetes.io/name': 'shop' } },
      tls: { secretName: 'shop-certificate' },
      annotations: { 'gateway.example.com/canary': '10' },
      rateLimit: { requestsPerSecond: 1000000, burst: 5 },
      quota: { pods: '50', 'requests.cpu': '20' },
    },
    {
      name: 'admin',
      namespace: 'back-office',
      hosts: [{ host: 'admin.example.com' }],
      service: { selector: { 'app.kubernetes.io/name': 'admin' } },
      allowFrom: ['10.0.0.0/8', '192.168.0.0/16'],
    },
  ],
});

export const gatewayEnvironments = { dev: [base, dev], prod: [base, prod] };
