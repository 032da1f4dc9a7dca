import type { IConstruct } from 'constructs';
import type { Problem } from '../errors';
import { describeIdentity, groupOf, identityOf, type Manifest } from '../manifest';
import { sourceOf } from './source';

/** Finds objects that are made twice: applied one after the other, the second would overwrite the first. */
export class DuplicateFinder {
  /** By group, kind, namespace and name; four small maps cost less than one text for each object. */
  private readonly makers: Nested<Kinds> = new Map();
  /** The same by apiVersion: versions of one group share a map. */
  private readonly versions = new Map<string, Kinds>();

  /** The problem, if an object of this identity was seen before. */
  check(manifest: Manifest, object: IConstruct): Problem | undefined {
    const { apiVersion, kind, metadata } = manifest;
    if (typeof apiVersion !== 'string' || typeof metadata?.name !== 'string') return undefined;
    const named = below(below(this.kinds(apiVersion), kind), metadata.namespace ?? '');
    const first = named.get(metadata.name);
    if (first === undefined) {
      named.set(metadata.name, object);
      return undefined;
    }
    return {
      code: 'OBJECT_DUPLICATE',
      message: `this object is made twice, by ${place(first)} and by ${place(object)}`,
      object: describeIdentity(identityOf(manifest)),
      construct: object.node.path,
      file: sourceOf(object),
      fix: 'remove one of them, or give one another metadata.name or namespace',
    };
  }

  private kinds(apiVersion: string): Kinds {
    const known = this.versions.get(apiVersion);
    if (known !== undefined) return known;
    const kinds = below(this.makers, groupOf(apiVersion));
    this.versions.set(apiVersion, kinds);
    return kinds;
  }
}

type Nested<To> = Map<string, To>;
type Kinds = Nested<Nested<Nested<IConstruct>>>;

function below<To>(map: Nested<Nested<To>>, key: string): Nested<To> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made: Nested<To> = new Map();
  map.set(key, made);
  return made;
}

function place(object: IConstruct): string {
  const source = sourceOf(object);
  return source === undefined ? object.node.path : `${object.node.path} (${source})`;
}
