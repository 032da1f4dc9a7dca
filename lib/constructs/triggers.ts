import { type ConfigSource, VERSION_ANNOTATION, versionAnnotations } from './config-source';
import { imagePatterns } from './image';
import { labelValue, nameError } from './names';
import type { ProblemList } from './problem-list';

/** What replaces the pods although no field of theirs changes. Each is an annotation of the pod template; a new value is a new revision. */
export interface Triggers {
  /**
   * The config that the pods read (ConfigMap and Secret data, through env, files and init containers) changes: annotation `checksum/config`.
   * @default true
   */
  readonly configChecksum?: boolean | undefined;
  /**
   * Something outside changes (a database, a certificate, config of another team) and you say so: annotation `rollwright.dev/version.<name>`. A source with a
   * `version` of its own, as `AppSecretRef` has, is added by itself; an entry of the same name here wins.
   * @default none
   */
  readonly version?: Readonly<Record<string, string | number | undefined>> | undefined;
  /**
   * A mutable tag (`develop`) points at another image, and the build knows its digest: annotation `rollwright.dev/image-digest`. Better: put the digest
   * into the image, so that every node pulls that very image.
   * @default none
   */
  readonly imageDigest?: string | undefined;
  /**
   * A restart by hand, in the annotation that `kubectl rollout restart` uses, as RFC 3339 time.
   * @default none
   */
  readonly restartedAt?: string | undefined;
  /**
   * Every deploy replaces the pods: annotation `rollwright.dev/always`. Rendering is pure, so the value that differs each time must come from outside (the
   * number of the CI run, say, by `--set`).
   *
   * It costs: a deploy that changes nothing restarts everything, a plan never says "unchanged", and under Argo CD an application that renders its own value
   * is out of sync for ever. The config checksum restarts what must restart, and no more.
   * @default none
   */
  readonly always?: { readonly nonce: string } | undefined;
}

/** The annotations of the pod template that the triggers ask for, except `checksum/config`, which is computed when all objects are known. */
export function triggerAnnotations(triggers: Triggers, sources: readonly ConfigSource[], problems: ProblemList): { readonly [annotation: string]: string } {
  const { version = {}, imageDigest, restartedAt, always } = triggers;
  check(triggers, problems);
  const named = Object.entries(version).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  return {
    ...problems.attempt('config', () => versionAnnotations(sources)),
    ...Object.fromEntries(named.map(([name, value]) => [VERSION_ANNOTATION + name, String(value)])),
    ...(imageDigest !== undefined && { 'rollwright.dev/image-digest': imageDigest }),
    ...(restartedAt !== undefined && { 'kubectl.kubernetes.io/restartedAt': restartedAt }),
    ...(always && { 'rollwright.dev/always': always.nonce }),
  };
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function check({ version = {}, imageDigest, restartedAt, always }: Triggers, problems: ProblemList): void {
  for (const name of Object.keys(version)) {
    const why = nameError(labelValue, name, 'version.'.length);
    if (why !== undefined)
      problems.add(
        'TRIGGER_INVALID',
        `triggers.version.${name}`,
        `${JSON.stringify(name)} cannot be part of an annotation: ${why}`,
        'give it a shorter, plainer name',
      );
  }
  if (imageDigest !== undefined && !imagePatterns.digest.test(imageDigest)) {
    problems.add('TRIGGER_INVALID', 'triggers.imageDigest', `${JSON.stringify(imageDigest)} is no digest`, 'write sha256: and 64 hexadecimal digits');
  }
  if (restartedAt !== undefined && !RFC_3339.test(restartedAt)) {
    problems.add('TRIGGER_INVALID', 'triggers.restartedAt', `${JSON.stringify(restartedAt)} is no RFC 3339 time`, 'write it as 2026-11-21T08:00:00Z');
  }
  if (always?.nonce === '')
    problems.add(
      'TRIGGER_INVALID',
      'triggers.always.nonce',
      'the nonce is empty, so that no deploy differs',
      'hand in something that differs, as the number of the CI run',
    );
}
