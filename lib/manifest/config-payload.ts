/**
 * What is hashed when a derived value is "the hash of that": plain values, so that another output (a Helm template) can write the same bytes.
 */
import { contentHash } from './canonical-json';
import type { ConfigRead, Keys } from './config-reads';
import { isObject, type Json, type JsonObject } from './json';
import { asJson, type Manifest } from './object';

/** Finds a ConfigMap or Secret of the workload's own namespace; undefined for one that is not there, which then counts for nothing. */
export type ConfigLookup = (kind: ConfigRead['kind'], name: string) => Manifest | undefined;

/** The data of a ConfigMap or Secret as the API server keeps it: a Secret's `stringData` is folded into its `data`. */
export interface ConfigData {
  readonly data?: JsonObject | undefined;
  readonly binaryData?: JsonObject | undefined;
}

/** Says what a text is to be before it is hashed: where tokens of derived values are resolved. */
export type ResolveText = (text: string) => string;

const asWritten: ResolveText = (text) => text;

/**
 * The data of a ConfigMap or Secret as the API server keeps it: a Secret's `stringData` goes, in base64, over its `data`
 * (pkg/apis/core/v1/conversion.go, `Convert_v1_Secret_To_core_Secret`).
 */
export function configData(manifest: Manifest, resolve: ResolveText = asWritten): ConfigData {
  return dataOf(manifest, 'all', 'all', resolve);
}

/**
 * The payload of hash `reads`: for each ConfigMap and Secret that is read, as `ConfigMap/<name>` or `Secret/<name>`, its `data` and `binaryData` cut to the keys that are
 * read. An object that the lookup does not find is not in it.
 */
export function readsPayload(reads: readonly ConfigRead[], lookup: ConfigLookup, resolve: ResolveText = asWritten): JsonObject {
  const payload: { [id: string]: JsonObject } = {};
  for (const { kind, name, keys, fileKeys } of reads) {
    const manifest = lookup(kind, name);
    if (manifest !== undefined) payload[`${kind}/${name}`] = { ...dataOf(manifest, keys, fileKeys, resolve) };
  }
  return payload;
}

/** The payload of hash `run`: the pod template of a Job, without values derived from the Job itself, and the payload of what its pods read. */
export function runPayload(template: JsonObject, reads: JsonObject): JsonObject {
  return { template, reads };
}

/** The payload of hash `data`: the data of a ConfigMap or Secret, and the Secret's type. */
export function dataPayload(manifest: Manifest, resolve: ResolveText = asWritten): JsonObject {
  const { type } = asJson(manifest);
  return { ...configData(manifest, resolve), ...(manifest.kind === 'Secret' && type !== undefined && { type }) };
}

/** The checksum of what pods read: the sha256 of {@link readsPayload}, as 64 hexadecimal digits. */
export function configChecksum(reads: readonly ConfigRead[], lookup: ConfigLookup): string {
  return contentHash(readsPayload(reads, lookup));
}

function dataOf(manifest: Manifest, keys: Keys, fileKeys: Keys, resolve: ResolveText): ConfigData {
  const { data, binaryData, stringData } = asJson(manifest);
  if (manifest.kind !== 'Secret') return { data: picked(data, keys, resolve), binaryData: picked(binaryData, fileKeys, resolve) };
  const folded = Object.entries(picked(stringData, keys, resolve) ?? {}).map(([key, value]) => [key, base64(value)]);
  return { data: filled({ ...picked(data, keys, resolve), ...Object.fromEntries(folded) }) };
}

function picked(data: Json | undefined, keys: Keys, resolve: ResolveText): JsonObject | undefined {
  if (!isObject(data)) return undefined;
  const members = Object.entries(data).map(([key, value]) => [resolve(key), value] as const);
  const read = keys === 'all' ? members : members.filter(([key]) => keys.includes(key));
  return filled(Object.fromEntries(read.map(([key, value]) => [key, typeof value === 'string' ? resolve(value) : value])));
}

/** An object that has members; an empty one and an absent one are the same to the API server. */
function filled(object: JsonObject): JsonObject | undefined {
  return Object.keys(object).length > 0 ? object : undefined;
}

function base64(value: Json | undefined): string {
  return Buffer.from(typeof value === 'string' ? value : '', 'utf8').toString('base64');
}
