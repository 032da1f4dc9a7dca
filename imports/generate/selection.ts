import { mentioned, type Schema, type Schemas } from './schema';

/** A kind to make a class of. */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  /** The full name of its schema. */
  readonly schemaName: string;
  /** Its schema without what the API server itself writes: `status`. */
  readonly schema: Schema;
}

/** The wanted kinds and every type that they reach. */
export interface Selection {
  readonly kinds: readonly Kind[];
  /** The types by full name; kinds are among them only where another type embeds them (volumeClaimTemplates). */
  readonly types: Schemas;
  /** The TypeScript name of each type, by full name. */
  readonly names: ReadonlyMap<string, string>;
}

/** Picks the wanted kinds and the types they reach from all the schemas of a server. */
export function select(schemas: Schemas, wanted: Readonly<Record<string, readonly string[]>>, renames: Readonly<Record<string, string>>): Selection {
  const kinds = findKinds(schemas, wanted);
  const types = new Map<string, Schema>();
  const queue = kinds.flatMap(({ schema }) => mentioned(schema));
  for (const name of queue) {
    if (types.has(name)) continue;
    const schema = schemas.get(name);
    if (schema === undefined) throw new Error(`no schema ${name}: are some of the server's documents missing?`);
    const writable = withoutStatus(schema);
    types.set(name, writable);
    queue.push(...mentioned(writable));
  }
  const sorted = new Map([...types].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { kinds, types: sorted, names: nameAll(sorted.keys(), renames) };
}

function findKinds(schemas: Schemas, wanted: Readonly<Record<string, readonly string[]>>): readonly Kind[] {
  const byKind = new Map<string, [string, Schema]>();
  for (const [name, schema] of schemas) {
    for (const { group, version, kind } of schema['x-kubernetes-group-version-kind'] ?? []) {
      if (schema.properties?.metadata !== undefined) byKind.set(`${group === '' ? version : `${group}/${version}`} ${kind}`, [name, schema]);
    }
  }
  return Object.entries(wanted).flatMap(([apiVersion, kinds]) =>
    kinds.map((kind) => {
      const found = byKind.get(`${apiVersion} ${kind}`);
      if (found === undefined) throw new Error(`the server publishes no ${kind} of ${apiVersion}`);
      return { apiVersion, kind, schemaName: found[0], schema: withoutStatus(found[1]) };
    }),
  );
}

/** `status` is the server's own word on a kind: a write to it is dropped, so no program should say it. */
function withoutStatus(schema: Schema): Schema {
  if (schema['x-kubernetes-group-version-kind'] === undefined || schema.properties?.status === undefined) return schema;
  const { status: _, ...properties } = schema.properties;
  return { ...schema, properties, ...(schema.required && { required: schema.required.filter((name) => name !== 'status') }) };
}

function nameAll(fullNames: Iterable<string>, renames: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const owners = new Map<string, string[]>();
  for (const fullName of fullNames) {
    const name = renames[fullName] ?? fullName.slice(fullName.lastIndexOf('.') + 1);
    names.set(fullName, name);
    owners.set(name, [...(owners.get(name) ?? []), fullName]);
  }
  const collisions = [...owners].filter(([, fullNames]) => fullNames.length > 1);
  if (collisions.length > 0) {
    throw new Error(
      `two types of one name; rename one in imports/generate/kinds.ts:\n${collisions.map(([name, all]) => `  ${name}: ${all.join(', ')}`).join('\n')}`,
    );
  }
  return names;
}
