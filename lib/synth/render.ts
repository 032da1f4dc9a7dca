import { ApiObject, ApiObjectMetadataDefinition, ImplicitTokenResolver, type IResolver, LazyResolver, NumberStringUnionResolver } from 'cdk8s';
import { RollwrightError } from '../errors';
import { type Manifest, yamlOfData } from '../manifest';
import { type Members, plain, UNKNOWN_VALUE } from './plain';
import { sourceOf } from './source';

/** One object as it is written. */
export interface Document {
  readonly manifest: Manifest;
  /**
   * Whether keys below the first level stand in the order in which they were written in the program, and are to be sorted; `toJson()` sorts them itself.
   */
  readonly unsorted: boolean;
  /** Its YAML, where that was asked for and known without more work. */
  readonly text?: string | undefined;
}

/** How objects are rendered. */
export interface RenderOptions {
  /** The resolvers of the app. */
  readonly resolvers: readonly IResolver[];
  /**
   * Whether keys are sorted. cdk8s sorts them unless `CDK8S_DISABLE_SORT` is set.
   * @default true
   */
  readonly sortKeys?: boolean | undefined;
  /**
   * Whether YAML is all that is wanted: props that are plain data already, as most are, are then read once, by the emitter.
   * @default false
   */
  readonly text?: boolean | undefined;
}

const stockToJson = ApiObject.prototype.toJson;
const stockMetadataToJson = ApiObjectMetadataDefinition.prototype.toJson;
const BUILT_IN = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];

/** The fields of ApiObject and its metadata that `toJson()` reads and that TypeScript calls private (lib/api-object.ts, lib/metadata.ts). */
interface Inner {
  readonly props: { readonly [field: string]: unknown };
  readonly patches: readonly unknown[];
  readonly metadata: Members & { readonly toJson: () => unknown; readonly _additionalAttributes: Members };
}

/** Renders the objects of one app, one at a time, without changing them. */
export function renderer(options: RenderOptions): (object: ApiObject) => Document {
  const { resolvers, sortKeys = true, text: wantsText = false } = options;
  const builtIn = resolvers.length === BUILT_IN.length && BUILT_IN.every((resolver, i) => resolvers[i]?.constructor === resolver);
  const fast = builtIn && sortKeys;
  return (object) => {
    try {
      if (fast && wantsText) {
        const manifest = fastJson(object, asItIs);
        const text = manifest === undefined ? undefined : yamlOfData(manifest, SORTED);
        if (manifest !== undefined && text !== undefined) return { manifest, unsorted: true, text };
      }
      const manifest = fast ? fastJson(object, resolved) : undefined;
      return manifest === undefined ? { manifest: withoutHoles(object.toJson()) as Manifest, unsorted: false } : { manifest, unsorted: true };
    } catch (error) {
      if (error instanceof RollwrightError) throw error;
      throw new RollwrightError({
        code: 'OBJECT_UNRENDERABLE',
        message: error instanceof Error ? error.message : String(error),
        construct: object.node.path,
        file: sourceOf(object),
        fix: 'give the field a value of plain JSON, a Lazy, or an object with a resolve() method',
      });
    }
  };
}

const SORTED = { sortKeys: true };

function resolved(field: unknown): unknown {
  return plain(field, 'kept');
}

function asItIs(field: unknown): unknown {
  return field;
}

/**
 * What `toJson()` gives, but for the order of keys below the first level, for an object whose class and metadata leave rendering alone and which has no
 * patches; `undefined` for every other one. A property test holds the two equal. `writtenAs` gives what is written for a field.
 */
function fastJson(object: ApiObject, writtenAs: (field: unknown) => unknown): Manifest | undefined {
  const { props, patches, metadata } = object as unknown as Inner;
  if (object.toJson !== stockToJson || patches.length > 0 || metadata.toJson !== stockMetadataToJson) return undefined;
  if (Object.getPrototypeOf(props) !== Object.prototype) return undefined;
  try {
    const json: Members = { apiVersion: undefined, kind: undefined, metadata: fastMetadata(metadata) };
    let last = '';
    let inOrder = true;
    for (const name in props) {
      if (name === 'metadata') continue;
      if (name === 'resolve' || name === 'constructor' || name === '__proto__') return undefined;
      json[name] = writtenAs(props[name]);
      if (name === 'apiVersion' || name === 'kind') continue;
      inOrder &&= last <= name;
      last = name;
    }
    return (inOrder ? json : inSortedOrder(json)) as Manifest;
  } catch (error) {
    if (error === UNKNOWN_VALUE) return undefined;
    throw error;
  }
}

/** The first three fields stay in front. */
function inSortedOrder({ apiVersion, kind, metadata, ...fields }: Members): Members {
  const json: Members = { apiVersion, kind, metadata };
  for (const name of Object.keys(fields).sort()) json[name] = fields[name];
  return json;
}

const OWN_METADATA: ReadonlySet<string> = new Set(['name', 'namespace', 'annotations', 'finalizers', 'ownerReferences', 'labels']);

function fastMetadata(metadata: Inner['metadata']): Members {
  const { _additionalAttributes: extra, name, namespace, annotations, finalizers, ownerReferences, labels } = metadata;
  if (isText(name) && isText(namespace) && areTexts(labels) && areTexts(annotations) && isOwnOnly(extra)) {
    // the common case, with nothing to resolve: one literal, sorted
    const owners = plain(ownerReferences, 'dropped');
    return { annotations: filled(annotations), finalizers: plain(finalizers, 'dropped'), labels: filled(labels), name, namespace, ownerReferences: owners };
  }
  const fields: Members = {};
  for (const each of Object.keys(extra)) {
    if (each === 'resolve' || each === 'constructor' || each === '__proto__') throw UNKNOWN_VALUE;
    fields[each] = plain(OWN_METADATA.has(each) ? metadata[each] : extra[each], 'dropped');
  }
  for (const each of OWN_METADATA) if (!(each in fields)) fields[each] = plain(metadata[each], 'dropped');
  return fields;
}

function isOwnOnly(extra: Members): boolean {
  for (const name in extra) if (!OWN_METADATA.has(name)) return false;
  return true;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || value === undefined;
}

/** Labels and annotations are objects that cdk8s made. */
function areTexts(members: unknown): boolean {
  for (const key in members as Members) {
    if (typeof (members as Members)[key] !== 'string' || key === 'constructor' || key === '__proto__') return false;
  }
  return true;
}

function filled(members: unknown): unknown {
  for (const _ in members as Members) return members;
  return undefined;
}

/** cdk8s leaves holes in a list where a value was null or undefined, and writes them as null. What has none is returned as it is. */
function withoutHoles(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = Array.from(value, (item) => withoutHoles(item) ?? null);
    return items.some((item, i) => item !== value[i]) ? items : value;
  }
  const members = Object.entries(value).map(([key, member]) => [key, withoutHoles(member)] as const);
  return members.some(([key, member]) => member !== (value as Members)[key]) ? Object.fromEntries(members) : value;
}
