import { type AutoscalingProps, autoscaler, checkAutoscaling } from './autoscaling';
import type { PodProps } from './pod-template';
import { ProblemList } from './problem-list';
import { chart, yamlOf } from './testing/chart';

const requests = { resources: { requests: { cpu: '100m', memory: '128Mi' } } };
const pods: PodProps = { image: 'a', ...requests };
const scaling: AutoscalingProps = { minReplicas: 2, maxReplicas: 4 };

function check(autoscaling: AutoscalingProps, props: PodProps = pods, replicas?: number): void {
  const problems = new ProblemList('web');
  checkAutoscaling(autoscaling, replicas, { name: 'web', ...props } as PodProps, problems);
  problems.throwIfAny();
}

it.each<[string, Partial<AutoscalingProps>, PodProps]>([
  ['a request of each container', {}, { ...pods, sidecars: [{ name: 's', image: 's', ...requests }], initContainers: [{ name: 'i', image: 'i' }] }],
  ['limits, which requests follow', { memoryPercent: 70 }, { image: 'a', resources: { limits: { memory: '1Gi' } } }],
  ['a request of the pod', {}, { image: 'a', pod: { resources: { requests: { cpu: 1 } } } }],
  ['a metric that needs no request', { metrics: [{ type: 'External' }] }, { image: 'a' }],
  ['one number of pods', { minReplicas: 4 }, pods],
])('takes %s', (_, props, of) => expect(() => check({ ...scaling, ...props }, of)).not.toThrow());

it.each<[string, Partial<AutoscalingProps>, PodProps, number | undefined, RegExp]>([
  ['more at least than at most', { minReplicas: 5 }, pods, undefined, /AUTOSCALING_INVALID {2}autoscaling: minReplicas 5 is more than maxReplicas 4/],
  ['none at least', { minReplicas: 0 }, pods, undefined, /FIELD_INVALID {2}autoscaling.minReplicas/],
  ['a number of pods beside it', {}, pods, 2, /AUTOSCALING_AND_REPLICAS {2}replicas/],
  [
    'a share of nothing',
    {},
    { image: 'a' },
    undefined,
    /AUTOSCALING_WITHOUT_REQUEST {2}autoscaling: .* none of web\n.*\n {2}fix: Give it resources: { requests: { cpu: … } }/,
  ],
  ['a share of a request that a sidecar lacks', {}, { ...pods, sidecars: [{ name: 's', image: 's' }] }, undefined, /there is none of s\n/],
  ['a share of memory without request', { memoryPercent: 70 }, { image: 'a', resources: { requests: { cpu: 1 } } }, undefined, /measures memory/],
  [
    'a metric in full without request',
    { metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } }] },
    { image: 'a' },
    undefined,
    /WITHOUT_REQUEST/,
  ],
  ['no percentage', { cpuPercent: 0 }, pods, undefined, /FIELD_INVALID {2}autoscaling.cpuPercent/],
])('refuses %s', (_, props, of, replicas, message) => expect(() => check({ ...scaling, ...props }, of, replicas)).toThrow(message));

it('is a HorizontalPodAutoscaler by CPU, unless something else is said', () => {
  const shop = chart();
  autoscaler(shop, { name: 'web' }, 'web', scaling);
  expect(yamlOf(shop)).toMatchInlineSnapshot(`
"
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
  namespace: shop
spec:
  maxReplicas: 4
  metrics:
    - resource:
        name: cpu
        target:
          averageUtilization: 80
          type: Utilization
      type: Resource
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web
"
`);
});

it.each<[string, Partial<AutoscalingProps>, object]>([
  ['memory alone', { memoryPercent: 70 }, { metrics: [{ resource: { name: 'memory', target: { averageUtilization: 70 } } }] }],
  [
    'both',
    { cpuPercent: 60, memoryPercent: 70 },
    { metrics: [{ resource: { name: 'cpu', target: { averageUtilization: 60 } } }, { resource: { name: 'memory' } }] },
  ],
  ['a metric in full', { metrics: [{ type: 'External' }] }, { metrics: [{ type: 'External' }] }],
  ['any other field', { behavior: { scaleDown: { stabilizationWindowSeconds: 600 } } }, { behavior: { scaleDown: { stabilizationWindowSeconds: 600 } } }],
])('scales by %s', (_, props, expected) => {
  expect(autoscaler(chart(), { name: 'web' }, 'web', { ...scaling, ...props }).toJson().spec).toMatchObject(expected);
});
