import type { Construct } from 'constructs';
import { type HorizontalPodAutoscalerSpec, KubeHorizontalPodAutoscaler, type MetricSpec, type ObjectMeta } from '../../imports/k8s';
import { checkWhole } from './count';
import type { PodProps } from './pod-template';
import type { ProblemList } from './problem-list';

/** How a HorizontalPodAutoscaler sets the number of pods: any field of its spec, with short forms for the two usual metrics. */
export interface AutoscalingProps extends Omit<HorizontalPodAutoscalerSpec, 'scaleTargetRef' | 'minReplicas'> {
  /** Never fewer pods. Kubernetes would take 1; here it is said. */
  readonly minReplicas: number;
  /**
   * Average use of CPU to keep to, in percent of the request.
   * @default 80, as Kubernetes has it, where no other metric is given
   */
  readonly cpuPercent?: number | undefined;
  /**
   * Average use of memory to keep to, in percent of the request.
   * @default none
   */
  readonly memoryPercent?: number | undefined;
}

/** Notes an autoscaler that the API server would refuse, or that could never know how much its pods use. */
export function checkAutoscaling(autoscaling: AutoscalingProps, replicas: number | undefined, pods: PodProps, problems: ProblemList): void {
  const { minReplicas, maxReplicas, cpuPercent, memoryPercent } = autoscaling;
  checkWhole(minReplicas, 1, 'autoscaling.minReplicas', problems);
  checkWhole(maxReplicas, 1, 'autoscaling.maxReplicas', problems);
  checkWhole(cpuPercent, 1, 'autoscaling.cpuPercent', problems);
  checkWhole(memoryPercent, 1, 'autoscaling.memoryPercent', problems);
  if (minReplicas > maxReplicas) {
    problems.add('AUTOSCALING_INVALID', 'autoscaling', `minReplicas ${minReplicas} is more than maxReplicas ${maxReplicas}`, 'let maxReplicas be the larger');
  }
  if (replicas !== undefined) {
    problems.add(
      'AUTOSCALING_AND_REPLICAS',
      'replicas',
      'replicas and autoscaling both set the number of pods: every apply would undo what the autoscaler did',
      'drop one of them',
    );
  }
  for (const { resource } of metrics(autoscaling)) {
    if (resource?.target.type === 'Utilization') checkRequests(resource.name, pods, problems);
  }
}

/** A share of a request needs a request: of the pod, or of each container and sidecar (replica_calculator.go, calculateRequests). Limits stand in for requests. */
function checkRequests(resource: string, props: PodProps, problems: ProblemList): void {
  const { pod, name, containers = [], sidecars = [] } = props as PodProps & { name?: string };
  const requests = (one: PodProps['pod'] | Pick<PodProps, 'resources'>): boolean =>
    ({ ...one?.resources?.limits, ...one?.resources?.requests })[resource] !== undefined;
  if (requests(pod)) return;
  const own = props.image === undefined ? [] : [{ name, resources: props.resources }];
  const without = [...own, ...containers, ...sidecars].filter((one) => !requests(one)).map((one) => one.name);
  if (without.length === 0) return;
  problems.add(
    'AUTOSCALING_WITHOUT_REQUEST',
    'autoscaling',
    `the autoscaler measures ${resource} in percent of the request, and there is none of ${without.join(', ')}`,
    `give ${without.length === 1 ? 'it' : 'each'} resources: { requests: { ${resource}: … } }`,
  );
}

function metrics({ metrics: own = [], cpuPercent, memoryPercent }: AutoscalingProps): readonly MetricSpec[] {
  const cpu = cpuPercent ?? (own.length === 0 && memoryPercent === undefined ? 80 : undefined);
  return [...(cpu === undefined ? [] : [utilization('cpu', cpu)]), ...(memoryPercent === undefined ? [] : [utilization('memory', memoryPercent)]), ...own];
}

function utilization(name: string, averageUtilization: number): MetricSpec {
  return { type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } };
}

/** The HorizontalPodAutoscaler of a Deployment. */
export function autoscaler(scope: Construct, metadata: ObjectMeta, deployment: string, props: AutoscalingProps): KubeHorizontalPodAutoscaler {
  const { cpuPercent: _cpu, memoryPercent: _memory, ...spec } = props;
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment };
  return new KubeHorizontalPodAutoscaler(scope, 'Autoscaler', { metadata, spec: { scaleTargetRef, ...spec, metrics: metrics(props) } });
}
