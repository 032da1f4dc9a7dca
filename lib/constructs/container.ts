import type { Container, ContainerPort } from '../../imports/k8s';
import { type Env, envVars } from './env';
import { type ConfigUse, envFrom } from './env-from';
import { formatImage, type ImageRef } from './image';
import type { Mount, MountedVolumes } from './mounts';
import { PROBE_PARTS, probeDefaults } from './probes';
import type { ProblemList } from './problem-list';
import { securedContainer } from './security';

/** A container: every field that Kubernetes has, under its own name and type, and short forms for the image, the port, env, config and mounted config. */
export interface ContainerProps extends Omit<Container, 'name' | 'image' | 'env' | 'envFrom'> {
  /** The image, in parts or as one reference. */
  readonly image: ImageRef | string;
  /**
   * The port that the container serves HTTP on; declared under the name `http`. More ports, and other names, go into `ports`.
   * @default none
   */
  readonly port?: number | undefined;
  /**
   * ConfigMaps and Secrets that become environment variables whole, later ones after earlier ones.
   * @default none
   */
  readonly config?: readonly ConfigUse[] | undefined;
  /**
   * Single variables. One that a source in `config` sets too wins over it: Kubernetes puts `env` over `envFrom`.
   * @default none
   */
  readonly env?: Env | undefined;
  /**
   * ConfigMaps and Secrets that become files. Other volumes: `volumeMounts` here and `volumes` of the pod.
   * @default none
   */
  readonly mounts?: readonly Mount[] | undefined;
}

const FIELDS: Readonly<Record<keyof ContainerProps, true>> = {
  args: true,
  command: true,
  config: true,
  env: true,
  image: true,
  imagePullPolicy: true,
  lifecycle: true,
  livenessProbe: true,
  mounts: true,
  port: true,
  ports: true,
  readinessProbe: true,
  resizePolicy: true,
  resources: true,
  restartPolicy: true,
  restartPolicyRules: true,
  securityContext: true,
  startupProbe: true,
  stdin: true,
  stdinOnce: true,
  terminationMessagePath: true,
  terminationMessagePolicy: true,
  tty: true,
  volumeDevices: true,
  volumeMounts: true,
  workingDir: true,
};

/** The names of the fields of {@link ContainerProps}; the compiler sees to it that none is missing. */
export const CONTAINER_FIELDS = Object.keys(FIELDS) as readonly (keyof ContainerProps)[];

/** A container among several: its name is part of the pod template. */
export interface NamedContainerProps extends ContainerProps {
  readonly name: string;
}

/** What a container is built with. */
export interface ContainerFrame {
  /** The place of its props, for messages: `containers.0`; empty for the props of the app itself. */
  readonly path: string;
  readonly volumes: MountedVolumes;
  readonly problems: ProblemList;
  /** Whether {@link securedContainer} applies. */
  readonly secured: boolean;
}

/** The container that Kubernetes takes. */
export function container(name: string, props: ContainerProps, frame: ContainerFrame): Container {
  const { image, port, config, env, mounts, ports, volumeMounts, securityContext, startupProbe, readinessProbe, livenessProbe, ...own } = props;
  const { volumes, problems } = frame;
  const at = (field: string): string => (frame.path === '' ? field : `${frame.path}.${field}`);
  const allPorts: ContainerPort[] = [...(port === undefined ? [] : [{ name: 'http', containerPort: port }]), ...(ports ?? [])];
  const allMounts = [...(mounts ?? []).map((mount, index) => volumes.mount(mount, at(`mounts.${index}`), problems)), ...(volumeMounts ?? [])];
  const variables = envVars(env ?? {}, at('env'), problems);
  const security = frame.secured ? securedContainer(securityContext) : securityContext;
  const { command, args, ...rest } = own;
  return {
    name,
    image: problems.attempt(at('image'), () => formatImage(image)),
    ...(command && { command }),
    ...(args && { args }),
    ...(allPorts.length > 0 && { ports: allPorts }),
    ...(config && config.length > 0 && { envFrom: envFrom(config, at('config'), problems) }),
    ...(variables.length > 0 && { env: variables }),
    ...(allMounts.length > 0 && { volumeMounts: allMounts }),
    ...probes({ startupProbe, readinessProbe, livenessProbe }),
    ...rest,
    ...(security && { securityContext: security }),
  };
}

function probes(own: Pick<ContainerProps, (typeof PROBE_PARTS)[number]>): Partial<Container> {
  return Object.fromEntries(PROBE_PARTS.flatMap((part) => (own[part] === undefined ? [] : [[part, { ...probeDefaults[part], ...own[part] }]])));
}
