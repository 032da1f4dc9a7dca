import { migrationNeeds, migrationsOf, ranks, reversed } from '../migrations';
import type { Placed } from '../parts';

/** Which sync wave an object belongs to. Upstream: gitops-engine pkg/sync/common/types.go. */
export const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';

/**
 * The sync wave of each object: 0, but for Jobs with the intent `runs-once`.
 * - One that runs before is in wave -1 with everything that it needs, so that Argo CD waits until it is complete before it applies anything else. Within a
 *   wave Argo CD applies by kind, accounts and config before Jobs; a wave earlier for them would wait for ever for a volume that is bound by its first pod.
 * - One that runs after is in wave 1, which begins when everything before it is healthy.
 *
 * Jobs that need each other have waves of their own, -2 and 2 and so on. All else stays in wave 0, also what could go earlier: a wave that others follow
 * is waited for until it is healthy, and an Ingress without a controller or an autoscaler without metrics never is.
 */
export function wavesOf(all: readonly Placed[]): readonly number[] {
  const needs = migrationNeeds(all);
  const objects = all.map(({ object }) => object);
  const waves = all.map(() => 0);
  for (const [at, rank] of ranks(migrationsOf(objects, 'after'), reversed(needs))) waves[at] = rank;
  for (const [at, rank] of ranks(migrationsOf(objects, 'before'), needs)) waves[at] = -rank;
  return waves;
}
