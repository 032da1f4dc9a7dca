import type { Schema } from './schema';
import { typeText } from './type-text';

const nameOf = (fullName: string): string => fullName.slice(fullName.lastIndexOf('.') + 1);
const text = (schema: Schema): string => typeText(schema, nameOf);
const $ref = '#/components/schemas/io.k8s.api.core.v1.Probe';

describe('typeText', () => {
  it.each<[string, Schema, string]>([
    ['a text', { type: 'string' }, 'string'],
    ['a time', { type: 'string', format: 'date-time' }, 'string'],
    ['a 64-bit integer', { type: 'integer', format: 'int64' }, 'number'],
    ['a boolean', { type: 'boolean' }, 'boolean'],
    ['a reference', { $ref }, 'Probe'],
    ['a reference with a description and default', { allOf: [{ $ref }], description: 'x' }, 'Probe'],
    ['an enum, the empty text and quotes too', { type: 'string', enum: ['', "it's", 'a\\b'] }, "'' | 'it\\'s' | 'a\\\\b'"],
    ['a list', { type: 'array', items: { $ref } }, 'readonly Probe[]'],
    ['a list of an enum', { type: 'array', items: { type: 'string', enum: ['A', 'B'] } }, "readonly ('A' | 'B')[]"],
    ['a list of lists', { type: 'array', items: { type: 'array', items: { type: 'string' } } }, 'readonly (readonly string[])[]'],
    ['a map', { type: 'object', additionalProperties: { type: 'string' } }, '{ readonly [key: string]: string }'],
    ['an open object', { type: 'object' }, '{ readonly [key: string]: unknown }'],
    ['a choice', { oneOf: [{ type: 'integer' }, { type: 'string' }], format: 'int-or-string' }, 'number | string'],
  ])('writes %s', (_what, schema, expected) => {
    expect(text(schema)).toBe(expected);
  });

  it.each<[string, Schema]>([
    ['an empty schema', {}],
    ['an object with fields inside another', { type: 'object', properties: { a: { type: 'string' } } }],
    ['two schemas at once', { allOf: [{ $ref }, { $ref }] }],
    ['a list of unknown', { type: 'array' }],
    ['a reference elsewhere', { $ref: 'other.json#/x' }],
  ])('refuses %s instead of guessing', (_what, schema) => {
    expect(() => text(schema)).toThrow();
  });
});
