/** The fields of objects from the API server that the harness itself reads; everything else is there too, as JSON. */
export interface LiveObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly generation?: number;
    readonly creationTimestamp: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    /** In watches only: kubectl leaves them out. */
    readonly managedFields?: unknown;
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string; readonly uid: string; readonly controller?: boolean }[];
  };
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into specs and statuses of every kind
  readonly spec?: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly status?: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly data?: any;
}

/** Whether an object is in a later version: all versions of a cluster count from one counter. */
export function isNewer(one: LiveObject, other: LiveObject | undefined): boolean {
  return other === undefined || BigInt(one.metadata.resourceVersion) > BigInt(other.metadata.resourceVersion);
}

/** Whether the one was written before the other: what two watches tell arrives in any order. Not if one of them never was. */
export function happenedBefore(one: LiveObject | undefined, other: LiveObject | undefined): boolean {
  return one !== undefined && other !== undefined && isNewer(other, one);
}

/** Whether a condition of that type is True. */
export function hasCondition(object: LiveObject, type: string): boolean {
  const conditions: readonly { type: string; status: string }[] = object.status?.conditions ?? [];
  return conditions.some((condition) => condition.type === type && condition.status === 'True');
}

/** The name of the object's controller, a pod's ReplicaSet for one. */
export function controllerOf(object: LiveObject): string | undefined {
  return object.metadata.ownerReferences?.find(({ controller }) => controller === true)?.name;
}

/** What an object says, as text to compare: without what the API server and the controllers note about it. */
export function contentOf(object: LiveObject | undefined): string {
  if (object === undefined) return '';
  const { status: _status, metadata, ...rest } = object;
  const { resourceVersion: _version, generation: _generation, managedFields: _fields, annotations = {}, ...said } = metadata;
  const own = Object.entries(annotations).filter(([name]) => !name.startsWith('deployment.kubernetes.io/'));
  return JSON.stringify([own, said, rest]);
}
