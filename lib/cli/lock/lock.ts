import { compareUtf8 } from '../../manifest';
import type { Generation, KeptConfig } from '../../outputs';

/** A generation of a kept config as the lock holds it. */
export interface LockedGeneration extends Generation {
  readonly environment: string;
  readonly program: string;
  readonly config: string;
  /** The higher, the newer; two branches may give one order to two generations. */
  readonly order: number;
  /** The line of the lock, where it was read from there. */
  readonly line?: number | undefined;
}

/** The generations of all environments. */
export type Lock = readonly LockedGeneration[];

/** Sorted by what they are, so that two branches seldom write to one place, and each generation once: the newest order of those that merges doubled. */
export function sortedLock(lock: Lock): Lock {
  const byKey = new Map<string, LockedGeneration>();
  for (const one of lock) {
    const known = byKey.get(keyOf(one));
    if (known === undefined || known.order < one.order) byKey.set(keyOf(one), one);
  }
  return [...byKey.values()].sort((a, b) => compareUtf8(keyOf(a), keyOf(b)));
}

/** What tells a generation from all others of a lock. */
export function keyOf({ environment, program, config, name }: LockedGeneration): string {
  return `${environment}/${program}/${config}/${name}`;
}

/**
 * What the lock is to hold of one program in one environment: the present generations, newest; and of the earlier ones the newest, as many as the config
 * has room for. Those of a config that the program makes no more stay, until somebody takes them out: revisions may read them still.
 */
export function advance(lock: Lock, place: { readonly environment: string; readonly program: string }, kept: readonly KeptConfig[]): Lock {
  const own = lock.filter(({ environment, program }) => environment === place.environment && program === place.program);
  const made = new Set(kept.map(({ config }) => config));
  return [...own.filter(({ config }) => !made.has(config)), ...kept.flatMap((config) => advanceConfig(own, place, config))];
}

function advanceConfig(own: Lock, place: { readonly environment: string; readonly program: string }, { config, limit, present }: KeptConfig): Lock {
  const held = own.filter((one) => one.config === config);
  const names = new Set(present.map(({ name }) => name));
  const earlier = held.filter(({ name }) => !names.has(name)).sort((a, b) => b.order - a.order || compareUtf8(a.name, b.name));
  const newest = earlier[0]?.order ?? 0;
  const next = Math.max(0, ...held.map(({ order }) => order)) + 1;
  const now = [...new Map(present.map((one) => [one.name, one])).values()].map((generation): LockedGeneration => {
    const known = held.find(({ name }) => name === generation.name);
    // A config that is what it was before is the newest again.
    return known !== undefined && known.order >= newest ? known : { ...place, config, order: next, ...generation };
  });
  return [...now, ...earlier.slice(0, Math.max(0, limit - now.length))];
}

/** What becomes of a config of one program in one environment. */
export interface LockChange {
  readonly environment: string;
  readonly program: string;
  readonly config: string;
  readonly added: readonly string[];
  readonly dropped: readonly string[];
  /** Those that have another order: they are the newest again. */
  readonly moved: readonly string[];
}

/** What differs between two locks, config by config; none where they hold the same. */
export function lockChanges(before: Lock, after: Lock): readonly LockChange[] {
  const [old, now] = [before, after].map((lock) => new Map(lock.map((one) => [keyOf(one), one])));
  const changes = new Map<string, { -readonly [K in keyof LockChange]: LockChange[K] }>();
  for (const [key, one] of [...(old ?? []), ...(now ?? [])]) {
    const [was, is] = [old?.get(key), now?.get(key)];
    if (was?.order === is?.order) continue;
    const { environment, program, config, name } = one;
    const place = `${environment}/${program}/${config}`;
    const change = changes.get(place) ?? { environment, program, config, added: [], dropped: [], moved: [] };
    const what = was === undefined ? 'added' : is === undefined ? 'dropped' : 'moved';
    changes.set(place, { ...change, [what]: [...new Set([...change[what], name])] });
  }
  return [...changes.values()];
}
