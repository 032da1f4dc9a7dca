import { shown, table } from './table';

it('aligns columns and leaves no blanks at the end', () => {
  expect(table([['a', 'bb', 'c'], ['aaa', '', ''], ['a']], '  ')).toBe('  a    bb  c\n  aaa\n  a');
});

it.each<[unknown, string]>([
  ['info', 'info'],
  ['two words', 'two words'],
  ['한국어', '한국어'],
  [' space', '" space"'],
  ['a\nb', '"a\\nb"'],
  ['a\u001b[31mb', '"a\\u001b[31mb"'],
  ['', '""'],
  ['"', '"\\""'],
  ['[1]', '"[1]"'],
  ['(nothing)', '"(nothing)"'],
  [undefined, '(nothing)'],
  [4, '4'],
  [['a'], '["a"]'],
  [{ a: 1 }, '{"a":1}'],
])('shows %j as %s', (value, text) => {
  expect(shown(value)).toBe(text);
});
