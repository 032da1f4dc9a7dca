import { replaceTokens } from './derived';
import type { Json, JsonObject } from './json';

/** A Kubernetes object as plain data. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: Json | undefined | ObjectMeta;
}

/** The metadata that rollwright reads; every other field is carried along. */
export interface ObjectMeta {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  readonly [field: string]: Json | undefined;
}

/** What makes two objects the same object: group, kind, namespace and name; never the version. */
export interface Identity {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Empty where the manifest names none. */
  readonly namespace: string;
  readonly name: string;
}

/** The group of an apiVersion: empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** The identity of a manifest. */
export function identityOf(manifest: Manifest): Identity {
  const { name = '', namespace = '' } = manifest.metadata;
  return { group: groupOf(manifest.apiVersion), kind: manifest.kind, namespace, name };
}

/** A text that two identities share exactly when they name the same object. */
export function identityKey(identity: Identity): string {
  return [identity.group, identity.kind, identity.namespace, identity.name].join('/');
}

/** An identity as people read it: `Deployment shop/web`; a hash that is not computed yet is `<hash>`. */
export function describeIdentity(identity: Identity): string {
  return replaceTokens(`${identity.kind} ${identity.namespace === '' ? '' : `${identity.namespace}/`}${identity.name}`, () => '<hash>');
}

/** A manifest's fields as plain JSON, for code that walks it. */
export function asJson(manifest: Manifest): JsonObject {
  return manifest as unknown as JsonObject;
}
