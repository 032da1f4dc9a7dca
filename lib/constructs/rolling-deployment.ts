import type { Construct } from 'constructs';
import type { DeploymentSpec, KubeHorizontalPodAutoscaler, KubePodDisruptionBudget, ObjectMeta, Probe } from '../../imports/k8s';
import { type AutoscalingProps, autoscaler, checkAutoscaling } from './autoscaling';
import { CHANGE_CAUSE, type ChangeCause, changeCauseText } from './change-cause';
import { ConfiguredApp, type ConfiguredAppProps, pathOf, type WorkloadProps } from './configured-app';
import { checkWhole } from './count';
import { checkDisruptionBudget, type DisruptionBudgetProps, disruptionBudget } from './disruption-budget';
import { type DrainProps, drained } from './drain';
import { appLabels, selectorLabels } from './labels';
import { tcp } from './probes';
import { ProblemList } from './problem-list';
import { deploymentStrategy, type RolloutProps } from './rollout';
import { softSpread } from './topology';

/** What a {@link RollingDeployment} says: an app, and how its pods are replaced, counted and kept. */
export interface RollingDeploymentProps
  extends Omit<WorkloadProps, 'readinessProbe'>,
    Pick<DeploymentSpec, 'minReadySeconds' | 'progressDeadlineSeconds' | 'revisionHistoryLimit' | 'paused'> {
  /**
   * The number of pods. Where it is left out Kubernetes makes one, and leaves alone what `kubectl scale` or another autoscaler sets later.
   * @default not written
   */
  readonly replicas?: number | undefined;
  /**
   * How pods are replaced.
   * @default RollingUpdate, maxSurge '25%', maxUnavailable 0; both are always written
   */
  readonly rollout?: RolloutProps | undefined;
  /**
   * When the app's own container takes traffic. `false`: as soon as it has started, which loses requests while the program still loads.
   * @default tcp(), where `port` is given: when the port takes connections
   */
  readonly readinessProbe?: Probe | false | undefined;
  /**
   * How a pod goes: time to be taken out of every proxy, then time to end its work. `false`: SIGTERM at once, which loses requests.
   * @default 5 s and 30 s, where a container declares a port; else Kubernetes' 30 s
   */
  readonly drain?: DrainProps | false | undefined;
  /**
   * A PodDisruptionBudget of the same name.
   * @default none
   */
  readonly disruptionBudget?: DisruptionBudgetProps | undefined;
  /**
   * A HorizontalPodAutoscaler of the same name; `replicas` is then neither given nor written. Before the first apply of a Deployment that had `replicas` in
   * its manifest, see docs/errors/AUTOSCALING_AND_REPLICAS.md: taking the field away scales to 1 for a moment.
   * @default none
   */
  readonly autoscaling?: AutoscalingProps | undefined;
  /**
   * Whether pods are spread over zones and nodes as far as there is room. Constraints of your own: `pod.topologySpreadConstraints`.
   * @default true, unless `pod` has constraints
   */
  readonly topologySpread?: boolean | undefined;
  /**
   * What `kubectl rollout history` shows for the revision; `false`: nothing.
   * @default the image
   */
  readonly changeCause?: string | ChangeCause | false | undefined;
}

/**
 * A Deployment whose updates lose no request and whose pods follow their config.
 *
 * @throws RollwrightError with everything that is wrong with it: what {@link ConfiguredApp} refuses, and ROLLOUT_IMPOSSIBLE, DRAIN_TOO_LONG,
 * PROGRESS_DEADLINE_TOO_SHORT, BUDGET_BLOCKS_DRAIN, AUTOSCALING_INVALID, AUTOSCALING_AND_REPLICAS, AUTOSCALING_WITHOUT_REQUEST, QUANTITY_INVALID
 */
export class RollingDeployment extends ConfiguredApp {
  /** The PodDisruptionBudget, where one was asked for. */
  readonly disruptionBudget: KubePodDisruptionBudget | undefined;
  /** The HorizontalPodAutoscaler, where one was asked for. */
  readonly autoscaler: KubeHorizontalPodAutoscaler | undefined;

  constructor(scope: Construct, id: string, props: RollingDeploymentProps) {
    const problems = new ProblemList(pathOf(scope, id));
    super(scope, id, deploymentProps(props, problems), problems);
    this.#addChangeCause(props);
    const metadata: ObjectMeta = { name: this.name, ...(props.metadata?.namespace && { namespace: props.metadata.namespace }), labels: appLabels(this.app) };
    this.disruptionBudget = props.disruptionBudget && disruptionBudget(this, metadata, this.selector, props.disruptionBudget);
    this.autoscaler = props.autoscaling && autoscaler(this, metadata, this.name, props.autoscaling);
  }

  #addChangeCause({ changeCause = {}, metadata }: RollingDeploymentProps): void {
    if (changeCause === false || metadata?.annotations?.[CHANGE_CAUSE] !== undefined) return;
    const images = (this.podTemplate.spec?.containers ?? []).flatMap((container) => container.image ?? []);
    this.apiObject.metadata.addAnnotation(CHANGE_CAUSE, changeCauseText(changeCause, images));
  }
}

/** The props as those of a plain Deployment, with the defaults filled in; what is wrong goes into the problems. */
function deploymentProps(props: RollingDeploymentProps, problems: ProblemList): ConfiguredAppProps<'Deployment'> {
  const { replicas, rollout = {}, readinessProbe, drain, disruptionBudget: budget, autoscaling, minReadySeconds, revisionHistoryLimit, paused } = props;
  const { readinessProbe: _, ...app } = props;
  checkWhole(replicas, 0, 'replicas', problems);
  checkWhole(revisionHistoryLimit, 0, 'revisionHistoryLimit', problems);
  if (budget) checkDisruptionBudget(budget, autoscaling ? autoscaling.minReplicas : replicas, problems);
  if (autoscaling) checkAutoscaling(autoscaling, replicas, app, problems);
  const probe = readinessProbe ?? (props.port === undefined || props.image === undefined ? false : tcp());
  const spec = {
    ...(replicas !== undefined && { replicas }),
    ...(minReadySeconds !== undefined && { minReadySeconds }),
    ...progressDeadline(props, problems),
    ...(revisionHistoryLimit !== undefined && { revisionHistoryLimit }),
    ...(paused !== undefined && { paused }),
    strategy: deploymentStrategy(rollout, problems),
  };
  const ready: WorkloadProps = { ...app, ...(probe && { readinessProbe: probe }) };
  return { ...drained(spread(ready, props.topologySpread, problems), drain, problems), kind: 'Deployment', spec };
}

function spread(props: WorkloadProps, topologySpread: boolean | undefined, problems: ProblemList): WorkloadProps {
  if (topologySpread === false || props.pod?.topologySpreadConstraints !== undefined) return props;
  const selector = props.selector ?? problems.attempt('app', () => selectorLabels(props.app ?? { name: props.name })) ?? {};
  return { ...props, pod: { topologySpreadConstraints: softSpread(selector), ...props.pod } };
}

/** What Kubernetes takes where a Deployment names no deadline. */
const DEADLINE_SECONDS = 600;

function progressDeadline(props: RollingDeploymentProps, problems: ProblemList): Pick<DeploymentSpec, 'progressDeadlineSeconds'> {
  const { minReadySeconds = 0, progressDeadlineSeconds, after = [] } = props;
  checkWhole(minReadySeconds, 0, 'minReadySeconds', problems);
  checkWhole(progressDeadlineSeconds, 0, 'progressDeadlineSeconds', problems);
  const wait = Math.max(0, ...after.map((gate) => gate.waitSeconds ?? 0));
  const deadline = progressDeadlineSeconds ?? DEADLINE_SECONDS + wait;
  // The API server: "must be greater than minReadySeconds" (ValidateDeploymentSpec).
  if (deadline <= minReadySeconds) {
    const message = `a pod is available only ${minReadySeconds} s after it is ready, and the rollout has failed after ${deadline} s`;
    problems.add('PROGRESS_DEADLINE_TOO_SHORT', 'progressDeadlineSeconds', message, `make it longer than minReadySeconds and a start together`);
  }
  return progressDeadlineSeconds === undefined && wait === 0 ? {} : { progressDeadlineSeconds: deadline };
}
