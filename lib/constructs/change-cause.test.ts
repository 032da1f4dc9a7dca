import { type ChangeCause, changeCauseText } from './change-cause';

it.each<[string | ChangeCause, readonly string[], string]>([
  ['by hand', ['a:1'], 'by hand'],
  [{}, ['a:1'], 'image a:1'],
  [{}, ['a:1', 'b:2'], 'image a:1, image b:2'],
  [{ commit: '4f2c9d1' }, ['a:1'], 'image a:1, commit 4f2c9d1'],
  [{ commit: undefined, note: 'build 77' }, ['a:1'], 'image a:1, build 77'],
  [{ image: { registry: 'r.example.com', repository: 'a', tag: '2' } }, ['a:1'], 'image r.example.com/a:2'],
])('%j of %j is %p', (cause, images, text) => expect(changeCauseText(cause, images)).toBe(text));
