import * as fc from 'fast-check';
import { RollwrightError } from '../errors';
import { valuesFileLayer } from './values-file';

const read = (content: string | Uint8Array) => valuesFileLayer({ file: 'environments/values.prod.yaml', content });

test('a Helm values file becomes a layer that knows the line of each value', () => {
  const layer = read(
    '# prod\nimage:\n  tag: "1.20"\nweb: &web\n  replicas: 4\n  hosts:\n    - a\n    - name: b\nworker:\n  <<: *web\n  replicas: 2\n---\nextra: yes\n',
  );
  expect(layer).toMatchObject({ kind: 'values-file', name: 'values.prod.yaml', file: 'environments/values.prod.yaml' });
  expect(layer.values).toEqual({
    image: { tag: '1.20' },
    web: { replicas: 4, hosts: ['a', { name: 'b' }] },
    worker: { replicas: 2, hosts: ['a', { name: 'b' }] },
    extra: true,
  });
  expect(Object.fromEntries(layer.lines ?? [])).toMatchObject({
    'image.tag': 3,
    'web.replicas': 5,
    'web.hosts[1].name': 8,
    'worker.replicas': 11,
    'worker.hosts': 6,
    extra: 13,
  });
});

test.each([
  ['a binary file', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe]), undefined, 'not UTF-8 text'],
  ['a file with NUL', 'a: 1\nb: \0\n', 2, 'a control character: this is not a text file'],
  ['a list', '# x\n- a\n', 1, 'a list, not a map of settings'],
  ['one value', 'text\n', 1, 'one value, not a map of settings'],
  ['broken YAML', 'a: 1\nb: [1\nc: 2\n', 3, expect.stringMatching(/^not YAML/)],
  ['a name twice', 'a: 1\nb:\n  c: 1\n  c: 2\n', 4, 'this name stands twice in one map'],
  ['a large number', 'a: 1\nb: 9007199254740993\n', 2, 'a whole number beyond 2^53 cannot be held exactly'],
  ['.inf', 'a: .inf\n', 1, '.inf and .nan have no place in settings'],
  ['an unknown alias', 'a: 1\nb: *nope\n', 2, expect.stringMatching(/alias/)],
  ['an anchor in itself', 'a: &a\n  b: *a\n', 2, 'an anchor contains itself'],
  ['a tag', 'a: !secret x\n', 1, expect.stringMatching(/^a tag/)],
  ['a fraction as a name', 'a:\n  1.5: x\n', 2, 'a name is a fraction'],
  ['text after ---', 'a: 1\n--- b: 2\n', 2, 'something follows --- on its line'],
  ['text after ...', 'a: 1\n...\nb: 2\n', 3, 'Helm ignores everything from here on'],
  ['a directive', '%YAML 1.1\n---\na: 1\n', 1, 'a line starts with %: Helm reads no YAML directives'],
  ['a second document that is no map', 'a: 1\n---\n- b\n', 3, 'a list, not a map of settings'],
])('%s gives one error', (_, content, line, message) => {
  const error = caught(() => read(content));
  expect(error.problems).toMatchObject([{ code: 'VALUES_FILE', message, file: `environments/values.prod.yaml${line === undefined ? '' : `:${line}`}` }]);
});

test('aliases cannot blow up', () => {
  const levels = Array.from(
    { length: 12 },
    (_, i) =>
      `l${i}: &l${i} [${Array(9)
        .fill(i === 0 ? 'x' : `*l${i - 1}`)
        .join(', ')}]`,
  );
  expect(caught(() => read(`${levels.join('\n')}\n`)).problems[0]?.message).toMatch(/alias/);
});

test('JSON is YAML: every value is read back', () => {
  const name = fc.string({ unit: 'grapheme-ascii', minLength: 1 }).filter((text) => !/^(__proto__)$/.test(text));
  const number = fc.oneof(
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).filter((n) => !Object.is(n, -0)),
  );
  const scalar = fc.oneof(fc.string({ unit: 'grapheme-ascii' }), number, fc.boolean(), fc.constant(null));
  const { value } = fc.letrec((tie) => ({
    value: fc.dictionary(name, fc.oneof({ maxDepth: 3 }, scalar, fc.array(scalar, { maxLength: 3 }), tie('value')), { maxKeys: 4, noNullPrototype: true }),
  }));
  fc.assert(fc.property(value, (it) => expect(read(JSON.stringify(it)).values).toEqual(it)));
});

test('no error repeats a text of the file', () => {
  const secret = fc.stringMatching(/^[A-Z]{12}$/);
  const broken = fc.constantFrom(
    'a: [$\n',
    'a: "$\n',
    'a: $: b: c\n',
    '$\n',
    '- $\n',
    'a: *$\n',
    'a: !$ b\n',
    'a: !!int $\n',
    '$: 1\n$: 2\n',
    '\t$: 1\n',
    'a: &$\n  b: *$\n',
    '--- $\n',
    'a: {$: [}\n',
    'a: %$\n',
    'a: @$\n',
    '? [$]\n: 1\n',
    'a: 1\n...\n$: 2\n',
    '%$\n',
  );
  fc.assert(
    fc.property(secret, broken, (text, template) => {
      expect(caught(() => read(template.replaceAll('$', text))).message).not.toContain(text);
    }),
  );
});

function caught(run: () => unknown): RollwrightError {
  try {
    run();
  } catch (error) {
    if (error instanceof RollwrightError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
