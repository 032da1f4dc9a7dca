import type { TopologySpreadConstraint } from '../../imports/k8s';

/**
 * The wish that the pods of a revision stand on different zones and nodes: so that one that goes takes few of them along. A wish only (`ScheduleAnyway`):
 * a pod is never left pending for it. Pods of the revision before do not count (`matchLabelKeys`), or the last of a rollout would pile up.
 */
export function softSpread(selector: Readonly<Record<string, string>>): readonly TopologySpreadConstraint[] {
  return ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selector },
    matchLabelKeys: ['pod-template-hash'],
  }));
}
