import type { IConstruct } from 'constructs';
import type { Problem } from '../errors';
import { describeIdentity, groupOf, identityOf, type Manifest } from '../manifest';
import { sourceOf } from './source';

/** Finds objects that are made twice: applied one after the other, the second would overwrite the first. */
export class DuplicateFinder {
  /** By group, kind, namespace and name; four small maps cost less than one text for each object. */
  private readonly makers: Nested<Nested<Nested<Nested<IConstruct>>>> = new Map();
  private readonly groups = new Map<string, string>();

  /** The problem, if an object of this identity was seen before. */
  check(manifest: Manifest, object: IConstruct): Problem | undefined {
    const { apiVersion, kind, metadata } = manifest;
    if (typeof apiVersion !== 'string' || typeof metadata?.name !== 'string') return undefined;
    const named = below(below(below(this.makers, this.group(apiVersion)), kind), metadata.namespace ?? '');
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

  private group(apiVersion: string): string {
    const known = this.groups.get(apiVersion);
    if (known !== undefined) return known;
    const group = groupOf(apiVersion);
    this.groups.set(apiVersion, group);
    return group;
  }
}

type Nested<To> = Map<string, To>;

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
