import type { EventLog } from './event-log';
import type { LiveObject } from './live-object';
import type { PodLabels } from './pod-history';

/**
 * The most pods that the ReplicaSets with these labels asked for together at any moment since `mark`, read from a watch of ReplicaSets. This is what
 * maxSurge limits (pkg/controller/deployment/util, `NewRSNewReplicas`); of pods there are more for a moment, since one ReplicaSet makes its new pod while
 * another has yet to delete the one that it was told to.
 */
export function mostWanted(replicaSets: EventLog, labels: PodLabels, mark = 0): number {
  const wanted = new Map<string, number>();
  const note = ({ metadata, spec }: LiveObject) => {
    if (Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value)) wanted.set(metadata.uid, spec.replicas);
  };
  replicaSets.objects(mark).forEach(note);
  const sum = () => [...wanted.values()].reduce((total, replicas) => total + replicas, 0);
  return Math.max(
    sum(),
    ...replicaSets.since(mark).map(({ type, object }) => {
      if (type === 'DELETED') wanted.delete(object.metadata.uid);
      else note(object);
      return sum();
    }),
  );
}
