import type { Json, JsonObject, Manifest } from '../manifest';

/**
 * A manifest with its keys sorted, apiVersion, kind and metadata first, so that neither a patch nor the environment (`CDK8S_DISABLE_SORT`) decides their
 * order.
 */
export function sorted(manifest: Manifest): Manifest {
  const { apiVersion, kind, metadata, ...fields } = manifest;
  return { apiVersion, kind, metadata: sortedValue(metadata), ...(sortedValue(fields as Json) as object) } as Manifest;
}

/** What is sorted already is given back as it is, not copied: most of a manifest is. */
function sortedValue(value: Json | undefined): Json | undefined {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? sortedList(value) : sortedObject(value as JsonObject);
}

function sortedList(list: readonly Json[]): Json {
  const items = Array.from(list, (item) => sortedValue(item) ?? null);
  return items.every((item, at) => item === list[at]) ? list : items;
}

function sortedObject(object: JsonObject): Json {
  const keys = Object.keys(object);
  const members = [...keys].sort().map((key) => [key, sortedValue(object[key])] as const);
  const isSorted = members.every(([key, member], at) => key === keys[at] && member === object[key]);
  return isSorted ? object : Object.fromEntries(members);
}
