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
  let isSorted = true;
  const items = Array.from(list, (item) => {
    const made = sortedValue(item) ?? null;
    isSorted &&= made === item;
    return made;
  });
  return isSorted ? (list as Json) : items;
}

function sortedObject(object: JsonObject): Json {
  const keys = Object.keys(object);
  let isSorted = true;
  const members = keys.map((key, at) => {
    const value = object[key];
    const made = sortedValue(value);
    isSorted &&= made === value && (at === 0 || (keys[at - 1] as string) < key);
    return made;
  });
  if (isSorted) return object;
  const places = keys.map((_, at) => at).sort((a, b) => ((keys[a] as string) < (keys[b] as string) ? -1 : 1));
  return Object.fromEntries(places.map((at) => [keys[at], members[at]]));
}
