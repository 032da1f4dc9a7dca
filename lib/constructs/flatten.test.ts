import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { type ConfigValue, flatten } from './flatten';

const flat = (data: { readonly [key: string]: ConfigValue }): { readonly [key: string]: string } => {
  const { data: out, problems } = flatten(data);
  expect(problems).toEqual([]);
  return Object.fromEntries(out);
};
/** Values that TypeScript would refuse, as plain JavaScript and settings from files may bring them. */
const codes = (data: object): string[] => flatten(data as { [key: string]: ConfigValue }).problems.map(({ code, path }) => `${code} ${path}`);

describe('texts', () => {
  it.each<[ConfigValue, string]>([
    ['', ''],
    ['yes', 'yes'],
    [' 0x1F\n', ' 0x1F\n'],
    [true, 'true'],
    [false, 'false'],
    [0, '0'],
    [8000, '8000'],
    [-1.5, '-1.5'],
    [0.1, '0.1'],
    [1e-7, '1e-7'],
    [100000000000, '100000000000'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ])('%j is %j', (value, text) => {
    expect(flat({ A: value })).toEqual({ A: text });
  });

  it('numbers read back as what they were', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0) && (!Number.isInteger(n) || Number.isSafeInteger(n)));
    fc.assert(fc.property(number, (n) => Number(flat({ A: n }).A) === n));
  });
});

describe('levels', () => {
  it('nest as Django settings expect', () => {
    expect(flat({ WEB: { CROSS_ORIGIN: ['https://a', 'https://b'], TLS: { ON: true } }, LOG_LEVEL: 'info' })).toEqual({
      WEB__CROSS_ORIGIN__0: 'https://a',
      WEB__CROSS_ORIGIN__1: 'https://b',
      WEB__TLS__ON: 'true',
      LOG_LEVEL: 'info',
    });
  });

  it('lists hold lists and objects', () => {
    expect(flat({ A: [['x'], { B: 1 }] })).toEqual({ A__0__0: 'x', A__1__B: '1' });
  });

  it('what is empty or undefined is absent', () => {
    expect(flat({ A: undefined, B: [], C: {}, D: { E: undefined }, F: '' })).toEqual({ F: '' });
  });

  it('objects of another realm are objects', () => {
    expect(flat(runInNewContext('({ A: { B: [1] } })') as { [key: string]: ConfigValue })).toEqual({ A__B__0: '1' });
  });

  it('keep the order of the data', () => {
    expect(Object.keys(flat({ B: 1, A: { D: 1, C: 1 } }))).toEqual(['B', 'A__D', 'A__C']);
  });

  it('every leaf becomes one key, made of the names on its way', () => {
    const leaf = fc.oneof(
      fc.string().map((text) => text.replaceAll('\0', '')),
      fc.integer(),
      fc.boolean(),
    );
    const key = fc.stringMatching(/^[A-Z][A-Z0-9]{0,3}$/);
    const value = fc.letrec<{ value: ConfigValue }>((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(key, tie('value'), { maxKeys: 3 })),
    })).value;
    const leaves = (of: ConfigValue, way: string): [string, string][] => {
      if (typeof of !== 'object') return [[way, String(of)]];
      return Object.entries(of).flatMap(([name, member]) => leaves(member, `${way}__${name}`));
    };
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 4 }), (data) =>
        expect(flat(data)).toEqual(Object.fromEntries(Object.entries(data).flatMap(([k, v]) => leaves(v, k)))),
      ),
    );
  });
});

describe('problems', () => {
  it.each<[object, string[]]>([
    [{ A: null }, ['CONFIG_VALUE_INVALID A']],
    [{ A: { B: [1, null] } }, ['CONFIG_VALUE_INVALID A.B.1']],
    [{ A: [1, undefined] }, ['CONFIG_VALUE_INVALID A.1']],
    // biome-ignore lint/suspicious/noSparseArray: that is the case
    [{ A: [1, , 2] }, ['CONFIG_VALUE_INVALID A.1']],
    [{ A: -0 }, ['CONFIG_VALUE_INVALID A']],
    [{ A: Number.NaN, B: Number.POSITIVE_INFINITY }, ['CONFIG_VALUE_INVALID A', 'CONFIG_VALUE_INVALID B']],
    [{ A: 2 ** 53 }, ['CONFIG_VALUE_INVALID A']],
    [{ A: 1e21 }, ['CONFIG_VALUE_INVALID A']],
    [{ A: 1n }, ['CONFIG_VALUE_INVALID A']],
    [{ A: new Date(0) }, ['CONFIG_VALUE_INVALID A']],
    [{ A: () => 1 }, ['CONFIG_VALUE_INVALID A']],
    [{ A: 'a\0b' }, ['CONFIG_VALUE_INVALID A']],
    [{ 'A-B': 1 }, ['CONFIG_KEY_INVALID A-B']],
    [{ '1A': 1 }, ['CONFIG_KEY_INVALID 1A']],
    [{ A: { 'B.C': 1 } }, ['CONFIG_KEY_INVALID A.B.C']],
    [{ A: { '': 1 } }, ['CONFIG_KEY_INVALID A.']],
    [{ '': 1 }, ['CONFIG_KEY_INVALID ']],
    [{ ['A'.repeat(254)]: 1 }, [`CONFIG_KEY_INVALID ${'A'.repeat(254)}`]],
    [{ A__B: 1, A: { B: 1 } }, ['CONFIG_KEY_COLLISION A.B']],
    [{ A: { B: 1 }, A__B: 1 }, ['CONFIG_KEY_COLLISION A__B']],
    [{ A: [1], A__0: 1 }, ['CONFIG_KEY_COLLISION A__0']],
    [{ A: { B__C: 1, B: { C: 1 } } }, ['CONFIG_KEY_COLLISION A.B.C']],
  ])('%p: %j', (data, expected) => {
    expect(codes(data)).toEqual(expected);
  });

  it('names both places of a collision', () => {
    expect(flatten({ A__B: 1, A: { B: 1 } }).problems[0]?.message).toBe('A__B and A.B both become the key A__B');
  });

  it('never prints what an object of a class holds', () => {
    class Password {
      constructor(readonly text: string) {}
      toString(): string {
        return this.text;
      }
    }
    const problems = JSON.stringify(flatten({ A: new Password('hunter2') as unknown as string }).problems);
    expect(problems).toContain('Password');
    expect(problems).not.toContain('hunter2');
  });
});
