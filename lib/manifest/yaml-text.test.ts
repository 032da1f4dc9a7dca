import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import type { Json } from './json';
import { randomStrings } from './testing/random-strings';
import { yamlDocument, yamlDocuments, yamlOfData } from './yaml-text';

describe('yamlDocument', () => {
  it('lays out as cdk8s does', () => {
    const value = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      empty: {},
      none: [],
      nothing: null,
      list: ['a', { b: 1, c: [1, 2] }, [1, [2, 3]], [], {}, [{ a: 1 }], null],
      text: 'a\nb\n',
      unended: 'a\nb',
      more: 'a\n\n',
      deep: { x: { y: true } },
      n: 1.5,
      big: 1e21,
      small: 1e-7,
      'key with: colon': 1,
      '': '',
    };
    expect(yamlDocument(value)).toBe(Yaml.stringify(value));
    const word = fc.stringMatching(/^[a-m]{1,8}( [a-m]{1,4}){0,2}$/);
    const lines = fc.array(word, { minLength: 2, maxLength: 4 }).map((all) => all.join('\n'));
    const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'medium' },
        fc.oneof(word, lines, fc.integer(), fc.boolean(), fc.constant(null)),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(word, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    const distinct = (json: Json) => JSON.parse(JSON.stringify(json)) as Json;
    fc.assert(
      fc.property(fc.dictionary(word, tree, { minKeys: 1 }), (json) => {
        expect(yamlDocument(json)).toBe(Yaml.stringify(distinct(json)));
      }),
      { numRuns: 300 },
    );
  });

  it.each<readonly [string, Json, string]>([
    [
      'plain words',
      { a: 'nginx:1.27', b: '/ready', c: '--flag=1', d: 'a b', e: '$(A)', f: '128Mi' },
      'a: nginx:1.27\nb: /ready\nc: --flag=1\nd: a b\ne: $(A)\nf: 128Mi\n',
    ],
    ['words that are something else', { a: 'no', b: '1', c: '0o17', d: '1e3', e: '', f: '~' }, 'a: "no"\nb: "1"\nc: "0o17"\nd: "1e3"\ne: ""\nf: "~"\n'],
    ['absent members', { a: undefined, b: { c: undefined }, d: [{ e: undefined }] }, 'b: {}\nd:\n  - {}\n'],
    ['the members in the order given', { b: 1, a: 2 }, 'b: 1\na: 2\n'],
    ['no anchors', [[1], [1]].map(() => ({ same: 1 })), '- same: 1\n- same: 1\n'],
    ['no folding', { a: 'word '.repeat(60).trim() }, `a: ${'word '.repeat(60).trim()}\n`],
    ['-0', { a: -0 }, 'a: 0\n'],
    ['lines that begin with blanks', { a: ' x\ny' }, 'a: |2-\n   x\n  y\n'],
    ['an empty line first', { a: '\nx\n' }, 'a: |\n\n  x\n'],
    ['a long key', { ['k'.repeat(1100)]: { a: 1 } }, `? ${'k'.repeat(1100)}\n:\n  a: 1\n`],
    ['a long key in a list', { l: [{ ['k'.repeat(1100)]: 1, b: 2 }] }, `l:\n  - ? ${'k'.repeat(1100)}\n    : 1\n    b: 2\n`],
    ['objects whose first members are absent', { a: { b: undefined, c: 1 } }, 'a:\n  c: 1\n'],
    ['a text alone', 'a\nb', '"a\\nb"\n'],
    ['an empty object alone', {}, '{}\n'],
    ['a member called __proto__', JSON.parse('{"__proto__": "a"}') as Json, '__proto__: a\n'],
  ])('%s', (_, value, expected) => {
    expect(yamlDocument(value)).toBe(expected);
  });

  it('writes a shared object twice', () => {
    const shared = { a: 'b' };
    expect(yamlDocument({ one: shared, two: shared })).toBe('one:\n  a: b\ntwo:\n  a: b\n');
  });

  it.each<readonly [string, unknown, string]>([
    ['half of a surrogate pair', { a: [{ b: '\ud83d' }] }, '/a/0/b'],
    ['half of a surrogate pair in several lines', { a: 'x\n\ude00' }, '/a'],
    ['half of a surrogate pair in a key', { '\ud83d': 1 }, '/\ufffd'],
    ['NaN', { a: { b: Number.NaN } }, '/a/b'],
    ['undefined in a list', { a: [1, undefined] }, '/a/1'],
    ['a function', { 'x/y': () => 1 }, '/x~1y'],
  ])('refuses %s and says where', (_, value, path) => {
    expect(() => yamlDocument(value as Json)).toThrow(expect.objectContaining({ code: 'UNWRITABLE_VALUE', problems: [expect.objectContaining({ path })] }));
  });
});

describe('a block at the end of a document', () => {
  it.each<readonly [string, Json, string]>([
    ['a text that ends in a line feed is quoted', { a: 'x\n', b: 'x\ny\n' }, 'a: |\n  x\nb: "x\\ny\\n"\n'],
    ['a text that ends in a blank is quoted', { b: 'x\ny ' }, 'b: "x\\ny "\n'],
    ['a text that ends in a letter stays', { b: 'x\ny' }, 'b: |-\n  x\n  y\n'],
    ['in a list', { a: ['x\n'] }, 'a:\n  - "x\\n"\n'],
    ['not at the end', { a: 'x\n', b: 1 }, 'a: |\n  x\nb: 1\n'],
  ])('%s', (_, value, expected) => {
    expect(yamlDocument(value, { blockAtEnd: false })).toBe(expected);
  });
});

describe('yamlOfData', () => {
  it.each<readonly [string, unknown]>([
    ['scalars, lists and objects', { a: [1, 'b', { c: true, d: undefined }], e: {}, f: 'x\ny' }],
    ['a text', 'a'],
  ])('writes %s as yamlDocument does', (_, value) => {
    expect(yamlOfData(value)).toBe(yamlDocument(value as Json));
  });

  it.each<readonly [string, unknown]>([
    ['null', { a: null }],
    ['null in a list', { a: [null] }],
    ['undefined in a list', { a: [undefined] }],
    ['a function', { a: { resolve: () => 1 } }],
    ['an object of a class', { a: [new Date(0)] }],
    ['an object without a prototype', { a: Object.create(null) as unknown }],
    ['a key "constructor"', { a: { constructor: 1 } }],
    ['a key "__proto__"', JSON.parse('{"a":{"__proto__":{}}}')],
    ['NaN', { a: Number.NaN }],
    ['half of a surrogate pair', { a: '\ud83d' }],
  ])('leaves %s to the caller', (_, value) => {
    expect(yamlOfData(value)).toBeUndefined();
  });
});

describe('yamlDocuments', () => {
  it('separates documents and comments the file', () => {
    expect(yamlDocuments([{ a: 1 }, { b: 'x\n' }], { header: 'made by rollwright\n\ndo not edit' })).toBe(
      '# made by rollwright\n#\n# do not edit\na: 1\n---\nb: |\n  x\n',
    );
    expect(yamlDocuments([{ a: 1 }, { b: 2 }])).toBe(Yaml.stringify({ a: 1 }, { b: 2 }));
    expect(yamlDocuments([])).toBe('');
  });

  it('is read back by the yaml package too', () => {
    const values = randomStrings(500, 5).map((text) => ({ text, items: [text] }));
    expect(parseAllDocuments(yamlDocuments(values)).map((document) => document.toJS())).toEqual(values);
  });
});

it('is the recorded text, which Go reads back', () => {
  const { documents } = JSON.parse(readFileSync(join(__dirname, 'corpus/yaml-text.json'), 'utf8')) as { documents: readonly (readonly [string, string])[] };
  expect(documents.length).toBeGreaterThan(600);
  for (const [text, yaml] of documents) expect(yamlDocument({ [text]: text, list: [text, { [text]: text }], last: text })).toBe(yaml);
});
