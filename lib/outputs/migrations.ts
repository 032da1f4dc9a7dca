import { groupOf, type Intent, objectsAt, providedBy, type RenderedObject, referencesOf } from '../manifest';
import { needsOf, type Placed } from './parts';

/** Which objects need which others, by their places in a list. */
export type Edges = ReadonlyMap<number, readonly number[]>;

/** The Jobs that run once before, or after, the rollout. */
export function migrationsOf(objects: readonly RenderedObject[], when: 'before' | 'after'): readonly number[] {
  return objects.flatMap(({ intents }, at) => (intents.some((intent) => runs(intent, when)) ? [at] : []));
}

function runs(intent: Intent, when: 'before' | 'after'): boolean {
  return intent.intent === 'runs-once' && intent.when === when;
}

/**
 * What each object needs, and what the pod of a migration needs without naming it: the rights of its service account, the network policies of its namespace,
 * and what a controller makes a Secret from that it reads.
 */
export function migrationNeeds(all: readonly Placed[]): Edges {
  const more = new Map([...needsOf(all)].map(([at, needed]) => [at, [...needed]]));
  const accounts = new Map<string, number>();
  const policies = new Map<string, number[]>();
  const secrets = new Map<string, number>();
  for (const [at, { manifest }] of all.entries()) {
    const { kind, apiVersion, metadata } = manifest;
    if (kind === 'ServiceAccount' && apiVersion === 'v1') accounts.set(`${metadata.namespace ?? ''}/${metadata.name ?? ''}`, at);
    for (const made of providedBy(manifest)) if (made.kind === 'Secret' && kind !== 'Secret') secrets.set(`${made.namespace}/${made.name}`, at);
    if (kind === 'NetworkPolicy') policies.set(metadata.namespace ?? '', [...(policies.get(metadata.namespace ?? '') ?? []), at]);
  }
  for (const [at, { manifest, object }] of all.entries()) {
    for (const account of boundAccounts(manifest)) {
      const to = accounts.get(account);
      if (to !== undefined) more.get(to)?.push(at);
    }
    const isMigration = object.intents.some(({ intent }) => intent === 'runs-once');
    if (isMigration) more.get(at)?.push(...(policies.get(manifest.metadata.namespace ?? '') ?? []));
    if (isMigration || manifest.kind === 'ServiceAccount') more.get(at)?.push(...makersOf(manifest, secrets));
  }
  // A binding names its account: the account now needs the binding and the binding the account, which are needed together.
  return more;
}

/** What makes the Secrets that an object names, where it is no Secret itself. */
function makersOf(manifest: Placed['manifest'], secrets: ReadonlyMap<string, number>): readonly number[] {
  if (secrets.size === 0) return [];
  return referencesOf(manifest).flatMap(({ kind, group, name, namespace }) => {
    const maker = kind === 'Secret' && group === '' ? secrets.get(`${namespace}/${name}`) : undefined;
    return maker === undefined ? [] : [maker];
  });
}

/** The service accounts that a binding gives its role to, as `namespace/name`. */
export function boundAccounts(manifest: Placed['manifest']): readonly string[] {
  if (groupOf(manifest.apiVersion) !== 'rbac.authorization.k8s.io' || !manifest.kind.endsWith('Binding')) return [];
  return objectsAt(manifest, 'subjects').flatMap(({ kind, name, namespace }) =>
    kind === 'ServiceAccount' ? [`${namespace ?? manifest.metadata.namespace ?? ''}/${name}`] : [],
  );
}

/** Jobs, and all that can be reached from one: their rank is 1, and one more for each further Job on the way to them. */
export function ranks(jobs: readonly number[], edges: Edges): ReadonlyMap<number, number> {
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

/** Everything on the ways that begin at a place, without the place itself. */
export function reachable(from: number, edges: Edges): ReadonlySet<number> {
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

export function reversed(edges: Edges): Edges {
  const back = new Map<number, number[]>();
  for (const [from, all] of edges) for (const to of all) back.set(to, [...(back.get(to) ?? []), from]);
  return back;
}
