import type { Container, PodSpec, Volume } from '../../imports/k8s';

/**
 * Something that the pods of a new version wait for, in an init container that is put before their own: a database migration, most often.
 * Old pods are not touched while new ones wait, and keep serving when the wait never ends.
 */
export interface Gate {
  /** The init container that ends with success when the way is free; `undefined` when there is nothing to wait for (a Job that runs after the rollout). */
  waitContainer(): Container | undefined;

  /**
   * PodSpec fields that the wait container needs (a service account that may read the Job, its token). What the program itself says in `pod` wins.
   * @default none
   */
  readonly waitPod?: Partial<PodSpec> | undefined;

  /**
   * Volumes that the wait container mounts, under names that no other volume of a pod has.
   * @default none
   */
  readonly waitVolumes?: readonly Volume[] | undefined;

  /**
   * How long the wait may last, in seconds. The default `progressDeadlineSeconds` of a RollingDeployment grows by the longest of them, so that a slow
   * migration is not reported as a stuck rollout.
   * @default 0
   */
  readonly waitSeconds?: number | undefined;
}
