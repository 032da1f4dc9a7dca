import { isObject, type Json, type JsonObject } from '../../../manifest';

/** Whether a values.schema.json takes values: the words that our schemas have, as Helm's validator reads them. */
export function accepts(schema: Json | undefined, value: Json): boolean {
  if (typeof schema === 'boolean') return schema;
  if (!isObject(schema)) return true;
  const types = schema.type === undefined ? undefined : ([schema.type].flat() as readonly string[]);
  if (types !== undefined && !types.some((type) => isOf(type, value))) return false;
  if (schema.const !== undefined && !isSame(schema.const, value)) return false;
  if (Array.isArray(schema.enum) && !schema.enum.some((one: Json) => isSame(one, value))) return false;
  if (schema.not !== undefined && accepts(schema.not, value)) return false;
  const [all, any] = [(schema.allOf ?? []) as readonly Json[], schema.anyOf as readonly Json[] | undefined];
  if (!all.every((one) => accepts(one, value)) || any?.some((one) => accepts(one, value)) === false) return false;
  if (typeof value === 'string') return acceptsText(schema, value);
  if (typeof value === 'number') return acceptsNumber(schema, value);
  if (Array.isArray(value)) return acceptsList(schema, value);
  return isObject(value) ? acceptsMap(schema, value) : true;
}

function isOf(type: string, value: Json): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  return type === 'object' ? isObject(value) : type === 'null' ? value === null : typeof value === type;
}

function isSame(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function acceptsText({ minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern }: JsonObject, text: string): boolean {
  const length = [...text].length;
  return length >= (minLength as number) && length <= (maxLength as number) && (pattern === undefined || new RegExp(pattern as string, 'u').test(text));
}

function acceptsNumber(schema: JsonObject, value: number): boolean {
  const { minimum = value, maximum = value, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema as { readonly [word: string]: number | undefined };
  if (value < minimum || value > maximum) return false;
  if ((exclusiveMinimum !== undefined && value <= exclusiveMinimum) || (exclusiveMaximum !== undefined && value >= exclusiveMaximum)) return false;
  return multipleOf === undefined || Number.isInteger(value / multipleOf);
}

function acceptsList({ minItems = 0, maxItems = Number.POSITIVE_INFINITY, uniqueItems, items }: JsonObject, list: readonly Json[]): boolean {
  if (list.length < (minItems as number) || list.length > (maxItems as number) || !list.every((item) => accepts(items, item))) return false;
  return uniqueItems !== true || new Set(list.map((item) => JSON.stringify(item))).size === list.length;
}

function acceptsMap(schema: JsonObject, map: JsonObject): boolean {
  const keys = Object.keys(map).filter((key) => map[key] !== undefined);
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY, required = [], propertyNames, additionalProperties } = schema;
  const properties = (schema.properties ?? {}) as JsonObject;
  if (keys.length < (minProperties as number) || keys.length > (maxProperties as number)) return false;
  if (!(required as readonly string[]).every((key) => keys.includes(key)) || !keys.every((key) => accepts(propertyNames, key))) return false;
  return keys.every((key) => accepts(Object.hasOwn(properties, key) ? properties[key] : additionalProperties, map[key] as Json));
}
