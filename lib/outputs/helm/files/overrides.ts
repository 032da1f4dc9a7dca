import { isObject, type Json, type JsonObject } from '../../../manifest';
import { isEqual } from '../template';

/**
 * What a values file has to say so that Helm makes these values of the chart's own: maps merge, lists and scalars replace, and null removes
 * (`coalesceTablesFullKey` of pkg/chart/common/util/coalesce.go).
 */
export function overrides(own: JsonObject, wanted: JsonObject): JsonObject {
  const removed = Object.keys(own).filter((key) => own[key] !== undefined && wanted[key] === undefined);
  const said = Object.entries(wanted).flatMap(([key, value]): [string, Json][] => {
    const there = own[key];
    if (value === undefined || isEqual(there, value)) return [];
    return [[key, isObject(there) && isObject(value) ? overrides(there, value) : value]];
  });
  return Object.fromEntries([...said, ...removed.map((key): [string, Json] => [key, null])]);
}
