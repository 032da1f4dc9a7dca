import type { EnvFromSource, EnvVarSource, KeyToPath, Volume } from '../../imports/k8s';
import { RollwrightError } from '../errors';
import { replaceTokens } from '../manifest';
import { dnsLabel, validName } from './names';

/** Something whose keys a container can read: a ConfigMap or a Secret, ours or somebody else's. */
export interface ConfigSource {
  readonly kind: 'ConfigMap' | 'Secret';
  /** The object's `metadata.name`; never made from the construct path. */
  readonly name: string;
  /**
   * Whether pods start without it.
   * @default false
   */
  readonly optional?: boolean | undefined;
  /**
   * Its keys, where they are known: those of an AppConfig always, those of something external when declared.
   * @default unknown
   */
  readonly keys?: readonly string[] | undefined;
  /**
   * Those of its keys that become variables where it is read whole: a ConfigMap's `binaryData` does not (k8s.io/kubernetes/pkg/kubelet,
   * `makeEnvironmentVariables`).
   * @default keys
   */
  readonly envKeys?: readonly string[] | undefined;
  /**
   * The version of something that is made elsewhere: readers carry it in a pod template annotation, so that a change rolls them.
   * @default none
   */
  readonly version?: string | undefined;
}

/** The prefix of the pod template annotation that carries a source's version. */
export const VERSION_ANNOTATION = 'rollwright.dev/version.';

/** All keys of a source as environment variables. */
export function envFromSource(source: ConfigSource, options: { readonly prefix?: string | undefined } = {}): EnvFromSource {
  const ref = { name: source.name, ...optional(source) };
  const prefix = options.prefix === undefined || options.prefix === '' ? {} : { prefix: options.prefix };
  return source.kind === 'ConfigMap' ? { ...prefix, configMapRef: ref } : { ...prefix, secretRef: ref };
}

/**
 * One key of a source as the value of an environment variable.
 * @throws RollwrightError CONFIG_KEY_MISSING when the source's keys are known and this is none of them
 */
export function keyRef(source: ConfigSource, key: string): EnvVarSource {
  requireKeys(source, [key]);
  const ref = { name: source.name, key, ...optional(source) };
  return source.kind === 'ConfigMap' ? { configMapKeyRef: ref } : { secretKeyRef: ref };
}

/** What of a source a volume shows. */
export interface ConfigVolumeProps {
  /** The volume's name in the pod. */
  readonly name: string;
  /**
   * The keys to show and the file names to show them under, each with an optional mode.
   * @default all keys, each as a file of its name
   */
  readonly items?: readonly KeyToPath[] | undefined;
  /**
   * The mode of the files.
   * @default 0o644, Kubernetes' own
   */
  readonly defaultMode?: number | undefined;
}

/**
 * A source as a volume of a pod.
 * @throws RollwrightError NAME_INVALID, CONFIG_KEY_MISSING
 */
export function configVolume(source: ConfigSource, props: ConfigVolumeProps): Volume {
  const name = validName(dnsLabel, props.name, { what: `name of the volume of ${describeSource(source)}` });
  if (props.items !== undefined) {
    requireKeys(
      source,
      props.items.map((item) => item.key),
    );
  }
  const rest = {
    ...(props.items === undefined ? {} : { items: [...props.items] }),
    ...(props.defaultMode === undefined ? {} : { defaultMode: props.defaultMode }),
    ...optional(source),
  };
  return source.kind === 'ConfigMap' ? { name, configMap: { name: source.name, ...rest } } : { name, secret: { secretName: source.name, ...rest } };
}

/**
 * The pod template annotations that carry the versions of these sources. A ConfigMap and a Secret of one name share an annotation, which then holds both versions.
 * @throws RollwrightError NAME_INVALID when a versioned source's name is too long for an annotation
 */
export function versionAnnotations(sources: readonly ConfigSource[]): { [annotation: string]: string } {
  const versions = new Map<string, Map<string, string>>();
  for (const source of sources) {
    if (source.version === undefined) continue;
    const ofName = versions.get(source.name) ?? new Map<string, string>();
    versions.set(source.name, ofName.set(source.kind, source.version));
  }
  return Object.fromEntries(
    [...versions].map(([name, ofName]) => [
      versionAnnotation(name),
      [...ofName.keys()]
        .sort()
        .map((kind) => ofName.get(kind))
        .join(','),
    ]),
  );
}

/** A source as people read it: `ConfigMap dodo-config`, `ConfigMap dodo-config-<hash>`. */
export function describeSource(source: ConfigSource): string {
  return `${source.kind} ${replaceTokens(source.name, () => '<hash>')}`;
}

function versionAnnotation(name: string): string {
  // The part of an annotation's key behind the slash has at most 63 characters (apimachinery, IsQualifiedName).
  const rule = { says: 'a DNS subdomain', pattern: /./, max: 63 - 'version.'.length };
  return VERSION_ANNOTATION + validName(rule, name, { what: 'name of something with a `version`' });
}

function optional(source: ConfigSource): { optional?: true } {
  return source.optional === true ? { optional: true } : {};
}

function requireKeys(source: ConfigSource, keys: readonly string[]): void {
  const known = source.keys;
  if (known === undefined || source.optional === true) return;
  const problems = keys
    .filter((key) => !known.includes(key))
    .map((key) => ({
      code: 'CONFIG_KEY_MISSING',
      message: `${describeSource(source)} has no key ${JSON.stringify(key)}; it has ${known.length === 0 ? 'none' : [...known].sort().join(', ')}`,
      fix: 'Name one of its keys, or add the key to its data.',
    }));
  if (problems.length > 0) throw new RollwrightError(problems);
}
