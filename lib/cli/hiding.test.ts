import fc from 'fast-check';
import { RollwrightError } from '../errors';
import { hiding, withoutSecrets } from './hiding';

it.each<[string, string[], string, string]>([
  ['as it is', ['hunter2'], 'bad token hunter2!', 'bad token <secret>!'],
  ['inside a word', ['hunter2'], 'myhunter2s', 'my<secret>s'],
  ['as JSON writes it', ['a"b\\c'], JSON.stringify({ token: 'a"b\\c' }), '{"token":"<secret>"}'],
  ['as base64', ['hunter2'], `Secret holds ${Buffer.from('hunter2').toString('base64')}`, 'Secret holds <secret>'],
  ['as a URL writes it', ['p/w d'], 'https://u:p%2Fw%20d@db', 'https://u:<secret>@db'],
  ['with signs of a pattern', ['a.*(b'], 'a.*(b axx(b', '<secret> axx(b'],
  ['two, one beginning with the other', ['hunter', 'hunter2'], 'hunter2 hunter', '<secret> <secret>'],
  ['which stands in the mask', ['secr', 'hunter2'], 'hunter2 secr', '<secret> <secret>'],
  ['a short one, as a word alone', ['5'], 'port 5 of 15', 'port <secret> of 15'],
  ['none', [], 'a', 'a'],
  ['an empty one', [''], 'a', 'a'],
])('hides a secret %s', (_, secrets, text, hidden) => {
  expect(hiding(secrets)(text)).toBe(hidden);
});

it('leaves nothing of any secret', () => {
  const secret = fc.string({ minLength: 4, unit: 'binary' }).filter((text) => !/\p{Surrogate}/u.test(text) && !'<secret>'.includes(text));
  fc.assert(
    fc.property(secret, fc.constantFrom('x', ' ', '"'), (text, around) => {
      for (const form of [text, JSON.stringify(text), Buffer.from(text).toString('base64')]) {
        expect(hiding([text])(`${around}${form}${around}`)).toContain('<secret>');
      }
      expect(hiding([text])(`${around}${text}${around}`)).toBe(`${around}<secret>${around}`);
    }),
  );
});

it('hides in every text of problems, and keeps where they are', () => {
  const texts = { message: 'm hunter2', object: 'Pod hunter2', path: '/hunter2', file: 'hunter2.ts:1', construct: 'a/hunter2', fix: 'not hunter2' };
  const thrown = caught(() =>
    withoutSecrets(
      () => ['hunter2', 'prod'],
      () => fail(new RollwrightError({ code: 'ONE', environment: 'prod', ...texts })),
    ),
  );
  expect((thrown as RollwrightError).problems).toEqual([
    {
      code: 'ONE',
      environment: 'prod',
      message: 'm <secret>',
      object: 'Pod <secret>',
      path: '/<secret>',
      file: '<secret>.ts:1',
      construct: 'a/<secret>',
      fix: 'not <secret>',
    },
  ]);
  expect(`${(thrown as Error).message}${(thrown as Error).stack}`).not.toContain('hunter2');
});

it('hides in other errors, and in their stacks', () => {
  const thrown = caught(() =>
    withoutSecrets(
      () => ['hunter2'],
      () => fail(new TypeError('bad hunter2')),
    ),
  ) as Error;
  expect(thrown.message).toBe('bad <secret>');
  expect(thrown.stack).not.toContain('hunter2');
});

it('gives what is returned', () => {
  expect(
    withoutSecrets(
      () => fail(new Error('asked')),
      () => 7,
    ),
  ).toBe(7);
});

function fail(error: Error): never {
  throw error;
}

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
