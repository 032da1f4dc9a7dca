/** A web server with its config files, as a platform team would offer it to all others. */
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { AppConfig, AppSecretRef, AppService, appLabels, External, http, k8s, program, RollingDeployment } from '../../../../../index';
import { serverConf } from './server-conf';
import { type WebServerSettings, webServerSettings } from './settings';

export const webServer = program({
  name: 'web-server',
  settings: webServerSettings,
  build: (app, s) => {
    new WebServer(app, 'web-server', s);
  },
});

class WebServer extends Chart {
  constructor(scope: Construct, id: string, s: WebServerSettings) {
    super(scope, id, { namespace: s.namespace });
    const app = { name: s.name, component: 'web' };
    const conf = new AppConfig(this, 'conf', { name: `${s.name}-conf`, app, files: { 'server.conf': serverConf(s) } });
    const env = new AppConfig(this, 'env', { name: `${s.name}-env`, app, data: s.env });
    const site = s.site && new AppConfig(this, 'site', { name: `${s.name}-site`, app, files: s.site });
    const certificate = s.tls && AppSecretRef.existing(this, 'certificate', { name: s.tls.secretName, keys: ['tls.crt', 'tls.key'] });
    for (const secret of s.imagePullSecrets) External.secret(this, secret);

    const deployment = new RollingDeployment(this, 'deployment', {
      name: s.name,
      app,
      image: { registry: s.image.registry, repository: s.image.repository, tag: s.image.tag, digest: s.image.digest },
      imagePullPolicy: s.image.pullPolicy,
      args: ['-c', '/etc/server/server.conf'],
      ports: [{ name: 'http', containerPort: 8080 }, ...(s.tls ? [{ name: 'https', containerPort: 8443 }] : [])],
      config: [env],
      env: Object.fromEntries(s.extraEnv.map(({ name, value }) => [name, value])),
      mounts: [
        { source: conf, path: '/etc/server' },
        ...(site ? [{ source: site, path: '/site' }] : []),
        ...(certificate ? [{ source: certificate, path: '/certs', defaultMode: 0o440 }] : []),
      ],
      readinessProbe: http('/'),
      ...(s.resources && { resources: s.resources }),
      sidecars: s.metrics.enabled
        ? [
            {
              name: 'metrics',
              image: s.metrics.image,
              args: [`--listen=:${s.metrics.port}`, '--scrape=http://127.0.0.1:8080/status'],
              ports: [{ name: 'metrics', containerPort: s.metrics.port }],
              ...(s.metrics.resources && { resources: s.metrics.resources }),
            },
          ]
        : [],
      pod: {
        ...(s.imagePullSecrets.length > 0 && { imagePullSecrets: s.imagePullSecrets.map((name) => ({ name })) }),
        ...(Object.keys(s.nodeSelector).length > 0 && { nodeSelector: s.nodeSelector }),
        ...(s.tolerations.length > 0 && { tolerations: s.tolerations }),
        ...antiAffinity(s),
      },
      podMetadata: { annotations: s.podAnnotations },
      topologySpread: false,
      changeCause: false,
      ...(s.autoscaling.enabled ? {} : { replicas: s.replicas }),
      ...(s.disruptionBudget && { disruptionBudget: s.disruptionBudget }),
    });
    if (s.autoscaling.enabled) autoscaler(this, s);
    new AppService(this, 'service', {
      app: deployment,
      type: s.service.type,
      metadata: { annotations: s.service.annotations },
      ...(s.service.type === 'LoadBalancer' && s.service.sourceRanges.length > 0 && { loadBalancerSourceRanges: s.service.sourceRanges }),
      ports: [
        {
          name: 'http',
          port: s.service.port,
          targetPort: 'http',
          ...(s.service.type !== 'ClusterIP' && s.service.nodePort !== undefined && { nodePort: s.service.nodePort }),
        },
      ],
    });
    if (s.ingress.enabled) ingress(this, s);
  }
}

function antiAffinity({ name, podAntiAffinity }: WebServerSettings): Pick<k8s.PodSpec, 'affinity'> {
  if (podAntiAffinity === 'none') return {};
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { 'app.kubernetes.io/name': name } } };
  return podAntiAffinity === 'hard'
    ? { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } }
    : { affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: term }] } } };
}

function autoscaler(scope: Construct, { name, autoscaling: { minReplicas, maxReplicas, cpuPercent } }: WebServerSettings): void {
  new k8s.KubeHorizontalPodAutoscaler(scope, 'autoscaler', {
    metadata: { name, labels: appLabels({ name, component: 'web' }) },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas,
      maxReplicas,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: cpuPercent } } }],
    },
  });
}

function ingress(scope: Construct, { name, ingress: { annotations, className, hosts, tls } }: WebServerSettings): void {
  // The certificates' controller makes them.
  for (const { host } of tls ? hosts : []) External.secret(scope, `${host}-tls`);
  const backend = { service: { name, port: { name: 'http' } } };
  new k8s.KubeIngress(scope, 'ingress', {
    metadata: { name, labels: appLabels({ name, component: 'web' }), annotations },
    spec: {
      ...(className !== undefined && { ingressClassName: className }),
      rules: hosts.map(({ host, paths }) => ({ host, http: { paths: paths.map(({ path, pathType }) => ({ path, pathType, backend })) } })),
      ...(tls && { tls: hosts.map(({ host }) => ({ hosts: [host], secretName: `${host}-tls` })) }),
    },
  });
}
