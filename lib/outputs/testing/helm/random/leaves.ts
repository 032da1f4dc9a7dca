/** The kinds of settings that random programs have: the schema of each, and values that it takes. */
import fc from 'fast-check';
import { z } from 'zod';
import type { Json } from '../../../../manifest';
import { HOSTILE_NUMBERS, HOSTILE_TEXTS } from '../../../helm/values';

const name = z.string().regex(/^[a-z]([-a-z0-9]{0,20}[a-z0-9])?$/);
const port = z.int().min(1).max(65535);
const WORDS = ['dev', 'stage', 'prod'] as const;

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 4, arbitrary: fc.stringMatching(/^[a-zA-Z0-9/:@ .-]{1,12}$/) },
);
const nameText = fc.stringMatching(/^[a-z]([-a-z0-9]{0,8}[a-z0-9])?$/);
const wholes = HOSTILE_NUMBERS.filter(Number.isSafeInteger);

export const LEAVES = {
  text: { schema: z.string(), values: text },
  name: { schema: name, values: nameText },
  small: { schema: z.int().min(0).max(20), values: fc.integer({ min: 0, max: 20 }) },
  whole: { schema: z.int(), values: fc.oneof(fc.integer({ min: -9, max: 99 }), fc.constantFrom(...wholes), fc.maxSafeInteger()) },
  fraction: {
    schema: z.number(),
    values: fc.oneof(
      fc.constantFrom(...HOSTILE_NUMBERS),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
    ),
  },
  switch: { schema: z.boolean(), values: fc.boolean() },
  word: { schema: z.enum(WORDS), values: fc.constantFrom(...WORDS) },
  texts: { schema: z.array(z.string()), values: fc.array(text, { maxLength: 4 }) },
  names: { schema: z.array(name), values: fc.array(nameText, { maxLength: 4 }) },
  numbers: { schema: z.array(port), values: fc.array(fc.integer({ min: 1, max: 65535 }), { maxLength: 4 }) },
  record: { schema: z.record(z.string(), z.string()), values: fc.dictionary(fc.oneof(nameText, text), text, { maxKeys: 3, noNullPrototype: true }) },
  entries: {
    schema: z.array(z.object({ name, port, on: z.boolean(), note: z.string().optional() })),
    values: fc.array(
      fc.record({ name: nameText, port: fc.integer({ min: 1, max: 65535 }), on: fc.boolean(), note: text }, { requiredKeys: ['name', 'port', 'on'] }),
      { maxLength: 4 },
    ),
  },
} satisfies { readonly [kind: string]: { readonly schema: z.ZodType; readonly values: fc.Arbitrary<unknown> } };

export type LeafKind = keyof typeof LEAVES;

export const LEAF_KINDS = Object.keys(LEAVES) as readonly LeafKind[];

/** A setting of a random program. */
export interface Leaf {
  readonly kind: LeafKind;
  readonly optional: boolean;
}

/** What a setting is called: its kind, and its number among all. */
export function leafName(leaves: readonly Leaf[], at: number): string {
  return `${leaves[at]?.kind ?? ''}${at}`;
}

export function schemaOf(leaves: readonly Leaf[]): z.ZodType {
  return z.object(
    Object.fromEntries(leaves.map(({ kind, optional }, at) => [leafName(leaves, at), optional ? LEAVES[kind].schema.optional() : LEAVES[kind].schema])),
  );
}

/** Values of all settings; texts are literals of the program now and then. Those that a chart has frozen are as in the environment. */
export function valuesOf(leaves: readonly Leaf[], literals: readonly (string | number)[], frozen: readonly string[] = []): fc.Arbitrary<Json> {
  const texts = literals.filter((one) => typeof one === 'string');
  const numbers = literals.filter((one) => typeof one === 'number');
  const of = ({ kind }: Leaf): fc.Arbitrary<unknown> => {
    const { values } = LEAVES[kind];
    if (kind === 'text' && texts.length > 0)
      return fc.oneof(
        values,
        fc.constantFrom(...texts),
        fc.tuple(fc.constantFrom(...texts), text).map(([a, b]) => a + b),
      );
    if (kind === 'whole' && numbers.length > 0) return fc.oneof(values, fc.constantFrom(...numbers.filter(Number.isSafeInteger), 0));
    return values;
  };
  const names = leaves.map((_, at) => leafName(leaves, at));
  const base = baseOf(leaves) as { readonly [name: string]: Json };
  const isFrozen = (name: string) => frozen.includes(name);
  return fc.record(
    Object.fromEntries(leaves.map((leaf, at) => [names[at] as string, isFrozen(names[at] as string) ? fc.constant(base[names[at] as string]) : of(leaf)])),
    {
      requiredKeys: names.filter((name, at) => leaves[at]?.optional !== true || isFrozen(name)),
    },
  ) as fc.Arbitrary<Json>;
}

/** Values of an environment. */
export function baseOf(leaves: readonly Leaf[]): Json {
  const values: { readonly [kind in LeafKind]: Json } = {
    text: 'some text',
    name: 'shop',
    small: 3,
    whole: 12,
    fraction: 0.5,
    switch: true,
    word: 'dev',
    texts: ['one', 'two'],
    names: ['web'],
    numbers: [80],
    record: { key: 'value' },
    entries: [{ name: 'http', port: 80, on: true }],
  };
  return Object.fromEntries(leaves.map(({ kind }, at) => [leafName(leaves, at), values[kind]]));
}
