import type { JsonObject } from './json';
import { type Placed, pointer } from './json-pointer';
import { groupOf } from './object';

/** A place where one object names another. */
export interface Reference {
  /** The kind of the object that is named. */
  readonly kind: string;
  /** Its group, empty for the core group. */
  readonly group: string;
  readonly name: string;
  /** Its namespace: that of the object that refers unless it says another; empty for a cluster-scoped kind, or where the manifest names none. */
  readonly namespace: string;
  /** JSON pointer of the field that holds the name. */
  readonly path: string;
  /** Whether the object that refers works without it. */
  readonly optional: boolean;
  /** The one key that is read, for a ConfigMap or Secret of which not all is read. */
  readonly key?: string | undefined;
  /** By which means it refers. */
  readonly through: ReferenceThrough;
  /** Whether the cluster, its administrator or another controller usually makes it, so that a program need not: classes, issuers, stores, built-in roles. */
  readonly builtin: boolean;
}

export type ReferenceThrough =
  | 'env'
  | 'envFrom'
  | 'volume'
  | 'projected'
  | 'volumeSecret'
  | 'imagePullSecrets'
  | 'serviceAccount'
  | 'class'
  | 'claim'
  | 'service'
  | 'backend'
  | 'tls'
  | 'annotation'
  | 'scaleTarget'
  | 'workload'
  | 'role'
  | 'subject'
  | 'webhook'
  | 'gateway'
  | 'analysis'
  | 'store';

/** What a place says about its reference; the rest follows from the object that refers. */
export interface ReferenceSpec {
  readonly kind: string;
  readonly through: ReferenceThrough;
  readonly group?: string | undefined;
  readonly namespace?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly key?: string | undefined;
  readonly builtin?: boolean | undefined;
}

/** Kinds that have no namespace, of those that anything refers to. */
const CLUSTER_SCOPED = new Set([
  ...['ClusterRole', 'PersistentVolume', 'StorageClass', 'VolumeAttributesClass', 'PriorityClass', 'RuntimeClass', 'IngressClass', 'GatewayClass'],
  ...['ClusterAnalysisTemplate', 'ClusterIssuer', 'ClusterSecretStore'],
]);

/** Collects the references of one object. */
export class References {
  readonly found: Reference[] = [];

  constructor(private readonly namespace: string) {}

  /** Adds what a field of an object names; an absent or empty name is no reference, as for the API server (`podutil.VisitPodSecretNames`). */
  add(at: Placed, field: string, spec: ReferenceSpec): void {
    const name = at.value[field];
    if (typeof name !== 'string' || name === '') return;
    this.found.push({
      kind: spec.kind,
      group: spec.group ?? '',
      name,
      namespace: CLUSTER_SCOPED.has(spec.kind) ? '' : (spec.namespace ?? this.namespace),
      path: pointer(at.path, field),
      optional: spec.optional ?? false,
      ...(spec.key !== undefined && { key: spec.key }),
      through: spec.through,
      builtin: spec.builtin ?? false,
    });
  }

  /** Adds an object named by `kind`, `name` and either `apiVersion` or a group of its own field, which each have a default. */
  addTyped(at: Placed, defaults: { readonly kind: string; readonly group: string }, spec: Omit<ReferenceSpec, 'kind' | 'group'>): void {
    const { kind = defaults.kind, apiVersion, apiGroup, group, namespace } = at.value;
    if (typeof kind !== 'string') return;
    const named = typeof apiVersion === 'string' ? groupOf(apiVersion) : [apiGroup, group].find((text) => typeof text === 'string');
    this.add(at, 'name', { ...spec, kind, group: (named as string | undefined) ?? defaults.group, namespace: text(namespace) ?? spec.namespace });
  }
}

/** A text that is not empty. */
export function text(value: JsonObject[string]): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
