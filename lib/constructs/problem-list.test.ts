import { RollwrightError } from '../errors';
import { ProblemList } from './problem-list';

it('throws nothing when nothing is wrong', () => {
  const problems = new ProblemList('app/web');
  expect(problems.attempt('image', () => 1)).toBe(1);
  problems.keep('name', undefined);
  expect(() => problems.throwIfAny()).not.toThrow();
});

it('throws everything that is wrong, each once, with the construct and the place', () => {
  const problems = new ProblemList('app/web');
  problems.add('A', 'x', 'first', 'do it');
  problems.add('A', 'x', 'first', 'do it');
  problems.keep('y', { code: 'B', message: 'second' });
  const thrown = problems.attempt('z', () => {
    throw new RollwrightError([
      { code: 'C', message: 'third' },
      { code: 'D', message: 'fourth', path: 'own', construct: 'app/web/inner' },
    ]);
  });
  expect(thrown).toBeUndefined();
  expect(() => problems.throwIfAny()).toThrow(
    expect.objectContaining({
      problems: [
        { code: 'A', path: 'x', message: 'first', fix: 'do it', construct: 'app/web' },
        { code: 'B', path: 'y', message: 'second', construct: 'app/web' },
        { code: 'C', path: 'z', message: 'third', construct: 'app/web' },
        { code: 'D', path: 'own', message: 'fourth', construct: 'app/web/inner' },
      ],
    }),
  );
});

it('lets other errors through: they are no fault of the input', () => {
  expect(() => new ProblemList('app').attempt('x', () => JSON.parse('{'))).toThrow(SyntaxError);
});
