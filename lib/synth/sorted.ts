import type { Json, Manifest } from '../manifest';

/**
 * A manifest with its keys sorted, apiVersion, kind and metadata first, so that neither a patch nor the environment (`CDK8S_DISABLE_SORT`) decides their
 * order.
 */
export function sorted(manifest: Manifest): Manifest {
  const { apiVersion, kind, metadata, ...fields } = manifest;
  return { apiVersion, kind, metadata: sortedValue(metadata), ...(sortedValue(fields as Json) as object) } as Manifest;
}

function sortedValue(value: Json | undefined): Json | undefined {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => sortedValue(item) ?? null);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => [key, sortedValue(member)]),
  );
}
