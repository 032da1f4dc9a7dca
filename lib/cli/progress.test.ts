import { progress } from './progress';

function watch(interactive: boolean, times: readonly number[]): string {
  let said = '';
  let call = 0;
  const now = (): number => times[call++] ?? 0;
  const err = (text: string): void => {
    said += text;
  };
  const line = progress({ interactive, now, err });
  line.say('one');
  line.say('two');
  line.done();
  return said;
}

it.each([
  ['is silent for the first second', true, [0, 10, 900], ''],
  ['shows what happens after it, and removes it', true, [0, 10, 1000], '\r\u001b[Ktwo\r\u001b[K'],
  ['is silent where nobody looks', false, [0, 5000, 6000], ''],
])('%s', (_, interactive, times, expected) => {
  expect(watch(interactive, times)).toBe(expected);
});
