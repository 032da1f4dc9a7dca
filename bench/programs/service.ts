/** The six objects of service number `i`: what every contestant writes. Keys in the order in which people write them. */
export interface PlainObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: { readonly [key: string]: string }; readonly annotations?: { readonly [key: string]: string } };
  readonly [field: string]: unknown;
}

export function serviceObjects(i: number): readonly PlainObject[] {
  const name = `service-${i}`;
  const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': `${name}-prod`, 'app.kubernetes.io/part-of': 'bench' };
  const selector = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': `${name}-prod` };
  const metadata = { name, labels };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        revisionHistoryLimit: 3,
        progressDeadlineSeconds: 600,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        selector: { matchLabels: selector },
        template: {
          metadata: { labels, annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9090' } },
          spec: {
            terminationGracePeriodSeconds: 45,
            securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [
              {
                name: 'app',
                image: `registry.example.com/shop/${name}:1.${i}.0`,
                imagePullPolicy: 'IfNotPresent',
                command: ['gunicorn', 'shop.wsgi', '--bind', '0.0.0.0:8000'],
                ports: [
                  { name: 'http', containerPort: 8000 },
                  { name: 'metrics', containerPort: 9090 },
                ],
                envFrom: [{ configMapRef: { name: `${name}-config` } }, { secretRef: { name: `${name}-secrets`, optional: true } }],
                env: [
                  { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
                  { name: 'SERVICE_INDEX', value: String(i) },
                  { name: 'CACHE_URL', value: `redis://cache-${i % 16}.shop.svc:6379/0` },
                ],
                resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
                readinessProbe: { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 5, failureThreshold: 3 },
                livenessProbe: { httpGet: { path: '/live', port: 'http' }, periodSeconds: 10, initialDelaySeconds: 20 },
                lifecycle: { preStop: { exec: { command: ['sleep', '10'] } } },
                securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
                volumeMounts: [
                  { name: 'tmp', mountPath: '/tmp' },
                  { name: 'config', mountPath: '/etc/shop', readOnly: true },
                ],
              },
            ],
            volumes: [
              { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
              { name: 'config', configMap: { name: `${name}-config` } },
            ],
            topologySpreadConstraints: [
              { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: selector } },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        type: 'ClusterIP',
        selector,
        ports: [
          { name: 'http', port: 80, targetPort: 'http' },
          { name: 'metrics', port: 9090, targetPort: 'metrics' },
        ],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `${name}-config`, labels },
      data: {
        LOG_LEVEL: 'info',
        WORKERS: '4',
        DEBUG: 'false',
        FEATURES: 'search,cart,checkout',
        GREETING: `Hello from ${name}: welcome`,
        'settings.ini': `[server]\nname = ${name}\nthreads = 8\n\n[limits]\nrequests = 1000\n`,
      },
    },
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        minReplicas: 2,
        maxReplicas: 10,
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
      },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      spec: { maxUnavailable: 1, selector: { matchLabels: selector } },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name, labels, annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '8m' } },
      spec: {
        ingressClassName: 'nginx',
        tls: [{ hosts: [`${name}.example.com`], secretName: `${name}-tls` }],
        rules: [
          {
            host: `${name}.example.com`,
            http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { name: 'http' } } } }] },
          },
        ],
      },
    },
  ];
}
