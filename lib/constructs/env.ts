import type { EnvVar, EnvVarSource } from '../../imports/k8s';
import { type ConfigSource, keyRef } from './config-source';
import { nameError, shellName } from './names';
import type { ProblemList } from './problem-list';

/** One key of a ConfigMap or Secret, as the value of an environment variable. Made by {@link fromKey}. */
export interface KeyRef {
  readonly source: ConfigSource;
  readonly key: string;
  /** The container starts without the variable when the key is missing. */
  readonly optional?: boolean | undefined;
}

/**
 * The value of an environment variable: a literal (numbers and booleans become text as written), a key of a ConfigMap or Secret ({@link fromKey}), a field
 * of the pod ({@link fromField}), a resource of the container ({@link fromResource}), or any `EnvVarSource` of Kubernetes.
 */
export type EnvValue = string | number | boolean | KeyRef | EnvVarSource;

/** Environment variables by name, in the order in which Kubernetes expands `$(NAME)`; a name whose value is `undefined` is left out. */
export type Env = Readonly<Record<string, EnvValue | undefined>>;

/** One key of a ConfigMap or Secret. */
export function fromKey(source: ConfigSource, key: string, options: { readonly optional?: boolean | undefined } = {}): KeyRef {
  return { source, key, ...options };
}

/** A field of the pod by the Downward API: `metadata.name`, `metadata.labels['app']`, `status.podIP`, `spec.nodeName`, … */
export function fromField(fieldPath: string): EnvVarSource {
  return { fieldRef: { fieldPath } };
}

/** A request or limit by the Downward API: `limits.cpu`, `requests.memory`, …, in units of the divisor (`1`, `1m`, `1Mi`). */
export function fromResource(resource: string, options: { readonly container?: string | undefined; readonly divisor?: string | undefined } = {}): EnvVarSource {
  const { container, divisor } = options;
  return { resourceFieldRef: { ...(container && { containerName: container }), resource, ...(divisor && { divisor }) } };
}

/** Notes a variable that no shell can read. Kubernetes since 1.34 takes any printable ASCII but `=`, see ENV_NAME_INVALID. */
export function checkEnvName(name: string, path: string, of: string, problems: ProblemList): void {
  const why = nameError(shellName, name);
  if (why === undefined) return;
  problems.add(
    'ENV_NAME_INVALID',
    path,
    `no shell can read ${JSON.stringify(name)}${of}: ${why}`,
    'rename it, or mount a key that is a file instead of reading it as env',
  );
}

/** The `env` list of a container. */
export function envVars(env: Env, path: string, problems: ProblemList): EnvVar[] {
  return Object.entries(env).flatMap(([name, value]) => {
    if (value === undefined) return [];
    checkEnvName(name, `${path}.${name}`, '', problems);
    return [envVar(name, value, `${path}.${name}`, problems)];
  });
}

function envVar(name: string, value: EnvValue, path: string, problems: ProblemList): EnvVar {
  // No value is the empty one; written out, client-side apply would report a change each time.
  if (value === '') return { name };
  if (typeof value !== 'object') return { name, value: String(value) };
  if (!isKeyRef(value)) return { name, valueFrom: value };
  const source = { ...value.source, optional: value.optional ?? value.source.optional };
  return { name, valueFrom: problems.attempt(path, () => keyRef(source, value.key)) };
}

/** Whether a value is a key of a ConfigMap or Secret. */
export function isKeyRef(value: EnvValue | undefined): value is KeyRef {
  return typeof value === 'object' && 'source' in value;
}
