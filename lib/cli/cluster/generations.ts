import { KEPT_LABEL } from '../../manifest';
import type { LiveManifest } from './kubectl';

/** Kinds that may need a config again: what runs, what starts pods, and what remembers earlier pod templates. */
export const REFERRING_KINDS = [
  'pods',
  'replicationcontrollers',
  'deployments.apps',
  'replicasets.apps',
  'statefulsets.apps',
  'daemonsets.apps',
  'controllerrevisions.apps',
  'jobs.batch',
  'cronjobs.batch',
].join(',');

/** A config generation in a cluster. */
export interface LiveGeneration {
  readonly namespace: string;
  readonly name: string;
  /** The config that it is a generation of. */
  readonly config: string;
  /** Why it stays, or that nothing needs it. */
  readonly state: 'referenced' | 'locked' | 'young' | 'unreferenced';
  /** What refers to it, as `Kind/name`. */
  readonly by: readonly string[];
  readonly uid: string;
  readonly resourceVersion: string;
}

/** What decides whether a generation stays. */
export interface Needs {
  /** Everything in their namespace that may refer to them. */
  readonly objects: readonly LiveManifest[];
  /** The names that the lock holds. */
  readonly locked: ReadonlySet<string>;
  /** Younger ones may belong to an apply that has not come to its workloads yet; in milliseconds since 1970. */
  readonly youngSince: number;
}

/** The generations of one namespace, each with why it stays. */
export function liveGenerations(configMaps: readonly LiveManifest[], { objects, locked, youngSince }: Needs): readonly LiveGeneration[] {
  const referring = new Map<string, string[]>();
  const names = new Set(configMaps.map(({ metadata }) => metadata.name));
  for (const object of objects) {
    for (const name of namesIn(object, names)) referring.set(name, [...(referring.get(name) ?? []), `${object.kind}/${object.metadata.name}`]);
  }
  return configMaps.map(({ metadata }): LiveGeneration => {
    const { namespace = '', name, uid, resourceVersion, creationTimestamp } = metadata;
    const by = referring.get(name) ?? [];
    const isYoung = !(Date.parse(creationTimestamp) < youngSince);
    const state = by.length > 0 ? 'referenced' : locked.has(name) ? 'locked' : isYoung ? 'young' : 'unreferenced';
    return { namespace, name, config: metadata.labels?.[KEPT_LABEL] ?? '', state, by, uid, resourceVersion };
  });
}

/** What a name of an object is made of; between any two of them stands another character. */
const NAMES = /[a-z0-9][-.a-z0-9]*/g;

/** Those names that stand anywhere in an object: a volume, a variable, an argument. What only looks like a reference keeps a generation, and harms nobody. */
function namesIn(object: LiveManifest, names: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [word] of JSON.stringify(object).matchAll(NAMES)) if (names.has(word)) found.add(word);
  return found;
}
