import { Construct } from 'constructs';
import { KubeService, type ObjectMeta, type ServicePort, type ServiceSpec } from '../../imports/k8s';
import { type ConfiguredApp, pathOf } from './configured-app';
import { appLabels } from './labels';
import { dnsServiceName, nameProblem } from './names';
import { ProblemList } from './problem-list';

/** What an {@link AppService} says: any field of a Service's spec but the selector, which is the app's. */
export interface AppServiceProps extends Omit<ServiceSpec, 'selector' | 'externalName' | 'type'> {
  /** The app whose pods take the traffic. */
  readonly app: ConfiguredApp;
  /**
   * The Service's name, and its host name in the cluster.
   * @default the app's
   */
  readonly name?: string | undefined;
  /**
   * @default 'ClusterIP'
   */
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | undefined;
  /**
   * @default port 80, called http, to the container port called http
   */
  readonly ports?: readonly ServicePort[] | undefined;
  /**
   * More metadata: labels (over the recommended ones), annotations, namespace.
   * @default none
   */
  readonly metadata?: Omit<ObjectMeta, 'name'> | undefined;
}

/**
 * One address for the pods of an app.
 *
 * @throws RollwrightError NAME_INVALID, SERVICE_PORT_UNKNOWN, NODE_PORT_INVALID, FIELD_INVALID: all at once
 */
export class AppService extends Construct {
  readonly service: KubeService;
  readonly name: string;

  constructor(scope: Construct, id: string, props: AppServiceProps) {
    super(scope, id);
    const { app, name = app.name, type = 'ClusterIP', ports = [{ name: 'http', port: 80, targetPort: 'http' }], metadata, ...spec } = props;
    const problems = new ProblemList(pathOf(scope, id));
    problems.keep('name', nameProblem(dnsServiceName, name, { what: 'name of a Service' }));
    checkPorts(ports, type, app, problems);
    problems.throwIfAny();
    this.name = name;
    this.service = new KubeService(this, 'Default', {
      metadata: { ...metadata, name, labels: { ...appLabels(app.app), ...metadata?.labels } },
      spec: { type, ...spec, selector: app.selector, ports },
    });
  }
}

function checkPorts(ports: readonly ServicePort[], type: ServiceSpec['type'], app: ConfiguredApp, problems: ProblemList): void {
  const taken = new Set<string>();
  ports.forEach((port, index) => {
    const path = `ports.${index}`;
    if (ports.length > 1 && port.name === undefined) problems.add('FIELD_INVALID', path, 'a Service with several ports names each of them', 'give it a name');
    const number = `${port.protocol ?? 'TCP'} ${port.port}`;
    if (taken.has(number) || (port.name !== undefined && taken.has(port.name))) {
      problems.add('FIELD_INVALID', path, `port ${port.name ?? number} is there twice`, 'give each port a name and a number of its own');
    }
    taken.add(number).add(port.name ?? number);
    if (!Number.isInteger(port.port) || port.port < 1 || port.port > 65535) problems.add('FIELD_INVALID', path, `${port.port} is no port`, 'use 1 to 65535');
    checkNodePort(port.nodePort, type, path, problems);
    checkTarget(port.targetPort ?? port.port, app, path, problems);
  });
}

/** The range is the API server's default (`--service-node-port-range`). */
function checkNodePort(nodePort: number | undefined, type: ServiceSpec['type'], path: string, problems: ProblemList): void {
  if (nodePort === undefined) return;
  if (type === 'ClusterIP') problems.add('NODE_PORT_INVALID', path, 'a Service of type ClusterIP has no nodePort', 'drop nodePort, or use type NodePort');
  else if (!Number.isInteger(nodePort) || nodePort < 30000 || nodePort > 32767) {
    problems.add('NODE_PORT_INVALID', path, `nodePort ${nodePort} is out of range`, 'use 30000 to 32767, or leave it out and let the API server choose');
  }
}

function checkTarget(target: number | string, app: ConfiguredApp, path: string, problems: ProblemList): void {
  const { containers = [], initContainers = [] } = app.podTemplate.spec ?? {};
  const declared = [...containers, ...initContainers.filter((one) => one.restartPolicy === 'Always')].flatMap((one) => one.ports ?? []);
  if (declared.some((port) => (typeof target === 'string' ? port.name : port.containerPort) === target)) return;
  const known = declared.map((port) => port.name ?? port.containerPort).join(', ') || '(none)';
  problems.add(
    'SERVICE_PORT_UNKNOWN',
    path,
    `no container of ${app.name} declares port ${target}`,
    `declare it in port or ports of the container, or use one of: ${known}`,
  );
}
