/** Many services of a few teams: the program that bench/derive.ts makes charts of, with as many settings and objects as it asks for. */
import { ApiObject, type ApiObjectProps, Chart } from 'cdk8s';
import { z } from 'zod';
import { type Program, program } from '../../lib';
import { addIntent, type Json } from '../../lib/manifest';

/** What a team says about its services: 15 leaves. */
const team = z.object({
  image: z.object({ repository: z.string().min(1), tag: z.string().min(1) }),
  replicas: z.int().min(1).max(50),
  workers: z.int().min(1).max(64),
  logLevel: z.enum(['debug', 'info', 'warning', 'error']),
  debug: z.boolean(),
  ingress: z.object({ host: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/), tls: z.boolean() }),
  autoscaling: z.object({ maxReplicas: z.int().min(1).max(100), cpuPercent: z.int().min(1).max(100) }).optional(),
  resources: z.object({ cpu: z.string().regex(/^[1-9][0-9]{0,3}m$/), memory: z.string().regex(/^[1-9][0-9]{0,3}Mi$/) }),
  origins: z.array(z.url()),
  config: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string()),
  sentryDsn: z.url().optional(),
});

type Team = z.infer<typeof team>;

export const LEAVES_OF_A_TEAM = 15;
export const OBJECTS_OF_A_SERVICE = 6;

/** Names and numbers in the program's source, as the literals that a chart is learned with. */
export const LITERALS = ['info', 'debug', 'DEBUG', 'LOG_LEVEL', 'WORKERS', 'ORIGIN__', 'SENTRY_DSN', 'http', '/ready', 'Utilization', '-tls', 0, 1, 3, 8000];

/** Services, each of one of the teams. */
export function estate(teams: number, services: number): Program<Readonly<Record<string, Team>>> {
  const names = Array.from({ length: teams }, (_, at) => `team${at}`);
  return program({
    name: 'estate',
    settings: z.strictObject(Object.fromEntries(names.map((name) => [name, team]))),
    build: (app, settings) => {
      for (let i = 0; i < services; i++) {
        const name = `service-${i}`;
        const chart = new Chart(app, name);
        for (const props of serviceObjects(name, settings[names[i % teams] as string] as Team)) {
          const object = new ApiObject(chart, props.kind, props);
          if (props.kind === 'Deployment') addIntent(object, { intent: 'rolls-with-config' });
          if (props.kind === 'Ingress') addIntent(object, { intent: 'external', kind: 'Secret', name: `${name}-tls` });
        }
      }
    },
  });
}

/** The settings of an environment. */
export function estateValues(teams: number): Json {
  const one = {
    image: { repository: 'registry.example.com/shop/web', tag: '1.2.3' },
    replicas: 2,
    workers: 4,
    logLevel: 'info',
    debug: false,
    ingress: { host: 'shop.example.com', tls: true },
    autoscaling: { maxReplicas: 8, cpuPercent: 70 },
    resources: { cpu: '100m', memory: '128Mi' },
    origins: ['https://shop.example.com'],
    config: { GREETING: 'hello' },
  };
  return Object.fromEntries(Array.from({ length: teams }, (_, at) => [`team${at}`, one]));
}

function serviceObjects(name: string, s: Team): readonly ApiObjectProps[] {
  const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/component': name };
  const metadata = { name, labels };
  const config = `${name}-config`;
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: config, labels }, data: configData(name, s) } as ApiObjectProps,
    deployment(name, labels, s),
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] } } as ApiObjectProps,
    { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec: { maxUnavailable: 1, selector: { matchLabels: labels } } } as ApiObjectProps,
    ingress(name, labels, s),
    ...(s.autoscaling === undefined ? [] : [autoscaler(name, labels, s.replicas, s.autoscaling)]),
  ];
}

function configData(name: string, s: Team): Record<string, string> {
  return {
    LOG_LEVEL: s.logLevel,
    WORKERS: String(s.workers),
    ...(s.debug && { DEBUG: 'true' }),
    GREETING_OF: `Hello from ${name}: welcome`,
    ...Object.fromEntries(s.origins.map((origin, at) => [`ORIGIN__${at}`, origin])),
    ...(s.sentryDsn !== undefined && { SENTRY_DSN: s.sentryDsn }),
    ...s.config,
    'settings.ini': [`[server]`, `name = ${name}`, `threads = ${s.workers}`, ...(s.debug ? ['reload = true'] : []), ''].join('\n'),
  };
}

function deployment(name: string, labels: Record<string, string>, s: Team): ApiObjectProps {
  const container = {
    name: 'app',
    image: `${s.image.repository}:${s.image.tag}`,
    args: ['gunicorn', `--workers=${s.workers}`, ...(s.debug ? ['--reload'] : []), ...s.origins.map((origin) => `--allow=${origin}`)],
    ports: [{ name: 'http', containerPort: 8000 }],
    envFrom: [{ configMapRef: { name: `${name}-config` } }],
    resources: { requests: { cpu: s.resources.cpu, memory: s.resources.memory }, limits: { memory: s.resources.memory } },
    readinessProbe: { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 5, failureThreshold: 3 },
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
  };
  const template = { metadata: { labels }, spec: { securityContext: { runAsNonRoot: true }, containers: [container] } };
  const replicas = s.autoscaling === undefined ? { replicas: s.replicas } : {};
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: { ...replicas, selector: { matchLabels: labels }, template },
  } as ApiObjectProps;
}

function ingress(name: string, labels: Record<string, string>, s: Team): ApiObjectProps {
  const host = `${name}.${s.ingress.host}`;
  const paths = [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { name: 'http' } } } }];
  const tls = s.ingress.tls ? { tls: [{ hosts: [host], secretName: `${name}-tls` }] } : {};
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, labels },
    spec: { ...tls, rules: [{ host, http: { paths } }] },
  } as ApiObjectProps;
}

function autoscaler(name: string, labels: Record<string, string>, minReplicas: number, s: NonNullable<Team['autoscaling']>): ApiObjectProps {
  const metrics = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: s.cpuPercent } } }];
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name };
  const spec = { scaleTargetRef, minReplicas, maxReplicas: s.maxReplicas, metrics };
  return { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name, labels }, spec } as ApiObjectProps;
}
