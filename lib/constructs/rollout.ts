import type { DeploymentStrategy } from '../../imports/k8s';
import { type Count, checkCount } from './count';
import type { ProblemList } from './problem-list';

/** How a Deployment replaces its pods. */
export type RolloutProps = RollingUpdateProps | RecreateProps;

/** New pods come up while old ones serve. */
export interface RollingUpdateProps {
  readonly strategy?: 'RollingUpdate' | undefined;
  /**
   * So many pods more than `replicas` may exist during the rollout; a percentage is rounded up.
   * @default '25%', as Kubernetes has it: a rollout takes about four rounds, whatever the number of pods
   */
  readonly maxSurge?: Count | undefined;
  /**
   * So many of the `replicas` may be missing during the rollout; a percentage is rounded down, to 1 where both would come to 0.
   * @default 0, so that the rollout itself takes no capacity away (Kubernetes: '25%')
   */
  readonly maxUnavailable?: Count | undefined;
}

/** All old pods stop before the first new one starts: for a program of which two versions must never run together. The service is down meanwhile. */
export interface RecreateProps {
  readonly strategy: 'Recreate';
}

/**
 * The strategy that Kubernetes takes. Both `maxSurge` and `maxUnavailable` are always written: a `rollingUpdate` that the API server fills in has no owner, and
 * server-side apply can then not take it away when the strategy becomes `Recreate`, which forbids it.
 */
export function deploymentStrategy(rollout: RolloutProps, problems: ProblemList): DeploymentStrategy {
  if (rollout.strategy === 'Recreate') {
    for (const field of ['maxSurge', 'maxUnavailable'].filter((name) => name in rollout)) {
      problems.add('FIELD_INVALID', `rollout.${field}`, `${field} means nothing to strategy Recreate`, 'drop it, or use RollingUpdate');
    }
    return { type: 'Recreate' };
  }
  const { maxSurge = '25%', maxUnavailable = 0 } = rollout;
  checkCount(maxSurge, 'rollout.maxSurge', problems);
  checkCount(maxUnavailable, 'rollout.maxUnavailable', problems, 100);
  // The API server: "may not be 0 when `maxSurge` is 0" (ValidateRollingUpdateDeployment).
  if (isZero(maxSurge) && isZero(maxUnavailable)) {
    problems.add(
      'ROLLOUT_IMPOSSIBLE',
      'rollout',
      'no pod more and no pod less: with maxSurge 0 and maxUnavailable 0 no pod can be replaced',
      'let one of them be 1 or more',
    );
  }
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
}

function isZero(count: Count): boolean {
  return count === 0 || (typeof count === 'string' && Number.parseInt(count, 10) === 0);
}
