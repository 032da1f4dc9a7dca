import { Duration } from 'cdk8s';
import { http } from '../../lib';
import { CONTAINER, image, job, KEYS, POD, type Refused, service, web } from './refusals';

/** What the API server takes, although it cannot work or will hurt; docs/errors says why of each. */
export const BY_US: Readonly<Record<string, Refused>> = {
  'a Deployment whose name has a dot': { code: 'NAME_INVALID', ours: web({ name: 'web.v1' }), kind: 'Deployment', put: { 'metadata.name': 'web.v1' } },
  'a Service whose name begins with a digit': { code: 'NAME_INVALID', ours: service({ name: '1web' }), kind: 'Service', put: { 'metadata.name': '1web' } },
  'a variable that no shell reads': {
    code: 'ENV_NAME_INVALID',
    ours: web({ env: { '1.A': 'b' } }),
    kind: 'Deployment',
    put: { [`${CONTAINER}.env`]: [{ name: '1.A', value: 'b' }] },
  },
  'an image with capitals': { code: 'IMAGE_INVALID', ours: web({ image: 'Shop/Dodo:1' }), kind: 'Deployment', put: { [`${CONTAINER}.image`]: 'Shop/Dodo:1' } },
  'an image with two tags': { code: 'IMAGE_INVALID', ours: web({ image: 'shop:1:2' }), kind: 'Deployment', put: { [`${CONTAINER}.image`]: 'shop:1:2' } },
  'a probe of a port that is not declared': {
    code: 'PROBE_PORT_UNKNOWN',
    ours: web({ readinessProbe: http('/ready') }),
    kind: 'Deployment',
    put: { [`${CONTAINER}.readinessProbe`]: { httpGet: { port: 'http' } } },
  },
  'root, where root is forbidden': {
    code: 'ROOT_REFUSED',
    ours: web({ securityContext: { runAsUser: 0 } }),
    kind: 'Deployment',
    put: { [`${CONTAINER}.securityContext`]: { runAsUser: 0, runAsNonRoot: true } },
  },
  'a sleep as long as the grace period': {
    code: 'DRAIN_TOO_LONG',
    ours: web({ port: 8000, drain: { wait: Duration.seconds(30) }, pod: { terminationGracePeriodSeconds: 30 } }),
    kind: 'Deployment',
    put: { [`${CONTAINER}.lifecycle`]: { preStop: { sleep: { seconds: 30 } } } },
  },
  'one port of two containers': {
    code: 'PORT_TWICE',
    ours: web({ port: 8000, containers: [{ name: 'b', image, port: 8000 }] }),
    kind: 'Deployment',
    put: { [`${POD}.containers`]: ['a', 'b'].map((name) => ({ name, image, ports: [{ name: 'http', containerPort: 8000 }] })) },
  },
  'a budget that lets no pod go': {
    code: 'BUDGET_BLOCKS_DRAIN',
    ours: web({ disruptionBudget: { maxUnavailable: 0 } }),
    kind: 'PodDisruptionBudget',
    put: { 'spec.maxUnavailable': 0 },
  },
  'a key that its ConfigMap does not have': {
    code: 'CONFIG_KEY_MISSING',
    ours: web({ env: { B: { source: KEYS, key: 'B' } } }),
    kind: 'Deployment',
    put: { [`${CONTAINER}.env`]: [{ name: 'B', valueFrom: { configMapKeyRef: { name: 'keys', key: 'B' } } }] },
  },
  'a Service port that no container declares': {
    code: 'SERVICE_PORT_UNKNOWN',
    ours: service({ ports: [{ port: 80, targetPort: 'metrics' }] }),
    kind: 'Service',
    put: { 'spec.ports': [{ port: 80, targetPort: 'metrics' }] },
  },
  'a migration that is restarted in place': {
    code: 'FIELD_INVALID',
    ours: job({ pod: { restartPolicy: 'OnFailure' } }),
    kind: 'Job',
    put: { [`${POD}.restartPolicy`]: 'OnFailure' },
  },
  'a migration that goes away, and runs again': {
    code: 'MIGRATION_TTL',
    ours: job({ ttlAfterFinished: Duration.hours(1) }),
    kind: 'Job',
    put: { 'spec.ttlSecondsAfterFinished': 3600 },
  },
  'a migration without any time': {
    code: 'QUANTITY_INVALID',
    ours: job({ deadline: Duration.seconds(0) }),
    kind: 'Job',
    put: { 'spec.activeDeadlineSeconds': 0 },
  },
};
