/** The ingress of many tenants: a controller, its options, and what each tenant gets. */
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { AppConfig, appLabels, ConfiguredApp, http, k8s, program, RollingDeployment, type WorkloadProps } from '../../../../../index';
import { type GatewaySettings, gatewaySettings } from './settings';
import { tenantObjects } from './tenant';

export const gateway = program({
  name: 'gateway',
  settings: gatewaySettings,
  build: (app, s) => {
    new Gateway(app, 'gateway', s);
  },
});

class Gateway extends Chart {
  constructor(scope: Construct, id: string, s: GatewaySettings) {
    super(scope, id, { namespace: s.namespace });
    const { name, className, controller } = s;
    const app = { name, component: 'controller' };
    const options = new AppConfig(this, 'options', { name: `${name}-options`, app, files: s.config });
    new k8s.KubeIngressClass(this, 'class', { metadata: { name: className }, spec: { controller: `example.com/${name}` } });

    const pods: WorkloadProps = {
      name,
      app,
      image: controller.image,
      args: [
        '/gateway',
        `--class=${className}`,
        `--options=$(POD_NAMESPACE)/${options.name}`,
        ...(s.defaultBackend.enabled ? [`--default-backend=$(POD_NAMESPACE)/${name}-default`] : []),
        ...(s.logFormat === 'json' ? ['--log-format=json'] : []),
        ...Object.keys(controller.extraArgs)
          .sort()
          .map((key) => `--${key}=${controller.extraArgs[key]}`),
      ],
      ports: [
        { name: 'http', containerPort: 8080, ...(controller.hostNetwork && { hostPort: 8080 }) },
        { name: 'https', containerPort: 8443, ...(controller.hostNetwork && { hostPort: 8443 }) },
      ],
      mounts: [{ source: options, path: '/etc/gateway' }],
      readinessProbe: http('/healthz'),
      ...(controller.resources && { resources: controller.resources }),
      pod: { hostNetwork: controller.hostNetwork, dnsPolicy: controller.hostNetwork ? 'ClusterFirstWithHostNet' : 'ClusterFirst' },
    };
    if (controller.kind === 'Deployment') new RollingDeployment(this, 'controller', { ...pods, replicas: controller.replicas, changeCause: false });
    else new ConfiguredApp(this, 'controller', { ...pods, kind: 'DaemonSet' });

    new k8s.KubeService(this, 'service', {
      metadata: { name, labels: appLabels(app), annotations: s.service.annotations },
      spec: {
        type: s.service.type,
        ...(s.service.type !== 'ClusterIP' && { externalTrafficPolicy: s.service.externalTrafficPolicy }),
        selector: appLabels(app),
        ports: [
          { name: 'http', port: 80, targetPort: 'http' },
          { name: 'https', port: 443, targetPort: 'https' },
          ...s.service.tcp.map((port) => ({ name: `tcp-${port}`, port, targetPort: port })),
        ],
      },
    });
    if (s.defaultBackend.enabled) defaultBackend(this, s);
    for (const tenant of s.tenants) tenantObjects(this, tenant, s);
  }
}

function defaultBackend(scope: Construct, { name, controller: { image }, defaultBackend: { port, message } }: GatewaySettings): void {
  const app = { name, component: 'default' };
  new RollingDeployment(scope, 'default', {
    name: `${name}-default`,
    app,
    image,
    args: ['/not-found', `--listen=:${port}`],
    env: { MESSAGE: message },
    port,
    replicas: 1,
    changeCause: false,
  });
  new k8s.KubeService(scope, 'default-service', {
    metadata: { name: `${name}-default`, labels: appLabels(app) },
    spec: { selector: appLabels(app), ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
  });
}
