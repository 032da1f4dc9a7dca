import type { ConfigMode } from '../../lib';
import type { PartialDeep } from '../../lib/settings';
import type { Cluster, LiveObject } from '../harness';
import type { Environment, ShopSettings } from './program';
import type { Watches } from './watches';

/** What a scenario asks for, over what it asked for before; `null` takes a setting away. */
export type Change = PartialDeep<ShopSettings>;

/** How a deployment ended, in the dialect's own words. */
export interface Outcome {
  readonly ok: boolean;
  /** What it said, where it failed. */
  readonly says: string;
}

/** Something that a dialect cannot do, for good reasons. */
export interface Lack {
  readonly why: string;
  /** Where its makers say so. */
  readonly issue: string;
}

/** One environment of a project, deployed again and again. */
export interface Release {
  /**
   * Deploys with changed settings, which stay, and waits until the dialect says that it is done, or that it failed.
   * @param options `wait: false`: only until everything is handed to the API server; pods may still be on their way, or held back
   */
  deploy(change: Change, options?: { readonly wait?: boolean }): Promise<Outcome>;
  /** Does the same once more, as CI that runs again. */
  again(): Promise<Outcome>;
  /** Goes back with the dialect's own command for that, over so many deploys; waits as deploy does. */
  rollback(back: number): Promise<Outcome>;
  /** Takes all of it away. */
  remove(): Promise<void>;
  /** Stops to look after it: its namespace is about to be deleted. */
  forget(): Promise<void>;
}

/** What a project of the conformance program is to be: its environments, each in a namespace. */
export interface ProjectPlan {
  /** Unique on the cluster; a DNS label. */
  readonly id: string;
  readonly namespaces: Readonly<Partial<Record<Environment, string>>>;
  /** The mode of its config. */
  readonly config: ConfigMode;
}

/** A dialect on a cluster. */
export interface DialectOnCluster {
  project(plan: ProjectPlan): Promise<ReadonlyMap<Environment, Release>>;
}

/**
 * A way to bring the program onto a cluster: what the conformance suite is run on. A new output joins by implementing this and standing in `dialects/index.ts`.
 */
export interface Dialect {
  /** The head of its column. */
  readonly name: string;
  /** The commands behind deploy, rollback and remove, for the reader of the table. */
  readonly commands: { readonly deploy: string; readonly rollback: string; readonly remove: string };
  /**
   * What waits for a migration: the whole deploy, so that nothing else has changed when it fails; or the new pods, in an init container, beside the old ones.
   */
  readonly migrationHolds: 'the deploy' | 'new pods';
  /** Whether a job after the rollout waits for it. */
  readonly jobAfter: 'waits for the rollout' | 'starts at once';
  /** With which config pods run after a rollback, where a ConfigMap keeps its name (mode checksum): with that of their revision, or with that of now; and why. */
  readonly rollbackGives: { readonly config: 'then' | 'now'; readonly because: string };
  /** Scenarios that it cannot do, by their names. */
  readonly lacks: Readonly<Record<string, Lack>>;
  /** Whether an object is the dialect's own note on what it has deployed, not a part of the program. */
  isRecord(object: LiveObject): boolean;
  /**
   * Once a cluster.
   * @param watches for a dialect whose commands do not wait by themselves
   */
  start(cluster: Cluster, watches: Watches): Promise<DialectOnCluster>;
}
