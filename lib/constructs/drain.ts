import type { Duration } from 'cdk8s';
import type { Lifecycle, PodSpec } from '../../imports/k8s';
import type { ContainerProps } from './container';
import type { PodProps } from './pod-template';
import type { ProblemList } from './problem-list';
import { wholeSeconds } from './quantities';

/** How a pod goes. */
export interface DrainProps {
  /**
   * Time between "this pod is going" and SIGTERM, in which every proxy learns not to send new connections: a `preStop` sleep of each container.
   *
   * Measured on a real node with kube-proxy, at 200 requests a second: without it 113 to 183 of about 4,500 requests failed in a rolling update, with 1 s 2 to 5,
   * with 2 s and more none (docs/measured-rollouts.md). Cloud load balancers take longer: 15 to 30 s is usual there.
   * @default Duration.seconds(5) where a container of the pod declares a port, else none
   */
  readonly wait?: Duration | undefined;
  /**
   * Time that the program has after SIGTERM to end what it is at, before it is killed.
   * @default Duration.seconds(30), Kubernetes' own, and what gunicorn gives its workers
   */
  readonly stop?: Duration | undefined;
}

const WAIT_SECONDS = 5;
const STOP_SECONDS = 30;

/** The pod with the `preStop` sleep of each container that has no `preStop` of its own, and a grace period that both times fit in. */
export function drained<P extends PodProps>(props: P, drain: DrainProps | false | undefined, problems: ProblemList): P {
  if (drain === false || (drain === undefined && !servesPort(props))) return props;
  const seconds = (name: keyof DrainProps, otherwise: number): number =>
    problems.attempt('drain', () => (drain?.[name] === undefined ? otherwise : wholeSeconds(drain[name], { what: name }))) ?? otherwise;
  const wait = seconds('wait', servesPort(props) ? WAIT_SECONDS : 0);
  const stop = seconds('stop', STOP_SECONDS);
  const longest = Math.max(wait, ...[props, ...(props.containers ?? [])].map((one) => one.lifecycle?.preStop?.sleep?.seconds ?? 0));
  return {
    ...props,
    ...(props.image !== undefined && withPreStop(props.lifecycle, wait)),
    ...(props.containers && { containers: props.containers.map((one) => ({ ...one, ...withPreStop(one.lifecycle, wait) })) }),
    pod: { terminationGracePeriodSeconds: longest + stop, ...props.pod },
  };
}

function withPreStop(own: Lifecycle | undefined, wait: number): Pick<ContainerProps, 'lifecycle'> {
  if (wait === 0 || own?.preStop !== undefined) return own === undefined ? {} : { lifecycle: own };
  return { lifecycle: { ...own, preStop: { sleep: { seconds: wait } } } };
}

/** Every container waits when one of the pod has a port: what takes the connection (a proxy, a sidecar) may need the others to answer it. */
function servesPort(props: PodProps): boolean {
  return [props, ...(props.containers ?? []), ...(props.sidecars ?? [])].some((one) => one.port !== undefined || (one.ports ?? []).length > 0);
}

/** What Kubernetes takes where a pod names no grace period. */
const GRACE_SECONDS = 30;

/** Notes a `preStop` sleep that leaves the program no time: the API server refuses a longer one than the grace period (validateSleepAction). */
export function checkDrain(pod: PodSpec, problems: ProblemList): void {
  const grace = pod.terminationGracePeriodSeconds ?? GRACE_SECONDS;
  for (const { name, lifecycle } of [...(pod.initContainers ?? []), ...pod.containers]) {
    const sleep = lifecycle?.preStop?.sleep?.seconds ?? 0;
    if (sleep === 0 || sleep < grace) continue;
    problems.add(
      'DRAIN_TOO_LONG',
      'pod.terminationGracePeriodSeconds',
      `container ${name} sleeps ${sleep} s before it is told to stop, and is killed after ${grace} s`,
      `leave the grace period out, so that it fits, or make it longer than ${sleep} s`,
    );
  }
}
