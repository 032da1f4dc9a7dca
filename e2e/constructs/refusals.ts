/** What both tables of refusals are made with: our constructs with something wrong in them, and plain objects to put the same thing into. */
import type { Chart } from 'cdk8s';
import {
  AppConfig,
  AppService,
  type AppServiceProps,
  type ConfigSource,
  MigrationJob,
  type MigrationJobProps,
  RollingDeployment,
  type RollingDeploymentProps,
} from '../../lib';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface Refused {
  readonly code: string;
  /** What our construct refuses. */
  readonly ours: (chart: Chart) => unknown;
  /** The kind that says the same by hand, and what is put where in it. */
  readonly kind: keyof typeof BASES;
  readonly put: Readonly<Record<string, Json>>;
}

export const image = 'registry.example.com/shop/dodo:1';
export const requests = { cpu: '100m' };
export const scaling = { minReplicas: 1, maxReplicas: 2 };
export const container = { name: 'web', image };
export const KEYS: ConfigSource = { kind: 'ConfigMap', name: 'keys', keys: ['A'] };

export const web = (props: Partial<RollingDeploymentProps>) => (chart: Chart) => new RollingDeployment(chart, 'web', { name: 'web', image, ...props });
export const service = (props: Omit<AppServiceProps, 'app'>) => (chart: Chart) =>
  new AppService(chart, 'service', { app: web({ port: 8000 })(chart), ...props });
export const job = (props: Partial<MigrationJobProps>) => (chart: Chart) =>
  new MigrationJob(chart, 'job', { name: 'job', image, command: ['a'], check: ['b'], ...props });
export const config = (props: object) => (chart: Chart) => new AppConfig(chart, 'config', { name: 'config', ...props });

/** Objects that the API server takes as they are. */
export const BASES = {
  Deployment: (): Json => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } },
    },
  }),
  Service: (): Json => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } }),
  PodDisruptionBudget: (): Json => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web' },
    spec: { selector: { matchLabels: { app: 'web' } } },
  }),
  HorizontalPodAutoscaler: (): Json => ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: { minReplicas: 1, maxReplicas: 2, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
  }),
  ConfigMap: (): Json => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' } }),
  Job: (): Json => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'web' },
    spec: { template: { spec: { restartPolicy: 'Never', containers: [container] } } },
  }),
} as const;

export const STRATEGY = 'spec.strategy';
export const POD = 'spec.template.spec';
export const CONTAINER = `${POD}.containers.0`;
export const rolling = (maxSurge: Json, maxUnavailable: Json): Json => ({ type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } });
export const cpu = (averageUtilization: number): Json => [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } }];
export const anyCount = (count: unknown) => count as number;
