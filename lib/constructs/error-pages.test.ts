import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Construct } from 'constructs';
import { RollwrightError } from '../errors';
import { AppService } from './app-service';
import type { ConfigSource } from './config-source';
import { http } from './probes';
import { RollingDeployment, type RollingDeploymentProps } from './rolling-deployment';
import { chart } from './testing/chart';
import { WebService } from './web-service';

const shared: ConfigSource = { kind: 'ConfigMap', name: 'shared', keys: ['LOG_LEVEL'] };
const own: ConfigSource = { kind: 'ConfigMap', name: 'web', keys: ['LOG_LEVEL'] };
const files: ConfigSource = { kind: 'ConfigMap', name: 'files', keys: ['nginx.conf'] };
const scaling = { minReplicas: 2, maxReplicas: 6 };
const web = (props: Partial<RollingDeploymentProps>) => (scope: Construct) =>
  new RollingDeployment(scope, 'web', { name: 'web', image: 'shop/dodo:2', ...props });

/** For each code of this room's workloads, something that is wrong in that way: its page shows what is said about it. */
const wrong: Readonly<Record<string, (scope: Construct) => unknown>> = {
  AUTOSCALING_AND_REPLICAS: web({ replicas: 4, autoscaling: scaling, resources: { requests: { cpu: '100m' } } }),
  AUTOSCALING_INVALID: web({ autoscaling: { minReplicas: 6, maxReplicas: 2 }, resources: { requests: { cpu: '100m' } } }),
  AUTOSCALING_WITHOUT_REQUEST: web({ autoscaling: scaling }),
  BUDGET_BLOCKS_DRAIN: web({ replicas: 2, disruptionBudget: { minAvailable: 2 } }),
  COMPONENT_TWICE: (scope) => new WebService(scope, 'dodo', { name: 'dodo', image: 'shop/dodo:2', web: { port: 8000 }, workers: { web: {} } }),
  CONTAINER_MISSING: (scope) => new RollingDeployment(scope, 'web', { name: 'web' }),
  CONTAINER_TWICE: web({ containers: [{ name: 'web', image: 'nginx:1.29' }] }),
  DRAIN_TOO_LONG: web({ port: 8000, pod: { terminationGracePeriodSeconds: 5 } }),
  ENV_KEY_TWICE: web({ config: [shared, own] }),
  ENV_NAME_INVALID: web({ config: [files] }),
  FIELD_INVALID: web({ replicas: 1.5 }),
  MOUNT_PATH_TWICE: web({ mounts: [shared, files].map((source) => ({ source, path: '/etc/shop' })) }),
  NODE_PORT_INVALID: (scope) =>
    new AppService(scope, 'service', { app: web({ port: 8000 })(scope), type: 'NodePort', ports: [{ port: 80, targetPort: 'http', nodePort: 8080 }] }),
  PORT_TWICE: web({ port: 8000, containers: [{ name: 'nginx', image: 'nginx:1.29', port: 8080 }] }),
  PROBE_PORT_UNKNOWN: web({ readinessProbe: http('/ready') }),
  PROGRESS_DEADLINE_TOO_SHORT: web({ minReadySeconds: 60, progressDeadlineSeconds: 60 }),
  ROLLOUT_IMPOSSIBLE: web({ rollout: { maxSurge: 0 } }),
  ROOT_REFUSED: web({ securityContext: { runAsUser: 0 } }),
  SELECTOR_MISMATCH: web({ podMetadata: { labels: { 'app.kubernetes.io/name': 'shop' } } }),
  SERVICE_PORT_UNKNOWN: (scope) => new AppService(scope, 'service', { app: web({ ports: [{ name: 'web', containerPort: 8000 }] })(scope) }),
  TRIGGER_INVALID: web({ triggers: { restartedAt: 'yesterday' } }),
  VOLUME_UNKNOWN: web({ volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }] }),
};

it.each(Object.entries(wrong))('the page of %s shows what is said', (code, build) => {
  const page = readFileSync(join(__dirname, '../../docs/errors', `${code}.md`), 'utf8');
  expect(page.startsWith(`# ${code}\n`)).toBe(true);
  expect(page).toContain(`\`\`\`\n${said(build)}\n\`\`\`\n`);
});

function said(build: (scope: Construct) => unknown): string {
  try {
    build(chart());
  } catch (error) {
    if (error instanceof RollwrightError) return error.message;
    throw error;
  }
  throw new Error('nothing is wrong');
}
