import { compareUtf8 } from './canonical-json';
import { isObject, type JsonObject } from './json';
import { eachObject } from './json-pointer';
import { containersOf, type PodContainer, type PodTemplate } from './pod-template';

/** Keys of a ConfigMap or Secret: every one, or these in the order of their UTF-8 bytes. */
export type Keys = 'all' | readonly string[];

/** A ConfigMap or Secret that the containers of a pod read, and what of it. */
export interface ConfigRead {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** The keys that some container reads. */
  readonly keys: Keys;
  /** Those of them that are read as files; only these can come from a ConfigMap's `binaryData`, which env does not see. */
  readonly fileKeys: Keys;
  /** Whether every reader can do without it. */
  readonly optional: boolean;
  readonly readers: readonly ConfigReader[];
}

/** A place in a container that reads config. */
export interface ConfigReader {
  readonly container: string;
  /** Whether the container runs only before the others: what it read is not read again while the pod lives. A native sidecar is none. */
  readonly init: boolean;
  readonly through: 'env' | 'envFrom' | 'volume' | 'subPath';
  /** JSON pointer of the env entry, envFrom entry or volume mount. */
  readonly path: string;
}

/** One reading, before those of one object are put together. */
interface Reading {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly keys: Keys;
  readonly optional: boolean;
  readonly reader: ConfigReader;
}

/**
 * The ConfigMaps and Secrets that a pod's containers read, and which keys: a whole one through envFrom; one key through env; through a volume only if a
 * container mounts it, then its `items` or all of it, and of these only what lies at or below the mount's `subPath`. Ephemeral containers are put into running
 * pods by hand and do not count. Sorted by kind and name; readers in pod order.
 */
export function configReadsOf(pod: Pick<PodTemplate, 'spec' | 'specPath'>): readonly ConfigRead[] {
  const volumes = new Map(eachObject(pod.spec, pod.specPath, 'volumes').map(({ value }) => [value.name, volumeSources(value)]));
  const readings: Reading[] = [];
  for (const container of containersOf(pod.spec, pod.specPath)) {
    if (container.role === 'ephemeral') continue;
    addEnvReadings(readings, container);
    addMountReadings(readings, container, volumes);
  }
  return merged(readings);
}

function addEnvReadings(to: Reading[], container: PodContainer): void {
  for (const { value, path } of eachObject(container.container, container.path, 'envFrom')) {
    if (isObject(value.configMapRef)) addReading(to, 'ConfigMap', value.configMapRef, 'name', 'all', reader(container, 'envFrom', path));
    if (isObject(value.secretRef)) addReading(to, 'Secret', value.secretRef, 'name', 'all', reader(container, 'envFrom', path));
  }
  for (const { value, path } of eachObject(container.container, container.path, 'env')) {
    if (isObject(value.valueFrom)) addKeyReading(to, value.valueFrom, reader(container, 'env', path));
  }
}

function addKeyReading(to: Reading[], { configMapKeyRef, secretKeyRef }: JsonObject, by: ConfigReader): void {
  if (isObject(configMapKeyRef) && typeof configMapKeyRef.key === 'string') addReading(to, 'ConfigMap', configMapKeyRef, 'name', [configMapKeyRef.key], by);
  if (isObject(secretKeyRef) && typeof secretKeyRef.key === 'string') addReading(to, 'Secret', secretKeyRef, 'name', [secretKeyRef.key], by);
}

/** A ConfigMap or Secret that a volume shows as files. */
interface VolumeSource {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly source: JsonObject;
  readonly nameField: 'name' | 'secretName';
}

function volumeSources(volume: JsonObject): readonly VolumeSource[] {
  const sources: VolumeSource[] = [];
  if (isObject(volume.configMap)) sources.push({ kind: 'ConfigMap', source: volume.configMap, nameField: 'name' });
  if (isObject(volume.secret)) sources.push({ kind: 'Secret', source: volume.secret, nameField: 'secretName' });
  for (const { value } of eachObject(volume, '', 'projected', 'sources')) {
    if (isObject(value.configMap)) sources.push({ kind: 'ConfigMap', source: value.configMap, nameField: 'name' });
    if (isObject(value.secret)) sources.push({ kind: 'Secret', source: value.secret, nameField: 'name' });
  }
  return sources;
}

function addMountReadings(to: Reading[], container: PodContainer, volumes: ReadonlyMap<unknown, readonly VolumeSource[]>): void {
  for (const { value: mount, path } of eachObject(container.container, container.path, 'volumeMounts')) {
    for (const { kind, source, nameField } of volumes.get(mount.name) ?? []) {
      const keys = keysBelow(source, typeof mount.subPath === 'string' ? normalized(mount.subPath) : '');
      if (keys.length > 0) addReading(to, kind, source, nameField, keys, reader(container, isSubPath(mount) ? 'subPath' : 'volume', path));
    }
  }
}

/** Whether a mount shows a part of its volume: such files are those of the container's start, the kubelet does not refresh them. */
function isSubPath(mount: JsonObject): boolean {
  return (typeof mount.subPath === 'string' && mount.subPath !== '') || (typeof mount.subPathExpr === 'string' && mount.subPathExpr !== '');
}

/** The keys whose files lie at or below a path inside the volume; without `items` each key is a file of its own name. */
function keysBelow(source: JsonObject, subPath: string): Keys {
  const items = eachObject(source, '', 'items');
  if (items.length === 0) return subPath === '' ? 'all' : subPath.includes('/') ? [] : [subPath];
  return items.flatMap(({ value: { key, path } }) => {
    if (typeof key !== 'string' || typeof path !== 'string') return [];
    const file = normalized(path);
    return subPath === '' || file === subPath || file.startsWith(`${subPath}/`) ? [key] : [];
  });
}

/** A path without `.`, empty parts and slashes at its ends. */
function normalized(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

function reader(container: PodContainer, through: ConfigReader['through'], path: string): ConfigReader {
  return { container: container.name, init: container.role === 'init', through, path };
}

function addReading(to: Reading[], kind: Reading['kind'], source: JsonObject, nameField: 'name' | 'secretName', keys: Keys, by: ConfigReader): void {
  const name = source[nameField];
  if (typeof name === 'string' && name !== '') to.push({ kind, name, keys, optional: source.optional === true, reader: by });
}

function merged(readings: readonly Reading[]): readonly ConfigRead[] {
  const objects = new Map<string, Reading[]>();
  for (const one of readings) {
    const id = `${one.kind}/${one.name}`;
    const others = objects.get(id);
    if (others === undefined) objects.set(id, [one]);
    else others.push(one);
  }
  return [...objects.keys()].sort(compareUtf8).map((id) => {
    const all = objects.get(id) as [Reading, ...Reading[]];
    const files = all.filter(({ reader: { through } }) => through === 'volume' || through === 'subPath');
    const { kind, name } = all[0];
    return { kind, name, keys: union(all), fileKeys: union(files), optional: all.every(({ optional }) => optional), readers: all.map((one) => one.reader) };
  });
}

function union(readings: readonly Reading[]): Keys {
  const keys = new Set<string>();
  for (const one of readings) {
    if (one.keys === 'all') return 'all';
    for (const key of one.keys) keys.add(key);
  }
  return [...keys].sort(compareUtf8);
}
