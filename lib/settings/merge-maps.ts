import { isMap, type Json, type JsonObject, own, put } from './json';

/**
 * Two layers of values: maps merge, lists and scalars replace, and so does null. Helm's `MergeMaps` (pkg/chart/v2/loader/load.go), which merges the
 * files of several `-f`. Shares structure with both; changes neither.
 */
export function mergeMaps(below: JsonObject, above: JsonObject): JsonObject {
  const merged: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(below)) if (value !== undefined) put(merged, key, value);
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined) continue;
    const there = own(merged, key);
    put(merged, key, isMap(value) && isMap(there) ? mergeMaps(there, value) : value);
  }
  return merged;
}

/**
 * Values without the members that are null: null removes. Items of lists keep theirs, as in Helm.
 *
 * In Helm the removal happens where values meet the chart's defaults (`coalesceValues` and `coalesceTablesFullKey` of pkg/chart/common/util): a null over a default
 * removes the key, a null over nothing stays null, which templates cannot tell from absence except by hasKey. Here both remove, so that settings
 * never hold a null that means "nothing".
 */
export function withoutNulls(values: JsonObject): JsonObject {
  const kept: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    put(kept, key, isMap(value) ? withoutNulls(value) : value);
  }
  return kept;
}
