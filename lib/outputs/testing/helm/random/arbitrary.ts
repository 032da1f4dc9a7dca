/** Draws random programs. */
import fc from 'fast-check';
import { LEAF_KINDS, type LeafKind } from './leaves';
import type { Amount, Entry, Item, ObjectOf, RandomProgram, Test, Text, Value } from './program';

const pick = fc.nat(3);
const LITERALS = ['x', 'a: b', '{{ x }}', 'http://', '-', '', 'no', '#', "it's", '%s', 'ünï', 'null', '012', '1e3', ' y ', '$', '\\', '"'];
const literal = fc.constantFrom(...LITERALS);
const asked = fc.constantFrom('https', 'latest', '@', '/', 'x', ' ');
const key = fc.constantFrom('a', 'B_C', 'd.conf', 'on', '1', 'e-f', '<<', 'hash');
const number = fc.constantFrom(0, 1, 3, 10, -2, 80, 1000000);
const collection = fc.constantFrom('texts' as const, 'names' as const, 'numbers' as const, 'record' as const, 'entries' as const);
/** Mostly nothing. */
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: of });
const op = <const Op extends string, T>(name: Op, members: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record({ op: fc.constant(name), ...members }) as unknown as fc.Arbitrary<never>;

interface Tied {
  readonly text: Text;
  readonly amount: Amount;
  readonly test: Test;
  readonly value: Value;
  readonly entry: Entry;
  readonly item: Item;
}

const { test, entry } = fc.letrec<Tied>((tie) => ({
  text: fc.oneof(
    { depthSize: 'xsmall', withCrossShrink: true },
    op('say', { text: literal }),
    op('read', { of: fc.constantFrom('text', 'name', 'word'), pick, otherwise: literal }),
    op('or', { by: fc.constantFrom('??', '||'), pick, otherwise: literal }),
    op('element', { of: fc.constantFrom('name', 'note') }),
    op('number', { of: tie('amount') }),
    op('concat', { parts: fc.array(tie('text'), { minLength: 2, maxLength: 4 }) }),
    op('apply', { fn: fc.constantFrom('lower', 'upper', 'base64', 'uri', 'trim'), of: tie('text') }),
    op('cut', { of: tie('text'), length: fc.constantFrom(3, 10, 20) }),
    op('join', { pick, separator: fc.constantFrom(',', ' ', ', ', '\n', ';'), before: fc.constantFrom('', '', '--x='), sorted: fc.boolean() }),
    op('choose', { when: tie('test'), yes: tie('text'), no: tie('text') }),
    op('lines', {
      lines: fc.array(fc.record({ each: maybe(pick), when: maybe(tie('test')), text: tie('text') }), { minLength: 1, maxLength: 4 }),
      end: fc.constantFrom('', '\n'),
    }),
  ),
  amount: fc.oneof(
    { depthSize: 'xsmall', withCrossShrink: true },
    op('say', { number }),
    op('read', { of: fc.constantFrom('small', 'whole', 'fraction'), pick }),
    op('element', { of: fc.constantFrom('port', 'index') }),
    op('line', { pick, times: fc.constantFrom(1, 2, -3), plus: fc.constantFrom(0, 1, -5) }),
    op('length', { of: collection, pick }),
    op('greater', { left: fc.constant(0), right: fc.constant(1) }),
    op('choose', { when: tie('test'), yes: tie('amount'), no: tie('amount') }),
  ),
  test: fc.oneof(
    { depthSize: 'xsmall', withCrossShrink: true },
    op('on', { pick }),
    op('on', { pick }),
    op('element', {}),
    op('is', { pick, word: fc.constantFrom('dev', 'stage', 'prod') }),
    op('equals', { pick, text: asked }),
    fc.constantFrom('starts', 'ends', 'includes').chain((name) => op(name, { pick, text: asked })),
    op('true', { of: fc.constantFrom('text', 'small', 'whole', 'texts', 'record'), pick }),
    op('has', { of: fc.constantFrom(...LEAF_KINDS), pick }),
    op('filled', { of: collection, pick }),
    op('more', { pick, number: fc.constantFrom(0, 3, 10) }),
    op('exactly', { pick, number }),
    fc.constantFrom(0, 1).chain((left) => op('less', { left: fc.constant(left), right: fc.constant(1 - left) })),
    op('same', { left: fc.constant(0), right: fc.constant(1) }),
    op('not', { of: tie('test') }),
    fc.constantFrom('and', 'or').chain((name) => op(name, { left: tie('test'), right: tie('test') })),
  ),
  value: fc.oneof(
    { depthSize: 'xsmall', withCrossShrink: true },
    op('text', { of: tie('text') }),
    op('text', { of: tie('text') }),
    op('number', { of: tie('amount') }),
    op('test', { of: tie('test') }),
    op('whole', { of: fc.constantFrom(...LEAF_KINDS), pick }),
    op('choose', { when: tie('test'), yes: tie('value'), no: tie('value') }),
    op('map', { entries: fc.array(tie('entry'), { maxLength: 3 }) }),
    op('list', { items: fc.array(tie('item'), { minLength: 1, maxLength: 3 }) }),
  ),
  entry: fc.oneof(
    {
      weight: 5,
      arbitrary: op('entry', {
        key: fc.oneof({ weight: 6, arbitrary: key.map((said) => ({ op: 'say', text: said })) }, tie('text')),
        value: tie('value'),
        when: maybe(tie('test')),
      }),
    },
    { weight: 1, arbitrary: op('spread', { pick }) },
    {
      weight: 2,
      arbitrary: op('each', { of: fc.constantFrom('texts', 'entries'), pick, before: fc.constantFrom('X__', '', 'a'), value: tie('value') }),
    },
  ),
  item: fc.oneof(
    op('item', { value: tie('value'), when: maybe(tie('test')) }),
    op('each', { of: fc.constantFrom('texts', 'numbers', 'entries', 'record'), pick, value: tie('value'), when: maybe(tie('test')) }),
  ),
}));

const object: fc.Arbitrary<ObjectOf> = fc.record({
  kind: fc.constantFrom('ConfigMap' as const, 'Thing' as const),
  name: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('shop', 'web', 'db').map((said): Text => ({ op: 'say', text: said })) },
    {
      weight: 1,
      arbitrary: pick.map(
        (at): Text => ({
          op: 'concat',
          parts: [
            { op: 'say', text: 'o-' },
            { op: 'read', of: 'name', pick: at, otherwise: 'x' },
          ],
        }),
      ),
    },
  ),
  when: maybe(test),
  each: maybe(pick),
  hashOf: maybe(fc.nat(2)),
  body: fc.array(entry, { minLength: 1, maxLength: 3 }),
});

/** Objects of different names: the number, and for each element its name, is part of it. */
function named(one: ObjectOf, at: number): ObjectOf {
  const parts: Text[] = [one.name, { op: 'say', text: `-${at}` }];
  if (one.each !== undefined) parts.push({ op: 'say', text: '-' }, { op: 'element', of: 'name' });
  return { ...one, name: { op: 'concat', parts } };
}

/** Outside of a range there is no element: a setting is read instead. */
function outside<Node>(node: Node, isInside: boolean): Node {
  if (Array.isArray(node)) return node.map((one) => outside(one, isInside)) as Node;
  if (typeof node !== 'object' || node === null) return node;
  const { op: name, of, each } = node as { op?: string; of?: string; each?: number };
  if (name === 'element' && !isInside) {
    if (of === undefined) return { op: 'on', pick: 0 } as Node;
    return (of === 'port' || of === 'index' ? { op: 'read', of: 'small', pick: 0 } : { op: 'read', of: 'name', pick: 0, otherwise: 'x' }) as Node;
  }
  const inner = isInside || each !== undefined || name === 'each';
  return Object.fromEntries(Object.entries(node).map(([member, value]) => [member, outside(value, inner)])) as Node;
}

/** The kinds of settings that a program asks whether they are there. */
function askedFor(node: unknown): ReadonlySet<LeafKind> {
  const found = [...JSON.stringify(node).matchAll(/"op":"has","of":"(\w+)"/g)].map(([, kind]) => kind as LeafKind);
  return new Set(found);
}

/** The kinds of settings that a program reads. */
function kindsIn(node: unknown): readonly LeafKind[] {
  if (Array.isArray(node)) return node.flatMap(kindsIn);
  if (typeof node !== 'object' || node === null) return [];
  const { op: name, of, each } = node as { op?: string; of?: LeafKind; each?: number };
  const own = [READ_BY[name ?? ''], LEAF_KINDS.find((kind) => kind === of), each === undefined ? undefined : ('entries' as const)];
  return [...own.filter((kind) => kind !== undefined), ...Object.values(node).flatMap(kindsIn)];
}

/** What an operation reads that does not name it. */
const READ_BY: { readonly [name: string]: LeafKind } = {
  or: 'text',
  join: 'texts',
  line: 'small',
  greater: 'small',
  on: 'switch',
  is: 'word',
  equals: 'text',
  starts: 'text',
  ends: 'text',
  includes: 'text',
  more: 'small',
  exactly: 'whole',
  less: 'small',
  same: 'text',
  spread: 'record',
};

/** Several settings of these kinds where two are compared. */
const COMPARED = new Set<LeafKind>(['small', 'text']);

export const randomProgram: fc.Arbitrary<RandomProgram> = fc
  .record({ optional: fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }), objects: fc.array(object, { minLength: 1, maxLength: 2 }) })
  .map(({ optional, objects: drawn }) => {
    const objects = drawn.map(named).map((one, at) => {
      const { hashOf, ...rest } = outside(one, false);
      // Nothing is the hash of itself.
      return hashOf === undefined || hashOf >= at ? rest : { ...rest, hashOf };
    });
    const kinds = [...new Set(kindsIn(objects))].flatMap((kind) => (COMPARED.has(kind) ? [kind, kind] : [kind]));
    const asked = askedFor(objects);
    return { leaves: kinds.map((kind, at) => ({ kind, optional: asked.has(kind) || (optional[at % 16] ?? false) })), objects };
  });
