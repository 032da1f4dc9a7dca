import { layer } from '../../../../../index';
import type { WebServerValues } from './settings';

const base = layer<WebServerValues>({
  name: 'shop-front',
  namespace: 'shop',
  image: { registry: 'registry.example.com', repository: 'platform/web-server', tag: '1.29.3' },
  server: { names: [], headers: { 'X-Frame-Options': 'DENY' }, locations: [{ path: '/' }] },
  metrics: { enabled: false, image: { registry: 'registry.example.com', repository: 'platform/web-metrics', tag: '1.4.0' }, port: 9113 },
  env: { TZ: 'UTC' },
  extraEnv: [],
  autoscaling: {},
  service: { annotations: {} },
  ingress: { enabled: false, annotations: {}, hosts: [] },
  podAnnotations: {},
});

const dev = layer<WebServerValues>({ site: { 'index.html': '<h1>{{ not a template }}</h1>\n' }, podAntiAffinity: 'none' });

const prod = layer<WebServerValues>({
  image: { digest: 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
  imagePullSecrets: ['registry'],
  autoscaling: { enabled: true, minReplicas: 3, maxReplicas: 20, cpuPercent: 60 },
  server: {
    names: ['shop.example.com', 'www.shop.example.com'],
    workerConnections: 1000000,
    logFormat: 'json',
    locations: [
      { path: '/', cacheSeconds: 600 },
      { path: '/admin', proxyPass: 'http://admin:8000', allow: ['10.0.0.1', '10.0.0.2'] },
    ],
    extra: '    keepalive_timeout 30s;\n    server_tokens off;',
  },
  tls: { secretName: 'shop-certificate', minVersion: 'TLSv1.3' },
  metrics: { enabled: true, resources: { limits: { memory: '32Mi' } } },
  extraEnv: [{ name: 'REGION', value: 'eu' }],
  service: { type: 'LoadBalancer', port: 443, sourceRanges: ['10.0.0.0/8'] },
  ingress: { enabled: true, className: 'public', hosts: [{ host: 'shop', paths: [{ path: '/' }] }], tls: true },
  disruptionBudget: { maxUnavailable: 1 },
  resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } },
  nodeSelector: { 'node-group': 'edge' },
  tolerations: [{ key: 'edge' }],
});

export const webServerEnvironments = { dev: [base, dev], prod: [base, prod] };
