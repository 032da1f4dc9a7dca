import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { canonicalJson, compareUtf8, contentHash, sha256 } from './canonical-json';
import type { Json } from './json';
import { randomValues } from './testing/random-values';
import { goIsThere, yamlProof } from './testing/yaml-proof';

interface Canonical {
  readonly json: string;
  readonly sha256: string;
}

describe('canonicalJson', () => {
  it.each<readonly [string, Json, string]>([
    ['members sorted, no blanks', { b: [1, 'x', null, true], a: {} }, '{"a":{},"b":[1,"x",null,true]}'],
    ['an absent member', { a: undefined, b: 1 }, '{"b":1}'],
    ['what HTML would take for its own', '<a href="x">&</a>', '"\\u003ca href=\\"x\\"\\u003e\\u0026\\u003c/a\\u003e"'],
    ['line and paragraph separator', '\u2028\u2029', '"\\u2028\\u2029"'],
    ['control characters', '\0\x01\b\t\n\v\f\r\x1f\x7f', '"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\x7f"'],
    ['a key is a text too', { '<': 1 }, '{"\\u003c":1}'],
    ['keys by their bytes, not by UTF-16', { '\u{1f600}': 1, '\ue000': 2, '\uffff': 3, z: 4 }, '{"z":4,"\ue000":2,"\uffff":3,"\u{1f600}":1}'],
    [
      'numbers',
      [0, -1, 1.5, 1e20, 1e21, 1e-6, 1e-7, 5e-324, 1 / 3, 2 ** 53],
      '[0,-1,1.5,100000000000000000000,1e+21,0.000001,1e-7,5e-324,0.3333333333333333,9007199254740992]',
    ],
  ])('%s', (_, value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  it.each<readonly [string, unknown, string]>([
    ['-0', { spec: { a: [1, -0] } }, '/spec/a/1'],
    ['NaN', { a: Number.NaN }, '/a'],
    ['Infinity', [Number.POSITIVE_INFINITY], '/0'],
    ['half of a surrogate pair', { a: { b: 'x\ud800' } }, '/a/b'],
    ['half of a surrogate pair in a key', { 'a/\udc00': 1 }, '/a~1\ufffd'],
    ['undefined in a list', [undefined], '/0'],
    ['a function', { a: () => 1 }, '/a'],
    ['a bigint', 1n, '/'],
  ])('refuses %s and says where', (_, value, path) => {
    expect(() => canonicalJson(value as Json)).toThrow(expect.objectContaining({ code: 'UNWRITABLE_VALUE', problems: [expect.objectContaining({ path })] }));
  });

  it('names all the places, and the object', () => {
    const value = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace: 'shop' }, data: { a: Number.NaN, b: '\udfff' } };
    expect(() => canonicalJson(value)).toThrow(
      expect.objectContaining({
        problems: [
          expect.objectContaining({ object: 'ConfigMap shop/web', path: '/data/a' }),
          expect.objectContaining({ object: 'ConfigMap shop/web', path: '/data/b' }),
        ],
      }),
    );
  });

  it('is read back as what it was, and does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as Json;
        const turned = JSON.parse(JSON.stringify(value), (_, member: unknown) =>
          typeof member === 'object' && member !== null && !Array.isArray(member) ? Object.fromEntries(Object.entries(member).reverse()) : member,
        ) as Json;
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
        expect(canonicalJson(turned)).toBe(canonicalJson(plain));
      }),
    );
  });
});

it('compareUtf8 orders as the bytes do', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
    { numRuns: 1000 },
  );
});

it('contentHash is the beginning of the sha256 of the canonical JSON', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(contentHash({ b: 1, a: 2 })).toBe(sha256('{"a":2,"b":1}'));
  expect(contentHash({ b: 1, a: 2 }, 10)).toBe(sha256('{"a":2,"b":1}').slice(0, 10));
});

it('is what encoding/json wrote of the recorded values', () => {
  const { values } = JSON.parse(readFileSync(join(__dirname, 'corpus/canonical-json.json'), 'utf8')) as {
    values: readonly (readonly [Json, string, string])[];
  };
  expect(values.length).toBeGreaterThan(200);
  for (const [value, json, hash] of values) expect([canonicalJson(value), contentHash(value)]).toEqual([json, hash]);
});

(goIsThere() ? it : it.skip)('is what encoding/json writes of 5,000 random values', () => {
  const values = randomValues(5000, 21);
  const go = yamlProof<Canonical>('canonical', values);
  expect(values.map((value) => ({ json: canonicalJson(value), sha256: contentHash(value) }))).toEqual(go);
});
