import type { Construct } from 'constructs';
import { addIntent } from '../manifest';

/**
 * Pods follow their config: one call for a whole chart, an app or a single construct.
 *
 * Every Deployment, StatefulSet, DaemonSet and Argo Rollout below the scope gets the pod template annotation `checksum/config`, computed from what its pods
 * read: all of a ConfigMap or Secret that is mounted or read whole, single keys where only those are read. It does not matter what made the workload (an
 * ApiObject, cdk8s-plus-27, `Include`, `Helm`), nor whether it was added before or after the call. A workload that reads nothing gets no annotation.
 *
 * Not annotated, since it would not replace a running pod: a Job (the API server refuses a changed template), a CronJob (each run starts new pods, which
 * read the config of that moment; the annotation would only make every change of config a change of the CronJob too), a bare Pod and a bare ReplicaSet.
 */
export const ConfigChecksums = {
  /** Makes the pods of all workloads below the scope (and of the scope itself, when it is one) roll when config that they read changes. */
  apply(scope: Construct): void {
    addIntent(scope, { intent: 'rolls-with-config', scope: true });
  },
} as const;
