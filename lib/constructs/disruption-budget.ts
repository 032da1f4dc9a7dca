import type { Construct } from 'constructs';
import { KubePodDisruptionBudget, type ObjectMeta } from '../../imports/k8s';
import { type Count, checkCount, isCount, scaled } from './count';
import type { ProblemList } from './problem-list';

/** How many pods an eviction (a node that is drained, for an upgrade most often) may take at once. Give one of the two counts. */
export interface DisruptionBudgetProps {
  /**
   * So many pods may be missing; a percentage is rounded up.
   * @default 1 where `minAvailable` is not given
   */
  readonly maxUnavailable?: Count | undefined;
  /**
   * So many pods must stay; a percentage is rounded up.
   * @default none
   */
  readonly minAvailable?: Count | undefined;
  /**
   * Whether a pod that is not ready may always be evicted. Kubernetes' own default, `IfHealthyBudget`, lets an app that crashes block a node for ever.
   * @default 'AlwaysAllow'
   */
  readonly unhealthyPodEvictionPolicy?: 'AlwaysAllow' | 'IfHealthyBudget' | undefined;
}

/**
 * Notes a budget that no eviction can satisfy; counts as the disruption controller does (getExpectedPodCount).
 * @param replicas the least number of pods that there may be, where it is known
 */
export function checkDisruptionBudget(budget: DisruptionBudgetProps, replicas: number | undefined, problems: ProblemList): void {
  const { minAvailable, maxUnavailable } = budget;
  checkCount(minAvailable, 'disruptionBudget.minAvailable', problems, 100);
  checkCount(maxUnavailable, 'disruptionBudget.maxUnavailable', problems, 100);
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    problems.add('FIELD_INVALID', 'disruptionBudget', 'a budget has minAvailable or maxUnavailable, not both', 'drop one of them');
    return;
  }
  const why = blocked(minAvailable, maxUnavailable, replicas);
  if (why !== undefined)
    problems.add(
      'BUDGET_BLOCKS_DRAIN',
      'disruptionBudget',
      `${why}: no node that runs one of them can be drained`,
      'use maxUnavailable: 1, or have more replicas',
    );
}

function blocked(minAvailable: Count | undefined, maxUnavailable: Count | undefined, replicas: number | undefined): string | undefined {
  if (isCount(maxUnavailable) && scaled(maxUnavailable, 100, 'up') === 0) return `maxUnavailable ${maxUnavailable} lets no pod go`;
  if (!isCount(minAvailable)) return undefined;
  // 100 % of any number is all of them.
  const pods = replicas ?? (typeof minAvailable === 'string' ? 100 : Number.POSITIVE_INFINITY);
  const stay = scaled(minAvailable, pods, 'up');
  return pods > 0 && stay >= pods ? `minAvailable ${minAvailable} of ${replicas ?? 'all'} pods lets no pod go` : undefined;
}

/** The PodDisruptionBudget of the pods that a selector selects. */
export function disruptionBudget(
  scope: Construct,
  metadata: ObjectMeta,
  selector: Readonly<Record<string, string>>,
  budget: DisruptionBudgetProps,
): KubePodDisruptionBudget {
  const { minAvailable, maxUnavailable = 1, unhealthyPodEvictionPolicy = 'AlwaysAllow' } = budget;
  return new KubePodDisruptionBudget(scope, 'DisruptionBudget', {
    metadata,
    spec: { ...(minAvailable === undefined ? { maxUnavailable } : { minAvailable }), selector: { matchLabels: selector }, unhealthyPodEvictionPolicy },
  });
}
