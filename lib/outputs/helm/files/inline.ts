import { isObject, type Json, yamlDocument } from '../../../manifest';

/** A value on one line, as YAML reads it. */
export function inline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => flow(item)).join(', ')}]`;
  if (isObject(value)) {
    const members = Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined);
    return members.length === 0 ? '{}' : `{ ${members.map(([key, member]) => `${flow(key)}: ${flow(member)}`).join(', ')} }`;
  }
  return typeof value === 'string' && value.includes('\n') ? JSON.stringify(value) : yamlDocument(value).trimEnd();
}

/** Inside brackets some characters end a plain text. */
function flow(value: Json): string {
  return typeof value === 'string' && /[,[\]{}:]/.test(value) ? JSON.stringify(value) : inline(value);
}
