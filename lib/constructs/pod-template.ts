import type { Container, ObjectMeta, PodSpec, PodTemplateSpec } from '../../imports/k8s';
import type { ConfigSource } from './config-source';
import { CONTAINER_FIELDS, type ContainerProps, container, type NamedContainerProps } from './container';
import { isKeyRef } from './env';
import { wholeConfig } from './env-from';
import type { Gate } from './gate';
import { MountedVolumes } from './mounts';
import { checkPod } from './pod-rules';
import type { ProblemList } from './problem-list';
import { checkUsers, securedPod } from './security';

/**
 * What pods are made of. The app's own container is said right here (`image`, `command`, `port`, `env`, …) and is named like the app; more containers
 * have lists of their own.
 */
export interface PodProps extends Partial<ContainerProps> {
  /**
   * Containers beside the app's own, or instead of it where no `image` is given here.
   * @default none
   */
  readonly containers?: readonly NamedContainerProps[] | undefined;
  /**
   * Native sidecars: started in this order before anything else of the pod, so that gates and init containers may use them (a database proxy), and
   * stopped after the containers. For a sidecar that starts after an init container, put it into `initContainers` with `restartPolicy: 'Always'`.
   * @default none
   */
  readonly sidecars?: readonly NamedContainerProps[] | undefined;
  /**
   * Containers that run to their end, one after the other, before the others start.
   * @default none
   */
  readonly initContainers?: readonly NamedContainerProps[] | undefined;
  /**
   * Any other field of the pod: nodeSelector, tolerations, affinity, serviceAccountName, volumes, …
   * @default the defaults of `podSecurity`
   */
  readonly pod?: Omit<Partial<PodSpec>, 'containers' | 'initContainers'> | undefined;
  /**
   * Labels and annotations that the pods carry beside those of the app.
   * @default none
   */
  readonly podMetadata?: Pick<ObjectMeta, 'labels' | 'annotations'> | undefined;
  /**
   * Whether pods and containers get the defaults of `podSecurity` and `containerSecurity`.
   * @default true
   */
  readonly securityDefaults?: boolean | undefined;
}

/** What a pod template is built with, beside what its author says. */
export interface PodFrame {
  /** The name of the app's own container. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly problems: ProblemList;
  /** @default none */
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  /**
   * What the pods wait for.
   * @default nothing
   */
  readonly gates?: readonly Gate[] | undefined;
  /**
   * Names of volumes that the workload itself gives the pods (volumeClaimTemplates).
   * @default none
   */
  readonly claims?: readonly string[] | undefined;
}

/** The pod template that Kubernetes takes; what is wrong with it goes into the frame's problems. */
export function podTemplate(props: PodProps, frame: PodFrame): PodTemplateSpec {
  const { pod = {}, podMetadata, securityDefaults: secured = true } = props;
  const { problems, gates = [], claims = [] } = frame;
  const ownVolumes = [...(pod.volumes ?? []), ...gates.flatMap((gate) => gate.waitVolumes ?? [])];
  const volumes = new MountedVolumes([...claims, ...ownVolumes.map((volume) => volume.name)]);
  const build = (group: 'containers' | 'sidecars' | 'initContainers'): Container[] =>
    (props[group] ?? []).map(({ name, ...own }, index) => container(name, own, { path: `${group}.${index}`, volumes, problems, secured }));

  const main = mainContainer(props, problems);
  const containers = [...(main ? [container(frame.name, main, { path: '', volumes, problems, secured })] : []), ...build('containers')];
  const sidecars = build('sidecars').map((sidecar) => ({ ...sidecar, restartPolicy: 'Always' as const }));
  const waiting = gates.flatMap((gate) => gate.waitContainer() ?? []);
  const initContainers = [...sidecars, ...waiting, ...build('initContainers')];
  const fields = Object.assign({}, ...gates.map((gate) => gate.waitPod), pod) as Partial<PodSpec>;
  const allVolumes = [...ownVolumes, ...volumes.volumes];
  const spec: PodSpec = {
    ...(secured ? securedPod(fields) : fields),
    ...(initContainers.length > 0 && { initContainers }),
    containers,
    ...(allVolumes.length > 0 && { volumes: allVolumes }),
  };
  checkPod(spec, claims, problems);
  checkUsers(spec, [...initContainers, ...containers], problems);
  const annotations = { ...podMetadata?.annotations, ...frame.annotations };
  return {
    metadata: { labels: { ...frame.labels, ...podMetadata?.labels }, ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec,
  };
}

/** The ConfigMaps and Secrets that containers read, whole, by key or as files, in the order in which they are first named. */
export function configSources(props: PodProps): readonly ConfigSource[] {
  const all = [props, ...(props.sidecars ?? []), ...(props.initContainers ?? []), ...(props.containers ?? [])];
  return [
    ...new Set(
      all.flatMap(({ config = [], env = {}, mounts = [] }) => [
        ...config.map((use) => wholeConfig(use).source),
        ...Object.values(env).flatMap((value) => (isKeyRef(value) ? [value.source] : [])),
        ...mounts.map((mount) => mount.source),
      ]),
    ),
  ];
}

/** The app's own container, where an image is given for it. Its fields are said beside those of the pod and of the workload. */
function mainContainer(props: PodProps, problems: ProblemList): ContainerProps | undefined {
  const own = Object.fromEntries(CONTAINER_FIELDS.flatMap((field) => (props[field] === undefined ? [] : [[field, props[field]]]))) as Partial<ContainerProps>;
  const { image } = own;
  if (image !== undefined) return { ...own, image };
  for (const field of Object.keys(own)) {
    problems.add(
      'CONTAINER_MISSING',
      field,
      `${field} is said of the container of the app, which has no image`,
      'give an image, or say it of one of the containers',
    );
  }
  return undefined;
}
