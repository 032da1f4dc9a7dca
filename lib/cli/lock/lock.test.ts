import fc from 'fast-check';
import { contentHash, KEPT_HASH_LENGTH } from '../../manifest';
import type { Generation, KeptConfig } from '../../outputs';
import { advance, type Lock, lockChanges, sortedLock } from './lock';
import { lockText, parseLock } from './text';

const place = { environment: 'prod', program: 'shop' };

function generation(word: string, config = 'words'): Generation {
  const data = { WORD: word };
  return { name: `${config}-${contentHash({ data }, KEPT_HASH_LENGTH)}`, data };
}

const kept = (limit: number, ...words: readonly string[]): KeptConfig => ({ config: 'words', limit, present: words.map((word) => generation(word)) });

/** The words of a config that a lock holds, newest first. */
function wordsOf(lock: Lock, config = 'words'): string {
  const own = lock.filter((one) => one.config === config);
  return [...own]
    .sort((a, b) => b.order - a.order)
    .map(({ data }) => data?.WORD)
    .join(' ');
}

/** A lock after deploys of these words, one after the other. */
function lockAfter(words: readonly string[], limit = 3, lock: Lock = []): Lock {
  return words.reduce<Lock>((before, word) => advance(before, place, [kept(limit, word)]), lock);
}

describe('advance', () => {
  it.each([
    ['the first', ['a'], 'a'],
    ['no change', ['a', 'a', 'a'], 'a'],
    ['a change', ['a', 'b'], 'b a'],
    ['as many as there is room for', ['a', 'b', 'c', 'd', 'e'], 'e d c'],
    ['back to what it was: the newest again', ['a', 'b', 'c', 'a'], 'a c b'],
    ['back, and on: what was gone back from is the older one', ['a', 'b', 'a', 'c', 'd'], 'd c a'],
  ])('%s', (_, words, expected) => {
    expect(wordsOf(lockAfter(words))).toBe(expected);
  });

  it('keeps a config that is made no more as it is, whatever becomes of the others', () => {
    const lock = advance(lockAfter(['a', 'b']), place, [{ config: 'other', limit: 2, present: [generation('x', 'other')] }]);
    expect([wordsOf(lock), wordsOf(lock, 'other')]).toEqual(['b a', 'x']);
    expect(wordsOf(advance(lock, place, [{ config: 'other', limit: 2, present: [generation('y', 'other')] }]), 'other')).toBe('y x');
  });

  it('says nothing of other programs and environments', () => {
    const others = lockAfter(['z']).map((one) => ({ ...one, environment: 'dev' }));
    expect(advance([...others, ...lockAfter(['a'])], place, [kept(3, 'b')]).map(({ environment }) => environment)).toEqual(['prod', 'prod']);
  });

  it('holds one config that is made in two namespaces with all that is present, and settles', () => {
    const first = advance(lockAfter(['a', 'b', 'c'], 6), place, [kept(4, 'd', 'e')]);
    expect(wordsOf(first)).toBe('d e c b');
    expect(advance(first, place, [kept(4, 'd', 'e')])).toEqual(first);
    expect(wordsOf(advance(first, place, [kept(1, 'd', 'e')]))).toBe('d e');
  });

  it('keeps what two branches made newest at once, and settles', () => {
    const base = lockAfter(['a']);
    const merged = sortedLock([...lockAfter(['b'], 3, base), ...lockAfter(['c'], 3, base)]);
    expect(merged.map(({ order }) => order).sort()).toEqual([1, 2, 2]);
    const settled = advance(merged, place, [kept(3, 'b')]);
    expect(sortedLock(settled)).toEqual(merged);
    expect(wordsOf(advance(merged, place, [kept(4, 'd')]))).toMatch(/^d (b c|c b) a$/);
  });

  it('never drops what is present, is bounded, keeps the newest, and settles', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'abcdef'), { minLength: 1, maxLength: 30 }), fc.integer({ min: 2, max: 5 }), (words, limit) => {
        const lock = lockAfter(words, limit);
        const newest = [...new Set([...words].reverse())];
        expect(wordsOf(lock).split(' ')).toEqual(newest.slice(0, limit));
        expect(lockAfter([words.at(-1) ?? ''], limit, lock)).toEqual(lock);
      }),
    );
  });
});

describe('lockChanges', () => {
  it('says config by config what is new, dropped and the newest again', () => {
    const [before, now] = [lockAfter(['a', 'b', 'c']), lockAfter(['a', 'b', 'c', 'a', 'd'])];
    const [a, b, d] = ['a', 'b', 'd'].map((word) => generation(word).name);
    expect(lockChanges(before, now)).toEqual([{ ...place, config: 'words', added: [d], dropped: [b], moved: [a] }]);
    expect(lockChanges(now, now)).toEqual([]);
  });
});

describe('the text', () => {
  const text = fc.string({ unit: 'grapheme' });
  const key = fc.stringMatching(/^[-._a-zA-Z0-9]{1,20}$/);
  const anyData = fc.dictionary(key, text, { maxKeys: 4 });

  it('holds every text, and is the same text again', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyData, anyData, fc.constantFrom('dev', 'prod')), { maxLength: 5 }), (all) => {
        const lock = all.map(([data, binaryData, environment], order) => {
          const filled = (part: Record<string, string>) => (Object.keys(part).length === 0 ? undefined : { ...part });
          const parts = { data: filled(data), binaryData: filled(binaryData) };
          const held = { ...(parts.data && { data: parts.data }), ...(parts.binaryData && { binaryData: parts.binaryData }) };
          return { environment, program: 'shop', config: 'c', order, name: `c-${contentHash(parts, KEPT_HASH_LENGTH)}`, ...held };
        });
        const written = lockText(lock);
        const read = parseLock(written, 'lock');
        expect(read.map(({ line: _, ...one }) => one)).toEqual(sortedLock(lock));
        expect(lockText(read)).toBe(written);
        expect(written.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(sortedLock(lock).length);
      }),
    );
  });

  it('is read with the line ends of Windows, and as a formatter leaves it', () => {
    const lock = lockAfter(['a', 'b']);
    const plain = lockText(lock);
    const formatted = plain.replace(/- \{"environment":"prod",(.*)\}/g, '  - {\n      environment: prod,\n      $1,\n    }');
    for (const other of [plain.replaceAll('\n', '\r\n'), formatted]) expect(lockText(parseLock(other, 'lock'))).toBe(plain);
    expect(formatted).not.toBe(plain);
  });

  it('takes a line that a merge has doubled once, with its newest order', () => {
    const [line = ''] = lockText(lockAfter(['a'])).match(/^- .*\n/m) ?? [];
    const doubled = `version: 1\ngenerations:\n${line}${line.replace('"order":1', '"order":4')}${line}`;
    expect(parseLock(doubled, 'lock').map(({ order }) => order)).toEqual([4]);
  });

  const good = lockText(lockAfter(['a', 'b']));
  it.each([
    ['an empty file', '', 'LOCK_INVALID', 'version is missing'],
    ['another version', good.replace('version: 1', 'version: 2'), 'LOCK_INVALID', 'its version is 2'],
    ['no YAML', good.replace('- {', '- {{'), 'LOCK_INVALID', 'it is no YAML'],
    ['no list', 'version: 1\ngenerations: 3\n', 'LOCK_INVALID', 'no list'],
    ['a missing field', good.replace('"program":"shop",', ''), 'LOCK_INVALID', 'has no program'],
    ['an order that is none', good.replace('"order":1', '"order":"1"'), 'LOCK_INVALID', 'order'],
    ['data that is no text', good.replace('"WORD":"a"', '"WORD":1'), 'LOCK_INVALID', 'mapping of texts'],
    ['a changed value', good.replace('"WORD":"a"', '"WORD":"A"'), 'LOCK_HASH_MISMATCH', 'words-'],
    ['a changed name', good.replace(/"name":"words-.{10}"/, '"name":"words-0123456789"'), 'LOCK_HASH_MISMATCH', 'words-0123456789'],
    ['a conflict', good.replace('- {', '<<<<<<< HEAD\n- {').replace(/$/, '=======\n>>>>>>> other\n'), 'LOCK_CONFLICT', ':7'],
  ])('is refused with %s', (_, text, code, says) => {
    expect(() => parseLock(text, 'rollwright.lock.yaml')).toThrow(expect.objectContaining({ code, message: expect.stringContaining(says) }));
  });
});
