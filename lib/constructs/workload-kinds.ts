import type { CronJobSpec, DaemonSetSpec, DeploymentSpec, JobSpec, ObjectMeta, StatefulSetSpec } from '../../imports/k8s';

/** The kinds of workload that a {@link ConfiguredApp} can be, with what each says of itself beside selector and pod template. */
export interface WorkloadSpecs {
  readonly Deployment: Omit<DeploymentSpec, 'selector' | 'template'>;
  readonly StatefulSet: Omit<StatefulSetSpec, 'selector' | 'template'>;
  readonly DaemonSet: Omit<DaemonSetSpec, 'selector' | 'template'>;
  readonly CronJob: Omit<CronJobSpec, 'jobTemplate'> & {
    /**
     * Fields of the Jobs that are made.
     * @default none
     */
    readonly jobTemplate?: { readonly metadata?: ObjectMeta | undefined; readonly spec?: Omit<JobSpec, 'template' | 'selector'> | undefined } | undefined;
  };
}

/** The name of a kind in {@link WorkloadSpecs}. */
export type WorkloadKind = keyof WorkloadSpecs;

/** The API version of each kind. */
export const workloadApiVersions: Readonly<Record<WorkloadKind, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  CronJob: 'batch/v1',
};
