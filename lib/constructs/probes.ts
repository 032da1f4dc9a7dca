import type { Duration } from 'cdk8s';
import type { HTTPHeader, Probe } from '../../imports/k8s';
import { wholeSeconds } from './quantities';

/** When and how patiently a probe asks. What is left out, the container that carries the probe fills in, see {@link probeDefaults}. */
export interface ProbeTiming {
  /**
   * Time from container start to the first probe.
   * @default Duration.seconds(0)
   */
  readonly initialDelay?: Duration | undefined;
  /**
   * Time from probe to probe.
   * @default by the probe's part, see {@link probeDefaults}
   */
  readonly period?: Duration | undefined;
  /**
   * Time after which an unanswered probe has failed.
   * @default by the probe's part, see {@link probeDefaults}
   */
  readonly timeout?: Duration | undefined;
  /**
   * So many failures in a row change the verdict to bad.
   * @default by the probe's part, see {@link probeDefaults}
   */
  readonly failureThreshold?: number | undefined;
  /**
   * So many successes in a row change the verdict to good; liveness and startup probes take only 1.
   * @default 1
   */
  readonly successThreshold?: number | undefined;
}

/** Where a probe over the network asks. */
export interface ProbePort {
  /**
   * The container port, by name or number.
   * @default 'http'
   */
  readonly port?: number | string | undefined;
}

/** What an HTTP probe may say beside its path. */
export interface HttpProbeOptions extends ProbeTiming, ProbePort {
  /** @default 'HTTP' */
  readonly scheme?: 'HTTP' | 'HTTPS' | undefined;
  /**
   * Headers of the request; `Host` among them, for a service that refuses hosts it does not know (Django's ALLOWED_HOSTS).
   * @default none
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A probe that succeeds when a GET of the path answers with a status from 200 to 399. */
export function http(path: string, options: HttpProbeOptions = {}): Probe {
  const { port = 'http', scheme, headers, ...timing } = options;
  const httpHeaders: HTTPHeader[] = Object.entries(headers ?? {}).map(([name, value]) => ({ name, value }));
  return { httpGet: { path, port, ...(scheme && { scheme }), ...(httpHeaders.length > 0 && { httpHeaders }) }, ...timingFields(timing) };
}

/** A probe that succeeds when the port takes a connection. */
export function tcp(options: ProbeTiming & ProbePort = {}): Probe {
  const { port = 'http', ...timing } = options;
  return { tcpSocket: { port }, ...timingFields(timing) };
}

/** A probe that succeeds when the command, run in the container, exits with 0. */
export function exec(command: readonly string[], options: ProbeTiming = {}): Probe {
  return { exec: { command: [...command] }, ...timingFields(options) };
}

/** A probe that asks the gRPC health service (`grpc.health.v1.Health`); Kubernetes takes only a port number here. */
export function grpc(port: number, options: ProbeTiming & { readonly service?: string | undefined } = {}): Probe {
  const { service, ...timing } = options;
  return { grpc: { port, ...(service !== undefined && { service }) }, ...timingFields(timing) };
}

function timingFields(timing: ProbeTiming): Probe {
  const { initialDelay, period, timeout, failureThreshold, successThreshold } = timing;
  return {
    ...(initialDelay && { initialDelaySeconds: wholeSeconds(initialDelay, { what: 'initialDelay of a probe' }) }),
    ...(period && { periodSeconds: wholeSeconds(period, { what: 'period of a probe', atLeast: 1 }) }),
    ...(timeout && { timeoutSeconds: wholeSeconds(timeout, { what: 'timeout of a probe', atLeast: 1 }) }),
    ...(failureThreshold !== undefined && { failureThreshold }),
    ...(successThreshold !== undefined && { successThreshold }),
  };
}

/** The parts that a probe can play in a container. */
export const PROBE_PARTS = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;

/** One of {@link PROBE_PARTS}. */
export type ProbePart = (typeof PROBE_PARTS)[number];

/**
 * What a probe gets where it says nothing, always written out. Kubernetes' own defaults (every 10 s, 1 s to answer, 3 failures) suit none of the three:
 *
 * | part | every | to answer | failures | why |
 * |-|-|-|-|-|
 * | startup | 2 s | 2 s | 90 | a fast start is seen at once, a slow one gets three minutes before the container is restarted |
 * | readiness | 5 s | 2 s | 3 | a new pod takes traffic soon, a sick one is out after 15 s |
 * | liveness | 10 s | 5 s | 6 | a restart helps only a hung process: a busy one must not be killed, so it has a minute |
 */
export const probeDefaults: Readonly<Record<ProbePart, Probe>> = {
  startupProbe: { periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 90 },
  readinessProbe: { periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 3 },
  livenessProbe: { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
};
