import fc from 'fast-check';
import { circles, levels } from './graph';

const graph = (...before: number[][]): Set<number>[] => before.map((each) => new Set(each));

it.each([
  ['nothing', graph(), []],
  ['no edges', graph([], []), [0, 0]],
  ['a chain', graph([], [0], [1]), [0, 1, 2]],
  ['a chain told backwards', graph([1], [2], []), [2, 1, 0]],
  ['a diamond with a long side', graph([], [0], [1], [0, 2]), [0, 1, 2, 3]],
  ['a circle shares a level', graph([1], [0], [0]), [0, 0, 1]],
  ['one that comes before itself', graph([0], [0]), [0, 1]],
])('levels of %s', (_, before, expected) => {
  expect(levels(before)).toEqual(expected);
});

const graphs = fc
  .integer({ min: 1, max: 12 })
  .chain((size) => fc.array(fc.uniqueArray(fc.integer({ min: 0, max: size - 1 }), { maxLength: 4 }), { minLength: size, maxLength: size }))
  .map((each) => graph(...each));

function reaches(before: readonly ReadonlySet<number>[], from: number): Set<number> {
  const seen = new Set<number>();
  const todo = [...(before[from] ?? [])];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) if (!seen.has(at)) todo.push(...(before[seen.add(at) && at] ?? []));
  return seen;
}

it('two numbers are in one circle exactly when each comes before the other', () => {
  fc.assert(
    fc.property(graphs, (before) => {
      const groups = circles(before);
      const reach = before.map((_, at) => reaches(before, at));
      const groupOf = before.map((_, at) => groups.findIndex((group) => group.includes(at)));
      expect(groups.flat().sort((a, b) => a - b)).toEqual(before.map((_, at) => at));
      for (const a of before.keys()) for (const b of before.keys()) if (a !== b) expect(groupOf[a] === groupOf[b]).toBe(reach[a]?.has(b) && reach[b]?.has(a));
    }),
  );
});

it('what comes before has a lower level, but in a circle', () => {
  fc.assert(
    fc.property(graphs, (before) => {
      const level = levels(before);
      before.forEach((each, at) => {
        for (const other of each) {
          if (reaches(before, other).has(at)) expect(level[other]).toBe(level[at]);
          else expect(level[other]).toBeLessThan(level[at] ?? 0);
        }
      });
    }),
  );
});

it('takes a chain of 100,000', () => {
  const before = Array.from({ length: 100_000 }, (_, at) => new Set(at === 99_999 ? [] : [at + 1]));
  expect(levels(before)[0]).toBe(99_999);
});
