import type { Duration } from 'cdk8s';
import type { ObjectMeta } from '../../imports/k8s';
import type { ImageRef } from './image';
import type { AppLabels } from './labels';
import type { MigrationWait } from './migration-wait';
import type { PodProps } from './pod-template';

/** What a MigrationJob says. */
export interface MigrationJobProps extends Omit<PodProps, 'image' | 'command' | 'port' | 'ports' | 'startupProbe' | 'readinessProbe' | 'livenessProbe'> {
  /** The Job's name without the hash: a DNS label of at most 52 characters, since a Job's name becomes a label of its pods. */
  readonly name: string;
  readonly image: ImageRef | string;
  /** What migrates. It may be started more than once (a node fails, the Job retries), so it must stand being repeated, as `manage.py migrate` does. */
  readonly command: readonly string[];
  /**
   * What tells whether the migration has been done: exit code 0 says yes. It runs in pods of the new version, in the migration's image with its config.
   * @default none; then `wait` must be for the Job, or `when` be 'after'
   */
  readonly check?: readonly string[] | undefined;
  /**
   * How new pods wait.
   * @default by `check`, every 2 s
   */
  readonly wait?: MigrationWait | undefined;
  /**
   * Before or after the rollout of the pods. No pod waits for one that runs after. In plain YAML it is then applied after what it depends on
   * (`node.addDependency`), but starts at once, without waiting for a rollout: only Helm and Argo CD hooks wait.
   * @default 'before'
   */
  readonly when?: 'before' | 'after' | undefined;
  /**
   * How often it is tried again: after 10 s, then 20, then 40 and so on.
   * @default 3: a database that restarts is bridged (70 s), and what cannot work has failed within two minutes (Kubernetes: 6, about ten minutes)
   */
  readonly backoffLimit?: number | undefined;
  /**
   * After this time the Job has failed, and what runs is stopped. Where it is said, the rollouts that wait have that much longer until they count as stuck.
   * Changed alone, it makes no new Job, and cannot revive one that has failed: say `rerun` with it.
   * @default 1 h: no ordinary migration is stopped in the middle, and one that hangs, or whose image cannot be pulled, ends (Kubernetes: never)
   */
  readonly deadline?: Duration | undefined;
  /**
   * Deletes the finished Job after this time. Applying the same manifests once more (by hand, or by a GitOps controller, which does so all the time) makes it
   * again and *runs it again*; so this needs `rerunnable`. Without it a finished Job stays until it is pruned or deleted.
   * @default never
   */
  readonly ttlAfterFinished?: Duration | undefined;
  /**
   * Says that the command may run again at any time, with any version of the program that is deployed then.
   * @default false
   */
  readonly rerunnable?: boolean | undefined;
  /**
   * Any text; another text is another Job, which runs although nothing else has changed. For a migration that failed for a reason outside.
   * @default none
   */
  readonly rerun?: string | undefined;
  /**
   * The recommended labels; `name` and `component` are on the pods too. They must not be those of a Service, which would send requests to the migration.
   * @default { name }
   */
  readonly app?: AppLabels | undefined;
  /**
   * More metadata of the Job: labels (over the recommended ones), annotations, namespace.
   * @default none
   */
  readonly metadata?: Omit<ObjectMeta, 'name'> | undefined;
}
