import type { Duration } from 'cdk8s';
import type { Container, PodSecurityContext, ResourceRequirements, SecurityContext, Volume } from '../../imports/k8s';
import { formatImage, type ImageRef } from './image';
import type { ProblemList } from './problem-list';
import { wholeSeconds } from './quantities';
import { securedContainer } from './security';

/** New pods ask the program itself whether the migration has been done, again and again. Needs no access to the API server. */
export interface CheckWait {
  readonly job?: undefined;
  /**
   * The time between two checks.
   * @default 2 s
   */
  readonly period?: Duration | undefined;
  /**
   * - `shell`: `/bin/sh` of the image repeats the check
   * - `restart`: for images without a shell; the check runs once, and where it fails the kubelet starts it again after 10, 20, 40 … at most 300 s, so that
   *   pods may come up as much as 5 minutes after the migration is done. `period` means nothing then
   * @default 'shell'
   */
  readonly retry?: 'shell' | 'restart' | undefined;
  /**
   * Resources of the wait container.
   * @default none
   */
  readonly resources?: ResourceRequirements | undefined;
}

/**
 * New pods watch the Job through the API server, for a program that cannot tell by itself whether it is migrated.
 *
 * Pods then wait for that very Job: whoever deletes it while a revision that waits for it may still be started (by a rollback, or since a node fails) keeps
 * that revision's pods from starting. With {@link CheckWait} they would start.
 */
export interface JobWait {
  readonly job: {
    /** An image with `kubectl` 1.31 or newer as its entry point: `registry.k8s.io/kubectl:v1.36.3`. */
    readonly image: ImageRef | string;
    /**
     * The service account that waiting pods run as. It must exist.
     * @default one that the MigrationJob makes, called `<name>-wait`
     */
    readonly serviceAccountName?: string | undefined;
  };
  /**
   * Resources of the wait container.
   * @default none
   */
  readonly resources?: ResourceRequirements | undefined;
}

/** How pods wait for a migration. */
export type MigrationWait = CheckWait | JobWait;

/** What a pod needs to wait. */
export interface WaitParts {
  readonly container: Container;
  readonly volumes: readonly Volume[];
}

/**
 * A container that repeats the check of the program: image, config, files and user of the Job's container, with another command. Volumes that it mounts come
 * along under names of their own.
 */
export function checkWait(name: string, check: readonly string[], wait: CheckWait, job: JobPod, problems: ProblemList): WaitParts {
  const period = problems.attempt('wait.period', () => (wait.period ? wholeSeconds(wait.period, { what: 'the period of the check', atLeast: 1 }) : 2));
  const { image, imagePullPolicy, workingDir, envFrom, env, volumeMounts = [], securityContext } = job.container;
  const volumes = job.volumes.filter((volume) => volumeMounts.some((mount) => mount.name === volume.name));
  const names = new Map(volumes.map((volume, index) => [volume.name, `wait-${name}-${index}`]));
  const security = { ...sharedSecurity(job.securityContext), ...securityContext };
  return {
    container: {
      name: waitName(name),
      image,
      ...(imagePullPolicy && { imagePullPolicy }),
      command: wait.retry === 'restart' ? check : ['/bin/sh', '-c', untilDone(period ?? 2), 'sh', ...check],
      ...(workingDir && { workingDir }),
      ...(envFrom && { envFrom }),
      ...(env && { env }),
      ...(wait.resources && { resources: wait.resources }),
      ...(volumeMounts.length > 0 && { volumeMounts: volumeMounts.map((mount) => ({ ...mount, name: names.get(mount.name) ?? mount.name })) }),
      ...(Object.keys(security).length > 0 && { securityContext: security }),
    },
    volumes: volumes.map((volume) => ({ ...volume, name: names.get(volume.name) ?? volume.name })),
  };
}

/** The pod of a Job, as far as a check shares it. */
export interface JobPod {
  readonly container: Container;
  readonly volumes: readonly Volume[];
  /** The pod's own security context, as the program says it. */
  readonly securityContext?: PodSecurityContext | undefined;
}

/** A container that ends when the Job is complete. Where the Job fails it waits on: its pods must not start. */
export function jobWait(name: string, jobName: string, wait: JobWait, problems: ProblemList): WaitParts {
  const token = `wait-${name}-token`;
  return {
    container: {
      name: waitName(name),
      image: problems.attempt('wait.job.image', () => formatImage(wait.job.image)),
      // Given as args: the image is distroless, and its entry point is kubectl. `--for=create` first, since the Job may be applied after the pod has started.
      // At its timeout kubectl fails, and the kubelet starts it again.
      args: ['wait', '--for=create', '--for=condition=complete', '--timeout=1h', `job/${jobName}`],
      ...(wait.resources && { resources: wait.resources }),
      volumeMounts: [{ name: token, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true }],
      // 65532 is the user "nonroot" of distroless images; kubectl needs no user of a name.
      securityContext: securedContainer({ runAsNonRoot: true, runAsUser: 65532, readOnlyRootFilesystem: true }),
    },
    volumes: [tokenVolume(token)],
  };
}

/**
 * What the ServiceAccount admission plugin mounts into every container, here for the wait container alone: the containers of the program get no token.
 * The controller-manager keeps the ConfigMap, which holds the API server's certificate, in every namespace.
 * Upstream: k8s.io/kubernetes/plugin/pkg/admission/serviceaccount, `TokenVolumeSource`.
 */
function tokenVolume(name: string): Volume {
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { path: 'token', expirationSeconds: 3607 } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        // With its apiVersion, which would be filled in: `sources` has no merge key, and client-side apply would report a change each time.
        { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
      ],
    },
  };
}

/**
 * Repeats its arguments until they succeed. The shell is process 1 of its container, to which signals mean nothing unless they are trapped: without the trap,
 * a pod that waits would take its whole grace period to go away.
 */
function untilDone(seconds: number): string {
  return `trap 'exit 143' TERM; until "$@"; do sleep ${seconds} & wait $!; done`;
}

function waitName(name: string): string {
  return `wait-for-${name}`;
}

/** What the Job's pod says for all its containers and a container can say for itself: the pod that waits may say something else. */
function sharedSecurity(pod: PodSecurityContext = {}): SecurityContext {
  const { runAsUser, runAsGroup, runAsNonRoot, seccompProfile, appArmorProfile, seLinuxOptions, windowsOptions } = pod;
  const shared = { runAsUser, runAsGroup, runAsNonRoot, seccompProfile, appArmorProfile, seLinuxOptions, windowsOptions };
  return Object.fromEntries(Object.entries(shared).filter(([, value]) => value !== undefined));
}
