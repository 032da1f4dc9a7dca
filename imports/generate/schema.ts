/** The part of OpenAPI v3 schemas that a Kubernetes API server publishes. */
export interface Schema {
  readonly $ref?: string;
  readonly additionalProperties?: Schema | boolean;
  readonly allOf?: readonly Schema[];
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly type?: string;
  readonly 'x-kubernetes-group-version-kind'?: readonly { readonly group: string; readonly kind: string; readonly version: string }[];
}

/** Schemas by their full name, as `io.k8s.api.apps.v1.Deployment`. */
export type Schemas = ReadonlyMap<string, Schema>;

const REF = '#/components/schemas/';

/** The full name that a `$ref` points to. */
export function refName(ref: string): string {
  if (!ref.startsWith(REF)) throw new Error(`cannot follow $ref "${ref}": only ${REF}… is known`);
  return ref.slice(REF.length);
}

/** The full names that a schema mentions anywhere inside. */
export function mentioned(schema: Schema): readonly string[] {
  const inner = [
    ...(schema.allOf ?? []),
    ...(schema.oneOf ?? []),
    ...Object.values(schema.properties ?? {}),
    ...(schema.items === undefined ? [] : [schema.items]),
    ...(typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : []),
  ];
  return [...(schema.$ref === undefined ? [] : [refName(schema.$ref)]), ...inner.flatMap(mentioned)];
}

/** A schema as JSON with sorted keys: the same text whatever order a server wrote them in. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(byKey)) : inner,
  );
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
