/** Programs that do something for one value in thousands, or what no template can: each must be lifted and equal, frozen, or refused. */
import { z } from 'zod';
import type { Json } from '../../../manifest';
import { config, type ProgramRow, programsOf, type SmallProgram, thing } from './program';

const small = z.int().min(1).max(100);
let calls = 0;
const switches = (count: number) => z.object(Object.fromEntries([...'abcdefgh'.slice(0, count)].map((key) => [key, z.boolean()])));
const all = (count: number, value: boolean) => Object.fromEntries([...'abcdefgh'.slice(0, count)].map((key) => [key, value]));

const ROWS: readonly ProgramRow[] = [
  [
    'n === 13',
    z.object({ n: z.int().min(1).max(50) }),
    (s) => ({ o: config({ k: s.n === 13 ? 'magic' : 'ok' }) }),
    { n: 1 },
    'lifted',
    { literals: [13], triggers: [{ n: 13 }] },
  ],
  [
    'n === 4242',
    z.object({ n: z.int().min(1).max(65535) }),
    (s) => ({ o: thing({ k: s.n === 4242 ? 'magic' : 'ok', n: s.n }) }),
    { n: 1 },
    'lifted',
    { literals: [4242], triggers: [{ n: 4242 }, { n: 4241 }] },
  ],
  [
    'startsWith',
    z.object({ u: z.string() }),
    (s) => ({ o: config({ k: s.u.startsWith('https') ? 'tls' : 'plain', u: s.u }) }),
    { u: 'x' },
    'lifted',
    { literals: ['https'], triggers: [{ u: 'https://zz' }, { u: 'xhttps' }] },
  ],
  [
    'includes',
    z.object({ i: z.string() }),
    (s) => ({ o: config({ i: s.i.includes('@') ? s.i : `${s.i}:latest` }) }),
    { i: 'x' },
    'lifted',
    { literals: ['@'], triggers: [{ i: 'a@b' }] },
  ],
  [
    'endsWith',
    z.object({ i: z.string() }),
    (s) => ({ o: config({ i: s.i.endsWith('/') ? s.i : `${s.i}/` }) }),
    { i: 'x' },
    'lifted',
    { literals: ['/'], triggers: [{ i: 'a/' }] },
  ],
  [
    'equal to a constant',
    z.object({ t: z.string() }),
    (s) => ({ o: thing({ p: s.t === 'latest' ? 'Always' : 'IfNotPresent', t: s.t }) }),
    { t: 'x' },
    'lifted',
    { literals: ['latest'], triggers: [{ t: 'latest' }] },
  ],
  [
    'length > 10',
    z.object({ u: z.string() }),
    (s) => ({ o: config({ k: s.u.length > 10 ? 'long' : 'short' }) }),
    { u: 'x' },
    { frozen: ['u'] },
    { literals: [10] },
  ],
  ['n % 2', z.object({ n: small }), (s) => ({ o: config({ k: s.n % 2 ? 'odd' : 'even' }) }), { n: 1 }, { frozen: ['n'] }, { literals: [2] }],
  [
    "a fraction's text that is cut",
    z.object({ n: z.number() }),
    (s) => ({ o: thing({ n: String(s.n).slice(0, 20) }) }),
    { n: 1.5 },
    'lifted',
    { literals: [0, 20] },
  ],
  [
    'the first three',
    z.object({ l: z.array(z.string()) }),
    (s) => ({ o: thing({ l: s.l.slice(0, 3) }) }),
    { l: ['x'] },
    { frozen: ['l'] },
    { literals: [0, 3], triggers: [{ l: ['a', 'b', 'c', 'd'] }] },
  ],
  [
    'more than two elements',
    z.object({ l: z.array(z.string()) }),
    (s) => ({ o: config({ k: s.l.length > 2 ? 'many' : 'few' }) }),
    { l: ['x'] },
    'lifted',
    { literals: [2], triggers: [{ l: ['a', 'b', 'c'] }] },
  ],
  [
    'without doubles',
    z.object({ l: z.array(z.string()) }),
    (s) => ({ o: thing({ l: [...new Set(s.l as string[])] }) }),
    { l: ['x'] },
    { frozen: ['l'] },
    { triggers: [{ l: ['a', 'a'] }] },
  ],
  [
    'a key of a record',
    z.object({ r: z.record(z.string(), z.string()) }),
    (s) => ({ o: config({ k: Object.hasOwn(s.r, 'team') ? 'team' : 'none' }) }),
    { r: {} },
    { frozen: ['r'] },
    { literals: ['team'], triggers: [{ r: { team: 'x' } }] },
  ],
  ['trim', z.object({ t: z.string() }), (s) => ({ o: config({ t: s.t.trim() }) }), { t: 'x' }, { frozen: ['t'] }, { triggers: [{ t: ' x ' }] }],
  [
    'two texts that are the same',
    z.object({ a: z.string(), b: z.string() }),
    (s) => ({ o: config({ k: s.a === s.b ? 'same' : 'other', a: s.a, b: s.b }) }),
    { a: 'x', b: 'y' },
    'lifted',
    { triggers: [{ a: 'foo', b: 'foo' }] },
  ],
  [
    'the less of two numbers',
    z.object({ a: z.int().min(1).max(9), b: z.int().min(1).max(9) }),
    (s) => ({ o: config({ k: s.a < s.b ? 'less' : 'more' }) }),
    { a: 1, b: 2 },
    'lifted',
    { triggers: [{ a: 3, b: 3 }] },
  ],
  [
    'all of four switches',
    switches(4),
    (s) => ({ o: thing({ x: 1, ...(s.a && s.b && s.c && s.d && { y: 1 }) }) }),
    all(4, true),
    'lifted',
    { triggers: [all(4, false)] },
  ],
  [
    'all of seven switches',
    switches(7),
    (s) => ({ o: thing({ x: 1, ...(Object.values(s).every(Boolean) && { y: 1 }) }) }),
    all(7, true),
    'lifted',
    { triggers: [all(7, false)] },
  ],
  [
    'parity of four switches',
    switches(4),
    (s) => ({ o: config({ k: String(Object.values(s).filter(Boolean).length % 2) }) }),
    all(4, true),
    { frozen: ['a'] },
    {},
  ],
  [
    'a number that differs each time',
    z.object({ a: z.string() }),
    (s) => ({ o: config({ a: s.a, n: String(calls++) }) }),
    { a: 'x' },
    { refused: 'each time it is rendered' },
  ],
  [
    'a throw for some values',
    z.object({ a: z.string() }),
    (s) => {
      if (s.a.includes(' ')) throw new Error('no blanks');
      return { o: config({ a: s.a }) };
    },
    { a: 'x' },
    'lifted',
    { literals: [' ', 'no blanks'], triggers: [{ a: 'a b' }] },
  ],
  [
    'a throw for one value',
    z.object({ n: small }),
    (s) => {
      if (s.n === 42) throw new Error('not this');
      return { o: thing({ n: s.n }) };
    },
    { n: 1 },
    'lifted',
    { literals: [42], triggers: [{ n: 42 }] },
  ],
  [
    'a throw always',
    z.object({ n: small }),
    () => {
      throw new Error('never');
    },
    { n: 1 },
    { refused: 'refuses the settings of an environment' },
  ],
  [
    'a rare text that is refused, beside numbers that may be the same by chance',
    z.object({ t: z.string(), a: small, b: small, c: small }),
    (s) => {
      if (s.t.includes('\u202e')) throw new Error('it is written from right to left');
      return { o: thing({ t: s.t, a: s.a, b: s.b, c: s.c }) };
    },
    { t: 'x', a: 3, b: 3, c: 4 },
    'lifted',
    { triggers: [{ t: '\u202eabc', a: 1, b: 1, c: 2 }] },
  ],
  [
    'NUL that is refused, beside characters that JavaScript counts twice',
    z.object({ t: z.string(), s: z.string().min(2).max(20) }),
    (s) => {
      if (`${s.t}${s.s}`.includes('\u0000')) throw new Error('it holds a NUL character');
      return { o: config({ t: s.t, s: s.s }) };
    },
    { t: 'x', s: 'ab' },
    'lifted',
    {
      triggers: [
        { t: '😀', s: 'ab' },
        { t: 'a\u0000', s: 'ab' },
        { t: '', s: '😀b' },
      ],
    },
  ],
  [
    'letters that grow',
    z.object({ a: z.string() }),
    (s) => ({ o: config({ a: s.a.toUpperCase() }) }),
    { a: 'x' },
    'lifted',
    { triggers: [{ a: 'straße' }, { a: 'İ' }] },
  ],
  [
    'a reversed list',
    z.object({ l: z.array(z.string()) }),
    (s) => ({ o: thing({ l: [...s.l].reverse() }) }),
    { l: ['x'] },
    { frozen: ['l'] },
    { triggers: [{ l: ['a', 'b'] }] },
  ],
  [
    'a sorted list',
    z.object({ l: z.array(z.string()) }),
    (s) => ({ o: thing({ l: [...s.l].sort() }) }),
    { l: ['x'] },
    'lifted',
    { triggers: [{ l: ['b', 'a'] }] },
  ],
  [
    'a list by name into a map',
    z.object({ l: z.array(z.object({ name: z.string(), v: z.string() })) }),
    (s) => ({ o: config(Object.fromEntries(s.l.map((e: { name: string; v: string }) => [e.name, e.v]))) }),
    { l: [] },
    'lifted',
    {
      triggers: [
        {
          l: [
            { name: 'a', v: 'b' },
            { name: 'a', v: 'c' },
          ],
        },
      ],
    },
  ],
  [
    'a small fraction as text',
    z.object({ f: z.number() }),
    (s) => ({ o: config({ f: `f=${s.f}` }) }),
    { f: 0.5 },
    'lifted',
    { triggers: [{ f: 1e-7 }, { f: 1e21 }, { f: 1234567 }] },
  ],
  [
    'large whole numbers',
    z.object({ n: z.int() }),
    (s) => ({ o: thing({ n: s.n, t: `n=${s.n}`, u: s.n + 1 }) }),
    { n: 1 },
    'lifted',
    { triggers: [{ n: 1000000 }, { n: 9007199254740990 }, { n: -1234567 }] },
  ],
  [
    'JSON of a setting',
    z.object({ a: z.string(), n: small }),
    (s) => ({ o: config({ j: JSON.stringify({ a: s.a, n: s.n }) }) }),
    { a: 'x', n: 1 },
    { frozen: ['a'] },
    { triggers: [{ a: '"', n: 1 }] },
  ],
  [
    'an index into a table',
    z.object({ n: z.int().min(0).max(20) }),
    (s) => ({ o: config({ k: ['zero', 'one', 'two'][s.n] ?? 'many' }) }),
    { n: 0 },
    'lifted',
    { literals: [0, 1, 2], triggers: [{ n: 1 }, { n: 2 }, { n: 3 }] },
  ],
  [
    'a pattern with look-ahead',
    z.object({ a: z.string().regex(/^(?!x)[a-z]+$/) }),
    (s) => ({ o: config({ a: s.a }) }),
    { a: 'y' },
    { frozen: ['a'] },
    { triggers: [{ a: 'z' }, { a: 'xa' }] },
  ],
  [
    'a question that is asked for one number only',
    z.object({ n: z.int(), t: z.string() }),
    (s) => ({ o: thing({ n: s.n, ...(s.n === 1000000 && { latest: s.t === 'latest' }) }) }),
    { n: 1, t: 'x' },
    'lifted',
    { literals: [1000000, 'latest'], triggers: [{ n: 1000000, t: 'latest' }] },
  ],
  [
    'a question about two texts that are the same',
    z.object({ a: z.string(), b: z.string() }),
    (s) => ({ o: config({ k: s.a === s.b ? String(s.a === '@') : 'other' }) }),
    { a: 'x', b: 'y' },
    'lifted',
    { literals: ['@', 'other'], triggers: [{ a: '@', b: '@' }] },
  ],
  [
    'a key that JavaScript drops',
    z.object({ r: z.record(z.string(), z.string()) }),
    (s) => ({ o: config({ ...s.r }) }),
    { r: {} },
    'lifted',
    { triggers: [{ r: JSON.parse('{"__proto__":"x"}') as Json }, { r: { constructor: 'x' } }] },
  ],
  ['a setting that may be null', z.object({ a: z.string().nullable() }), (s) => ({ o: config({ a: s.a ?? 'none' }) }), { a: 'x' }, { frozen: ['a'] }],
];

/** The hostile programs. */
export const HOSTILE: readonly SmallProgram[] = programsOf(ROWS);
