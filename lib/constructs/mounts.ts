import type { KeyToPath, Volume, VolumeMount } from '../../imports/k8s';
import { replaceTokens } from '../manifest';
import { type ConfigSource, configVolume, keyRef } from './config-source';
import type { ProblemList } from './problem-list';

/** A ConfigMap or Secret whose keys are files of a container. */
export interface Mount {
  readonly source: ConfigSource;
  /** The folder that the files appear in; with `subPath`, the file. */
  readonly path: string;
  /**
   * Only these keys, under these file names.
   * @default every key, as a file of its name
   */
  readonly items?: readonly KeyToPath[] | undefined;
  /** One file of the source, so that the rest of the folder stays as the image has it. The kubelet never refreshes such a file: the checksum rolls the pods. */
  readonly subPath?: string | undefined;
  /** @default true: Kubernetes writes nothing back to a ConfigMap or Secret */
  readonly readOnly?: boolean | undefined;
  /**
   * File mode, octal (`0o400`).
   * @default 0o644, as Kubernetes has it
   */
  readonly defaultMode?: number | undefined;
}

/** The volumes of one pod that its containers' mounts ask for: mounts of the same source and files share a volume. */
export class MountedVolumes {
  readonly #byContent = new Map<string, Volume>();
  readonly #names: Set<string>;

  /**
   * @param taken names of volumes that the pod has already
   */
  constructor(taken: readonly string[]) {
    this.#names = new Set(taken);
  }

  /** All volumes asked for, in the order in which they were. */
  get volumes(): readonly Volume[] {
    return [...this.#byContent.values()];
  }

  /** The `volumeMounts` entry of a mount, its volume kept for {@link volumes}. */
  mount(mount: Mount, path: string, problems: ProblemList): VolumeMount {
    const { path: mountPath, subPath, readOnly = true } = mount;
    const name = problems.attempt(path, () => this.#volume(mount).name) ?? mount.source.name;
    return { name, mountPath, ...(subPath !== undefined && { subPath }), readOnly };
  }

  #volume({ source, items, defaultMode, subPath }: Mount): Volume {
    // A file that the source does not have: refused here as a key that is read singly is.
    if (subPath !== undefined && items === undefined) keyRef(source, subPath);
    const key = JSON.stringify([source.kind, source.name, source.optional, items, defaultMode]);
    const known = this.#byContent.get(key);
    if (known !== undefined) return known;
    const volume = configVolume(source, { name: this.#free(volumeName(source.name)), items, defaultMode });
    this.#byContent.set(key, volume);
    this.#names.add(volume.name);
    return volume;
  }

  #free(name: string): string {
    let free = name;
    for (let next = 2; this.#names.has(free); next++) free = `${name}-${next}`;
    return free;
  }
}

/** A DNS label made from the name of an object: without the hash that a derived name carries, so that a change of config renames no volume. */
function volumeName(objectName: string): string {
  const label = replaceTokens(objectName, () => '').replace(/[^a-z0-9-]+/g, '-');
  return label.slice(0, 59).replace(/^-+|-+$/g, '') || 'config';
}
