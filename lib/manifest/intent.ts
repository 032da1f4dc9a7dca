/**
 * Typed facts that YAML cannot carry by itself. A construct attaches them to the ApiObject that it makes; each output says them in its own dialect.
 */
export type Intent = RollsWithConfig | Kept | RunsOnce | External;

/** The pods of this workload are replaced when config that they read changes: a checksum annotation in the pod template. */
export interface RollsWithConfig {
  readonly intent: 'rolls-with-config';
  /** Said of every workload at or below the construct that carries the intent, whatever made it and whenever it was added. */
  readonly scope?: true | undefined;
}

/**
 * This ConfigMap can never change, and its name carries the hash of its data: as long as a revision of its readers may need it, it stays beside those that
 * followed it.
 */
export interface Kept {
  readonly intent: 'kept';
  /** The name without the hash: what its generations have in common. */
  readonly config: string;
  /**
   * How many generations are kept, the present one counted.
   * @default the highest revisionHistoryLimit of its readers and one
   */
  readonly generations?: number | undefined;
}

/** The label of every generation of a kept config, whose value is the name without the hash: only what carries it is ever collected. */
export const KEPT_LABEL = 'rollwright.dev/config';

/** Hexadecimal digits in the name of a kept config. Two generations that share them would have one name, and the API server would refuse the second. */
export const KEPT_HASH_LENGTH = 10;

/** This Job runs before or after the rollout of the workloads that wait for it, once for each change of what it runs. */
export interface RunsOnce {
  readonly intent: 'runs-once';
  readonly when: 'before' | 'after';
  /** The author says that it may run at any time, again and again: an output that cannot run it once may then have it. */
  readonly rerunnable?: true | undefined;
}

/** Something else makes this object; a reference to it is no error. Attached to any construct of the tree. */
export interface External {
  readonly intent: 'external';
  readonly kind: 'ConfigMap' | 'Secret' | 'ServiceAccount' | 'PersistentVolumeClaim' | 'Service';
  readonly name: string;
  /** Its keys, where they are known (a ConfigMap's or a Secret's). */
  readonly keys?: readonly string[] | undefined;
}

const INTENTS = Symbol.for('rollwright.intents');

/** Attaches an intent to a construct. */
export function addIntent(construct: object, intent: Intent): void {
  const holder = construct as { [INTENTS]?: Intent[] };
  if (holder[INTENTS] === undefined) Object.defineProperty(construct, INTENTS, { value: [], enumerable: false });
  holder[INTENTS]?.push(intent);
}

/** The intents attached to a construct, in the order they were attached. */
export function intentsOf(construct: object): readonly Intent[] {
  return (construct as { [INTENTS]?: Intent[] })[INTENTS] ?? [];
}
