import { intentsOf } from '../manifest';
import type { Gate } from './gate';
import { http } from './probes';
import { RollingDeployment, type RollingDeploymentProps } from './rolling-deployment';
import { chart, faults, objectsOf, yamlOf } from './testing/chart';

const minimal: RollingDeploymentProps = { name: 'web', image: 'shop/dodo:2' };

function deployment(props: Partial<RollingDeploymentProps>) {
  const shop = chart();
  new RollingDeployment(shop, 'web', { ...minimal, ...props });
  return objectsOf(shop)[0];
}

it('needs a name, an image and a port, and loses no request', () => {
  const shop = chart();
  const web = new RollingDeployment(shop, 'web', { ...minimal, port: 8000 });
  expect(yamlOf(shop)).toMatchInlineSnapshot(`
"
apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    kubernetes.io/change-cause: image shop/dodo:2
  labels:
    app.kubernetes.io/name: web
  name: web
  namespace: shop
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: web
  strategy:
    rollingUpdate:
      maxSurge: 25%
      maxUnavailable: 0
    type: RollingUpdate
  template:
    metadata:
      labels:
        app.kubernetes.io/name: web
    spec:
      automountServiceAccountToken: false
      containers:
        - image: shop/dodo:2
          lifecycle:
            preStop:
              sleep:
                seconds: 5
          name: web
          ports:
            - containerPort: 8000
              name: http
          readinessProbe:
            failureThreshold: 3
            periodSeconds: 5
            tcpSocket:
              port: http
            timeoutSeconds: 2
          securityContext:
            allowPrivilegeEscalation: false
            capabilities:
              drop:
                - ALL
      enableServiceLinks: false
      securityContext:
        runAsNonRoot: true
        seccompProfile:
          type: RuntimeDefault
      terminationGracePeriodSeconds: 35
      topologySpreadConstraints:
        - labelSelector:
            matchLabels:
              app.kubernetes.io/name: web
          matchLabelKeys:
            - pod-template-hash
          maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: ScheduleAnyway
        - labelSelector:
            matchLabels:
              app.kubernetes.io/name: web
          matchLabelKeys:
            - pod-template-hash
          maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
"
`);
  expect(intentsOf(web.apiObject)).toEqual([{ intent: 'rolls-with-config' }]);
  expect([web.disruptionBudget, web.autoscaler]).toEqual([undefined, undefined]);
});

it('makes a worker without probe and drain', () => {
  const { spec } = deployment({ topologySpread: false });
  expect(spec.template.spec.containers[0]).not.toHaveProperty('readinessProbe');
  expect(spec.template.spec.containers[0]).not.toHaveProperty('lifecycle');
  expect(spec.template.spec).not.toHaveProperty('terminationGracePeriodSeconds');
  expect(spec.template.spec).not.toHaveProperty('topologySpreadConstraints');
});

it('makes budget and autoscaler of the same name, labels and namespace, and then writes no replicas', () => {
  const shop = chart();
  const web = new RollingDeployment(shop, 'web', {
    ...minimal,
    app: { name: 'shop', component: 'web' },
    metadata: { namespace: 'other' },
    resources: { requests: { cpu: '100m' } },
    disruptionBudget: { minAvailable: 1 },
    autoscaling: { minReplicas: 2, maxReplicas: 6, cpuPercent: 70 },
  });
  const [object, budget, scaler] = objectsOf(shop);
  expect(object.spec).not.toHaveProperty('replicas');
  const labels = { 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/component': 'web' };
  expect(budget).toMatchObject({
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: 'other', labels },
    spec: { selector: { matchLabels: labels } },
  });
  expect(scaler).toMatchObject({
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'other', labels },
    spec: { scaleTargetRef: { name: 'web' } },
  });
  expect([web.disruptionBudget?.name, web.autoscaler?.name]).toEqual(['web', 'web']);
});

it.each<[string, Partial<RollingDeploymentProps>, object]>([
  ['replicas', { replicas: 3 }, { spec: { replicas: 3 } }],
  ['no replicas at all', { replicas: 0 }, { spec: { replicas: 0 } }],
  ['a strategy', { rollout: { strategy: 'Recreate' } }, { spec: { strategy: { type: 'Recreate' } } }],
  [
    'times and history',
    { minReadySeconds: 10, progressDeadlineSeconds: 60, revisionHistoryLimit: 3, paused: true },
    { spec: { minReadySeconds: 10, progressDeadlineSeconds: 60, revisionHistoryLimit: 3, paused: true } },
  ],
  [
    'a probe',
    { port: 80, readinessProbe: http('/ready') },
    { spec: { template: { spec: { containers: [{ readinessProbe: { httpGet: { path: '/ready' } } }] } } } },
  ],
  ['spread of its own', { pod: { topologySpreadConstraints: [] } }, { spec: { template: { spec: { topologySpreadConstraints: [] } } } }],
  ['a change cause', { changeCause: { commit: '4f2' } }, { metadata: { annotations: { 'kubernetes.io/change-cause': 'image shop/dodo:2, commit 4f2' } } }],
  [
    'a change cause among annotations',
    { metadata: { annotations: { 'kubernetes.io/change-cause': 'x' } } },
    { metadata: { annotations: { 'kubernetes.io/change-cause': 'x' } } },
  ],
])('takes %s', (_, props, expected) => expect(deployment(props)).toMatchObject(expected));

it.each<[string, Partial<RollingDeploymentProps>, string]>([
  ['readinessProbe', { port: 80, readinessProbe: false }, 'readinessProbe'],
  ['drain', { port: 80, drain: false }, 'lifecycle'],
])('leaves out %s where that is said', (_, props, field) => expect(deployment(props).spec.template.spec.containers[0]).not.toHaveProperty(field));

it('leaves out the change cause where that is said', () => expect(deployment({ changeCause: false }).metadata).not.toHaveProperty('annotations'));

it('spreads the pods that a selector of its own selects', () => {
  const [first] = deployment({ selector: { app: 'web' } }).spec.template.spec.topologySpreadConstraints;
  expect(first.labelSelector).toEqual({ matchLabels: { app: 'web' } });
});

describe('a gate', () => {
  const gate = (waitSeconds?: number): Gate => ({ waitContainer: () => ({ name: 'migrated', image: 'a' }), waitSeconds });

  it('comes before the containers, and its time is added to that of the rollout', () => {
    const { spec } = deployment({ after: [gate(900), gate()].map((one, i) => ({ ...one, waitContainer: () => ({ name: `g${i}`, image: 'a' }) })) });
    expect(spec.template.spec.initContainers).toMatchObject([{ name: 'g0' }, { name: 'g1' }]);
    expect(spec.progressDeadlineSeconds).toBe(1500);
  });

  it('changes no deadline that is said', () => expect(deployment({ after: [gate(900)], progressDeadlineSeconds: 60 }).spec.progressDeadlineSeconds).toBe(60));

  it('that says no time leaves the deadline to Kubernetes', () => expect(deployment({ after: [gate()] }).spec).not.toHaveProperty('progressDeadlineSeconds'));
});

it.each<[string, Partial<RollingDeploymentProps>, readonly string[]]>([
  ['replicas that are none', { replicas: 1.5 }, ['FIELD_INVALID replicas']],
  [
    'replicas beside an autoscaler',
    { replicas: 2, autoscaling: { minReplicas: 1, maxReplicas: 2, metrics: [{ type: 'External' }] } },
    ['AUTOSCALING_AND_REPLICAS replicas'],
  ],
  [
    'a budget that blocks the least number',
    { disruptionBudget: { minAvailable: 2 }, autoscaling: { minReplicas: 2, maxReplicas: 3, metrics: [{ type: 'External' }] } },
    ['BUDGET_BLOCKS_DRAIN disruptionBudget'],
  ],
  ['a deadline that no pod can meet', { minReadySeconds: 60, progressDeadlineSeconds: 60 }, ['PROGRESS_DEADLINE_TOO_SHORT progressDeadlineSeconds']],
  ['readiness after the default deadline', { minReadySeconds: 600 }, ['PROGRESS_DEADLINE_TOO_SHORT progressDeadlineSeconds']],
  ['a grace period that the drain does not fit', { port: 80, pod: { terminationGracePeriodSeconds: 5 } }, ['DRAIN_TOO_LONG pod.terminationGracePeriodSeconds']],
  ['a label that is none, once', { app: { name: '-' } }, ['NAME_INVALID app', 'SELECTOR_MISMATCH selector']],
  [
    'everything together',
    { replicas: -1, rollout: { maxSurge: 0 }, image: 'A', env: { 'x-y': 1 } },
    ['FIELD_INVALID replicas', 'ROLLOUT_IMPOSSIBLE rollout', 'ENV_NAME_INVALID env.x-y', 'IMAGE_INVALID image'],
  ],
])('refuses %s', (_, props, expected) => expect(faults((scope) => new RollingDeployment(scope, 'web', { ...minimal, ...props }))).toEqual(expected));
