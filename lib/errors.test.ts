import { formatProblem, RollwrightError } from './errors';

test.each([
  ['code and message alone', { code: 'A_CODE', message: 'it is wrong' }, ['error A_CODE: it is wrong', '  docs/errors/A_CODE.md']],
  [
    'every place, and what to do in one spelling',
    {
      code: 'A_CODE',
      message: 'it is wrong',
      environment: 'prod',
      object: 'Deployment shop/web',
      path: '/spec',
      construct: 'shop/web',
      file: 'main.ts:3',
      fix: 'mend it.',
    },
    ['error A_CODE  prod  Deployment shop/web  /spec: it is wrong', '  at shop/web  main.ts:3', '  fix: Mend it', '  docs/errors/A_CODE.md'],
  ],
  ['empty places left out', { code: 'A_CODE', message: 'm', object: '', path: '', construct: '' }, ['error A_CODE: m', '  docs/errors/A_CODE.md']],
])('prints %s', (_, problem, lines) => {
  expect(formatProblem(problem).split('\n')).toEqual(lines);
});

test('tells all problems together, and its code is that of the first', () => {
  const error = new RollwrightError([
    { code: 'ONE', message: 'a' },
    { code: 'TWO', message: 'b' },
  ]);
  expect(error.code).toBe('ONE');
  expect(error.message).toBe('error ONE: a\n  docs/errors/ONE.md\nerror TWO: b\n  docs/errors/TWO.md');
});

describe('an error of another copy of the package', () => {
  let other = RollwrightError;
  jest.isolateModules(() => {
    other = (require('./errors') as typeof import('./errors')).RollwrightError;
  });
  class Ours extends RollwrightError {}
  class Theirs extends other {}
  const problem = { code: 'ONE', message: 'a' };

  it.each<[string, unknown, boolean]>([
    ['one of ours', new RollwrightError(problem), true],
    ['one of theirs', new other(problem), true],
    ['one of a subclass of ours', new Ours(problem), true],
    ['one of a subclass of theirs', new Theirs(problem), true],
    ['another error', new Error('a'), false],
    ['nothing', undefined, false],
    ['null', null, false],
    ['a text', 'a', false],
    ['what looks like one', { problems: [problem] }, false],
  ])('is an instance: %s', (_, value, is) => {
    expect(other).not.toBe(RollwrightError);
    expect(value instanceof RollwrightError).toBe(is);
  });

  it('is none of a subclass', () => {
    expect(new Ours(problem)).toBeInstanceOf(Ours);
    expect(new RollwrightError(problem) instanceof Ours).toBe(false);
    expect(new Theirs(problem) instanceof Ours).toBe(false);
  });
});
