/** A schema as `/openapi/v2` has it: nothing in it is composed (`anyOf`), and a field that may be `null` has no type. */
interface OpenApiSchema {
  readonly format?: string;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly items?: OpenApiSchema;
  readonly additionalProperties?: OpenApiSchema | boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[];
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What an API server says of its kinds, those of installed definitions too. */
export interface OpenApi {
  readonly definitions: Readonly<Record<string, OpenApiSchema>>;
}

const QUANTITY = 'io.k8s.apimachinery.pkg.api.resource.Quantity';

/** Where kubeconform finds the schema of a kind; the names are those of its own collection. */
export const SCHEMA_FILE = '{{ .ResourceKind }}{{ .KindSuffix }}.json';

/**
 * The schemas of an API server's kinds for kubeconform, file by file: what its own collection has as `standalone-strict`, and stricter in one thing: `null` is
 * no value. The API server takes it for a field that is not there, but no manifest of ours means to say that.
 */
export function jsonSchemas({ definitions }: OpenApi): ReadonlyMap<string, object> {
  const strict = new Map(Object.entries(definitions).map(([name, schema]) => [name, name === QUANTITY ? { type: ['string', 'number'] } : closed(schema)]));
  const files = new Map<string, object>();
  for (const [name, { 'x-kubernetes-group-version-kind': kinds = [] }] of Object.entries(definitions)) {
    const [kind] = kinds;
    if (kind === undefined || kinds.length > 1) continue; // DeleteOptions and WatchEvent are of every group: nothing that is applied
    const file = schemaFile(kind);
    if (files.has(file)) throw new Error(`two kinds have their schema in ${file}; one is ${name}`);
    files.set(file, { ...strict.get(name), definitions: Object.fromEntries(reachable(name, strict)) });
  }
  return files;
}

/** A definition and all that it refers to. One file of all of them would be read, and checked, again for each kind: a second instead of a tenth. */
function reachable(name: string, definitions: ReadonlyMap<string, object>, found = new Map<string, object>()): ReadonlyMap<string, object> {
  const schema = definitions.get(name);
  if (schema === undefined) throw new Error(`there is no definition ${name}`);
  if (found.has(name)) return found;
  found.set(name, schema);
  for (const [, next = ''] of JSON.stringify(schema).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)) reachable(next, definitions, found);
  return found;
}

/** The file of a kind. kubeconform's `KindSuffix` has no more of the group than its first part (pkg/registry/registry.go). */
export function schemaFile({ group, version, kind }: GroupVersionKind): string {
  const [first = ''] = group.split('.');
  return `${[kind, first, version].filter((part) => part !== '').join('-')}.json`.toLowerCase();
}

/** An object whose fields are known has none but these. */
function closed(schema: OpenApiSchema): object {
  if (schema.format === 'int-or-string' || schema['x-kubernetes-int-or-string']) return { type: ['string', 'integer'] };
  const { properties, items, additionalProperties = properties && schema['x-kubernetes-preserve-unknown-fields'] === true } = schema;
  return {
    ...schema,
    description: undefined, // half of the text
    ...(items && { items: closed(items) }),
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, closed(field)])) }),
    ...(additionalProperties !== undefined && {
      additionalProperties: typeof additionalProperties === 'object' ? closed(additionalProperties) : additionalProperties,
    }),
  };
}
