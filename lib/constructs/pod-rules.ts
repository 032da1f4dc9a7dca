import type { Container, PodSpec, Probe } from '../../imports/k8s';
import { checkDrain } from './drain';
import { dnsLabel, nameProblem } from './names';
import { PROBE_PARTS } from './probes';
import type { ProblemList } from './problem-list';

/** Notes what the API server would refuse in a pod, or what could never work in it, as far as the pod alone can tell. */
export function checkPod(pod: PodSpec, claims: readonly string[], problems: ProblemList): void {
  const { containers, initContainers = [] } = pod;
  const all = [...initContainers, ...containers];
  if (containers.length === 0) {
    problems.add('CONTAINER_MISSING', 'image', 'the pods have no container', 'give an image for the container of the app, or a list of containers');
  }
  checkNames(all, problems);
  const volumes = new Set([...claims, ...(pod.volumes ?? []).map((volume) => volume.name)]);
  for (const one of all) {
    checkPorts(one, problems);
    checkMounts(one, volumes, problems);
    checkProbePorts(one, all, problems);
    checkProbeSuccess(one, problems);
  }
  checkPortsTwice([...initContainers.filter((one) => one.restartPolicy === 'Always'), ...containers], problems);
  checkDrain(pod, problems);
  for (const one of initContainers) checkInit(one, problems);
}

function checkNames(all: readonly Container[], problems: ProblemList): void {
  const seen = new Set<string>();
  for (const { name } of all) {
    if (seen.has(name))
      problems.add('CONTAINER_TWICE', 'containers', `two containers are called ${name}`, 'give each container, sidecar and init container a name of its own');
    seen.add(name);
    problems.keep('containers', nameProblem(dnsLabel, name, { what: 'name of a container' }));
  }
}

function checkPorts(one: Container, problems: ProblemList): void {
  for (const { containerPort } of one.ports ?? []) {
    if (Number.isInteger(containerPort) && containerPort >= 1 && containerPort <= 65535) continue;
    problems.add('FIELD_INVALID', 'ports', `container ${one.name} declares port ${containerPort}`, 'use a port from 1 to 65535');
  }
}

/** Containers of a pod share its network: only one can listen on a port, and a Service that asks for a name gets the first. The API server only warns. */
function checkPortsTwice(running: readonly Container[], problems: ProblemList): void {
  const declaredBy = new Map<string, string>();
  for (const one of running) {
    for (const { name, containerPort, protocol = 'TCP' } of portsOf(one)) {
      for (const port of [`${containerPort}/${protocol}`, ...(name === undefined ? [] : [name])]) {
        const other = declaredBy.get(port);
        declaredBy.set(port, one.name);
        if (other === undefined) continue;
        const whose = other === one.name ? `container ${other} twice` : `containers ${other} and ${one.name}`;
        problems.add(
          'PORT_TWICE',
          'ports',
          `port ${port} is declared by ${whose}`,
          'give each port of the pod a number and a name of its own; `port` is always called http',
        );
      }
    }
  }
}

/** The API server: "must be 1" for what restarts a container (validateLivenessProbe, validateStartupProbe). */
function checkProbeSuccess(one: Container, problems: ProblemList): void {
  for (const part of ['livenessProbe', 'startupProbe'] as const) {
    const { successThreshold = 1 } = one[part] ?? {};
    if (successThreshold === 1) continue;
    problems.add(
      'FIELD_INVALID',
      part,
      `the ${part} of container ${one.name} has successThreshold ${successThreshold}`,
      'leave it out: only a readinessProbe may have one above 1',
    );
  }
}

function checkMounts(one: Container, volumes: ReadonlySet<string>, problems: ProblemList): void {
  const paths = new Set<string>();
  for (const { name, mountPath } of one.volumeMounts ?? []) {
    if (!volumes.has(name)) {
      const known = [...volumes].join(', ') || '(none)';
      problems.add(
        'VOLUME_UNKNOWN',
        'volumeMounts',
        `container ${one.name} mounts volume ${name}, which the pod does not have`,
        `declare it in pod.volumes; there are: ${known}`,
      );
    }
    // The API server: "must be unique" (ValidateVolumeMounts).
    if (paths.has(mountPath))
      problems.add('MOUNT_PATH_TWICE', 'volumeMounts', `container ${one.name} mounts two volumes at ${mountPath}`, 'give each its own path');
    paths.add(mountPath);
  }
}

function checkProbePorts(one: Container, all: readonly Container[], problems: ProblemList): void {
  for (const part of PROBE_PARTS) {
    const port = probedPort(one[part]);
    if (port === undefined) continue;
    // A name is looked up in the container itself (kubelet, probe.ResolveContainerPort); a number reaches any container: they share the pod's network.
    const known = typeof port === 'string' ? portsOf(one).map((declared) => declared.name) : all.flatMap(portsOf).map((declared) => declared.containerPort);
    if ((known as unknown[]).includes(port)) continue;
    const declared = known.filter((name) => name !== undefined).join(', ') || '(none)';
    problems.add(
      'PROBE_PORT_UNKNOWN',
      part,
      `the ${part} of container ${one.name} asks port ${port}, which ${typeof port === 'string' ? 'it' : 'no container'} does not declare`,
      `declare it in port or ports, or ask one of: ${declared}`,
    );
  }
}

function portsOf(one: Container): NonNullable<Container['ports']> {
  return one.ports ?? [];
}

function probedPort(probe: Probe | undefined): number | string | undefined {
  return probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
}

/** The API server: an init container that is no sidecar "must not have" probes or lifecycle (validateInitContainers). */
function checkInit(one: Container, problems: ProblemList): void {
  if (one.restartPolicy === 'Always') return;
  for (const field of [...PROBE_PARTS, 'lifecycle'] as const) {
    if (one[field] === undefined) continue;
    problems.add(
      'FIELD_INVALID',
      'initContainers',
      `init container ${one.name} has a ${field}, which only a sidecar may have`,
      `drop it, or make it one of the sidecars`,
    );
  }
}
