import type { EnvFromSource } from '../../imports/k8s';
import { type ConfigSource, describeSource, envFromSource } from './config-source';
import { checkEnvName } from './env';
import type { ProblemList } from './problem-list';

/** A ConfigMap or Secret read whole, with what is said about how. */
export interface WholeConfig {
  readonly source: ConfigSource;
  /**
   * Put before the name of each key.
   * @default ''
   */
  readonly prefix?: string | undefined;
  /**
   * This source is meant to win where an earlier one sets the same variable.
   * @default false: such a variable is an error
   */
  readonly override?: boolean | undefined;
}

/** A ConfigMap or Secret whose keys all become environment variables. */
export type ConfigUse = ConfigSource | WholeConfig;

/** The source of a use of config, with its options. */
export function wholeConfig(use: ConfigUse): WholeConfig {
  return 'source' in use ? use : { source: use };
}

/**
 * The `envFrom` list of a container, in order: of two sources that set one variable, Kubernetes takes the later. So does this, if the later is declared to
 * `override`; otherwise the variable is an error, wherever the keys of both are known.
 */
export function envFrom(uses: readonly ConfigUse[], path: string, problems: ProblemList): EnvFromSource[] {
  const setBy = new Map<string, ConfigSource>();
  return uses.map((use, index) => {
    const { source, prefix = '', override = false } = wholeConfig(use);
    const at = `${path}.${index}`;
    for (const key of source.envKeys ?? source.keys ?? []) {
      const name = prefix + key;
      checkEnvName(name, at, ` of ${describeSource(source)}`, problems);
      const earlier = setBy.get(name);
      if (earlier !== undefined && !override) keyTwice(name, earlier, source, at, problems);
      setBy.set(name, source);
    }
    return envFromSource(source, { prefix });
  });
}

function keyTwice(name: string, earlier: ConfigSource, later: ConfigSource, path: string, problems: ProblemList): void {
  problems.add(
    'ENV_KEY_TWICE',
    path,
    `${name} is set by ${describeSource(earlier)} and again by ${describeSource(later)}`,
    'drop it from one of them, give one a prefix, or declare the later as { source, override: true }',
  );
}
