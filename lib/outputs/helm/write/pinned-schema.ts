import type { Json, JsonObject } from '../../../manifest';

/** A schema that takes nothing. Helm shows the members of an enum, and of `false` only that it failed: this one says what to do instead. */
export function nothing(says: string): JsonObject {
  return { enum: [says], not: {} };
}

/** One of the environments' values. */
export function pinned(values: readonly (Json | undefined)[]): JsonObject {
  const there = values.filter((value) => value !== undefined);
  if (there.length === 0) return nothing('absent: it is fixed in this chart (README.md says why)');
  if (there.length === 1) return exactly(there[0] as Json);
  return there.some((value) => typeof value === 'object') ? { anyOf: there.map(exactly) } : { enum: there };
}

/** A value and no other. Of a list or map that is `const` Helm says only that it failed; of its leaves it shows the values. */
function exactly(value: Json): JsonObject {
  if (Array.isArray(value)) {
    const items = value.length === 0 ? {} : { prefixItems: value.map(exactly), items: false };
    return { type: 'array', ...items, minItems: value.length, maxItems: value.length };
  }
  if (typeof value !== 'object' || value === null) return { const: value };
  const members = Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return {
    type: 'object',
    properties: Object.fromEntries(members.map(([key, member]) => [key, exactly(member)])),
    required: members.map(([key]) => key),
    additionalProperties: false,
  };
}
