import { refName, type Schema } from './schema';

const SCALARS: Readonly<Record<string, string>> = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean' };

/** A schema as a TypeScript type in Kubernetes' wire spelling; named types by name. */
export function typeText(schema: Schema, nameOf: (fullName: string) => string): string {
  if (schema.$ref !== undefined) return nameOf(refName(schema.$ref));
  const only = schema.allOf?.[0];
  if (only !== undefined && schema.allOf?.length === 1) return typeText(only, nameOf);
  if (schema.oneOf !== undefined) return schema.oneOf.map((one) => typeText(one, nameOf)).join(' | ');
  if (schema.enum !== undefined) return schema.enum.map(literal).join(' | ');
  if (schema.type === 'array' && schema.items !== undefined) return `readonly ${grouped(typeText(schema.items, nameOf))}[]`;
  if (schema.type === 'object') return objectText(schema, nameOf);
  const scalar = SCALARS[schema.type ?? ''];
  if (scalar === undefined || schema.allOf !== undefined) throw new Error(`cannot write this schema as a type: ${JSON.stringify(schema).slice(0, 200)}`);
  return scalar;
}

/** A text as a TypeScript string literal. */
export function literal(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

function objectText(schema: Schema, nameOf: (fullName: string) => string): string {
  if (schema.properties !== undefined) throw new Error(`an object with fields must be a type of its own: ${Object.keys(schema.properties).join(', ')}`);
  const values = typeof schema.additionalProperties === 'object' ? typeText(schema.additionalProperties, nameOf) : 'unknown';
  return `{ readonly [key: string]: ${values} }`;
}

function grouped(type: string): string {
  return type.includes(' | ') || type.startsWith('readonly ') ? `(${type})` : type;
}
