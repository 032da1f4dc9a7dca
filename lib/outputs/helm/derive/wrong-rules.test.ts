import { z } from 'zod';
import { rendered, thing } from '../../testing/helm/program';
import { isSample, Program } from '../learn';
import { inputSchema, settingTree } from '../values';
import { Derivation } from './derivation';

const number = z.int().min(1).max(100);

/** A program that refuses some settings, one environment, and one refusal that was seen. */
function stateOf(refuses: (s: { t: string; a: number; b: number }) => boolean, seen: { t: string; a: number; b: number }): Derivation {
  const schema = z.object({ t: z.string(), a: number, b: number });
  const program = new Program(schema, (settings) =>
    rendered((s) => {
      if (refuses(s)) throw new Error('no');
      return { o: thing(s) };
    }, settings),
  );
  const base = { t: 'x', a: 1, b: 2 };
  const state = new Derivation(settingTree(inputSchema(schema)), [base], program, [], 1, {});
  const [taken, refused] = [program.try(base), program.try(seen)];
  if (!isSample(taken) || isSample(refused)) throw new Error('the program is another one');
  state.environments.push(taken);
  state.refusals.push(refused);
  return state;
}

test('numbers that are the same where a text is refused make no rule', () => {
  const state = stateOf(({ t }) => t.includes('\u202e'), { t: '\u202e', a: 7, b: 7 });
  state.learnRules();
  expect(
    [
      { t: 'y', a: 5, b: 5 },
      { t: 'y', a: 7, b: 7 },
      { t: 'y', a: 8, b: 1 },
    ].map((settings) => state.isRefused(settings)),
  ).toEqual([false, false, false]);
});

test('a rule that the program has is found from one refusal', () => {
  const state = stateOf(({ a, b }) => a === b, { t: 'x', a: 7, b: 7 });
  state.learnRules();
  expect(state.rules).toMatchObject([{ whose: 'program', message: 'no' }]);
  expect(
    [
      { t: 'y', a: 5, b: 5 },
      { t: 'y', a: 5, b: 6 },
    ].map((settings) => state.isRefused(settings)),
  ).toEqual([true, false]);
});
