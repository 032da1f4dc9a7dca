import { type ApiObject, Chart, Names } from 'cdk8s';
import type { Problem } from '../errors';
import { describeIdentity, identityOf, isObject, type Json, type Manifest } from '../manifest';
import { sourceOf } from './source';
import type { Tree } from './tree';

/** cdk8s-plus-27 labels pods with this and selects them by it (`Pod.ADDRESS_LABEL`, lib/pod.ts and lib/workload.ts); the value is made from the construct path. */
const ADDRESS_LABEL = 'cdk8s.io/metadata.addr';
/** The same for aggregated ClusterRoles: there the path is in the key (lib/role.ts). */
const AGGREGATE_LABEL = 'cdk8s.cluster-role/aggregate-to-';

/** Finds labels and selectors that hold a construct path. The same key with a value of the program's own choice is none. */
export class PathLabelFinder {
  private readonly tree: Tree;
  private labels: ReadonlySet<string> | undefined;

  constructor(tree: Tree) {
    this.tree = tree;
  }

  check(object: ApiObject, manifest: Manifest): Problem | undefined {
    const label = this.find(manifest as unknown as Json);
    if (label === undefined) return undefined;
    return {
      code: 'LABEL_FROM_PATH',
      message: `the label ${label} holds the construct path, so that moving or renaming the construct changes selectors, which a cluster refuses`,
      object: describeIdentity(identityOf(manifest)),
      construct: object.node.path,
      file: sourceOf(object),
      fix: 'set the label yourself: x.podMetadata.addLabel(kplus.Pod.ADDRESS_LABEL, "web"), and x.select() the same',
    };
  }

  private find(value: Json | undefined): string | undefined {
    if (Array.isArray(value)) return first(value, (item: Json) => this.find(item));
    if (!isObject(value)) return undefined;
    return first(Object.keys(value), (key) => {
      const member = value[key];
      if (key === ADDRESS_LABEL && typeof member === 'string' && this.isPath(member)) return `${key}: ${member}`;
      if (key.startsWith(AGGREGATE_LABEL) && this.isPath(key.slice(AGGREGATE_LABEL.length))) return key;
      return this.find(member);
    });
  }

  private isPath(text: string): boolean {
    this.labels ??= new Set(
      this.tree.constructs.filter((construct) => construct.node.scope !== undefined && !Chart.isChart(construct)).map((c) => Names.toLabelValue(c)),
    );
    return this.labels.has(text);
  }
}

function first<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
