import { hasCondition, type LiveObject } from '../harness';
import type { Logs } from './watches';

/**
 * What still moves, as the watches have seen it so far; `undefined` when nothing does: every Deployment has all its pods, of its newest revision and available,
 * and the garbage collector has nothing left to take.
 * @param held Deployments that need not get that far: paused ones, or those whose new pods wait in an init container
 */
export function unsettled({ deployments, replicasets, jobs, pods }: Logs, held: readonly string[]): string | undefined {
  const isHeld = ({ metadata }: LiveObject) => held.some((name) => metadata.name === name || metadata.name.startsWith(`${name}-`));
  const owners = new Set([deployments, replicasets, jobs].flatMap((log) => log.objects().map(({ metadata }) => metadata.uid)));
  const isOrphan = ({ metadata }: LiveObject) => metadata.ownerReferences?.some(({ uid }) => !owners.has(uid)) === true;
  const moving = [
    ...deployments.objects().filter((one) => !isObserved(one) || (!isHeld(one) && !isComplete(one))),
    ...replicasets.objects().filter((one) => !isObserved(one) || one.status.replicas !== one.spec.replicas),
    ...jobs.objects().filter((one) => !hasCondition(one, 'Complete') && !hasCondition(one, 'Failed')),
    ...pods.objects().filter((one) => !isAtRest(one) && !(isHeld(one) && isWaiting(one))),
    ...[...replicasets.objects(), ...pods.objects()].filter(isOrphan),
  ];
  return moving[0] && `${moving[0].kind} ${moving[0].metadata.name}: ${JSON.stringify(moving[0].status)}`;
}

/** Whether its controller has seen what it says now. */
export function isObserved({ metadata, status }: LiveObject): boolean {
  return metadata.deletionTimestamp === undefined && status.observedGeneration === metadata.generation;
}

/** What `kubectl rollout status` waits for, and the last word that the controller then writes (its condition Progressing, NewReplicaSetAvailable). */
export function isComplete({ spec, status }: LiveObject): boolean {
  const conditions: readonly { readonly reason: string }[] = status.conditions ?? [];
  return (
    [status.updatedReplicas, status.replicas, status.availableReplicas].every((count) => count === spec.replicas) &&
    conditions.some(({ reason }) => reason === 'NewReplicaSetAvailable')
  );
}

/** A pod that is Ready or has ended. */
function isAtRest({ metadata, status, ...pod }: LiveObject): boolean {
  return metadata.deletionTimestamp === undefined && (hasCondition({ metadata, status, ...pod }, 'Ready') || ['Succeeded', 'Failed'].includes(status.phase));
}

/** A pod on a node that waits in an init container. */
function isWaiting({ metadata, spec, status }: LiveObject): boolean {
  return metadata.deletionTimestamp === undefined && spec.nodeName !== undefined && status.phase === 'Pending';
}
