import { groupOf, type Intent, type Manifest, objectsAt } from '../../manifest';
import { needsOf, type Placed } from '../parts';

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
  const needs = withUnnamed(all, needsOf(all));
  const neededBy = reversed(needs);
  const jobs = (when: 'before' | 'after') => all.flatMap(({ object }, at) => (object.intents.some((intent) => runs(intent, when)) ? [at] : []));
  const waves = all.map(() => 0);
  for (const [at, rank] of ranks(jobs('after'), neededBy)) waves[at] = rank;
  for (const [at, rank] of ranks(jobs('before'), needs)) waves[at] = -rank;
  return waves;
}

type Edges = ReadonlyMap<number, readonly number[]>;

/** Jobs, and all that can be reached from one: their rank is 1, and one more for each further Job on the way to them. */
function ranks(jobs: readonly number[], edges: Edges): ReadonlyMap<number, number> {
  const reach = new Map(jobs.map((job) => [job, reachable(job, edges)]));
  const rank = new Map<number, number>();
  const rankOf = (job: number, above: ReadonlySet<number>): number => {
    const known = rank.get(job);
    if (known !== undefined) return known;
    const over = jobs.filter((other) => other !== job && !above.has(other) && reach.get(other)?.has(job));
    const own = 1 + Math.max(0, ...over.map((other) => rankOf(other, new Set([...above, job]))));
    if (above.size === 0) rank.set(job, own);
    return own;
  };
  const ranked = new Map<number, number>();
  for (const job of jobs) for (const at of [job, ...(reach.get(job) ?? [])]) ranked.set(at, Math.max(ranked.get(at) ?? 0, rankOf(job, new Set())));
  return ranked;
}

function reachable(from: number, edges: Edges): ReadonlySet<number> {
  const seen = new Set<number>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of edges.get(at) ?? []) {
      if (seen.has(next) || next === from) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return seen;
}

function reversed(edges: Edges): Edges {
  const back = new Map<number, number[]>();
  for (const [from, all] of edges) for (const to of all) back.set(to, [...(back.get(to) ?? []), from]);
  return back;
}

function runs(intent: Intent, when: 'before' | 'after'): boolean {
  return intent.intent === 'runs-once' && intent.when === when;
}

/** What a pod needs without naming it: the rights of its service account, and the network policies of its namespace. */
function withUnnamed(all: readonly Placed[], needs: Edges): Edges {
  const more = new Map([...needs].map(([at, needed]) => [at, [...needed]]));
  const accounts = new Map<string, number>();
  const policies = new Map<string, number[]>();
  for (const [at, { manifest }] of all.entries()) {
    const { kind, apiVersion, metadata } = manifest;
    if (kind === 'ServiceAccount' && apiVersion === 'v1') accounts.set(`${metadata.namespace ?? ''}/${metadata.name ?? ''}`, at);
    if (kind === 'NetworkPolicy') policies.set(metadata.namespace ?? '', [...(policies.get(metadata.namespace ?? '') ?? []), at]);
  }
  for (const [at, { manifest, object }] of all.entries()) {
    for (const account of boundAccounts(manifest)) {
      const to = accounts.get(account);
      if (to !== undefined) more.get(to)?.push(at);
    }
    if (object.intents.some(({ intent }) => intent === 'runs-once')) more.get(at)?.push(...(policies.get(manifest.metadata.namespace ?? '') ?? []));
  }
  // A binding names its account: the account now needs the binding and the binding the account, which are one wave.
  return more;
}

function boundAccounts(manifest: Manifest): readonly string[] {
  if (groupOf(manifest.apiVersion) !== 'rbac.authorization.k8s.io' || !manifest.kind.endsWith('Binding')) return [];
  return objectsAt(manifest, 'subjects').flatMap(({ kind, name, namespace }) =>
    kind === 'ServiceAccount' ? [`${namespace ?? manifest.metadata.namespace ?? ''}/${name}`] : [],
  );
}
