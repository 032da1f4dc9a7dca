import { RollwrightError } from '../errors';
import { mergeLayers } from './merge';
import { setFileLayer, setLayer, setStringLayer } from './set';
import { assign } from './set-apply';

test.each([
  ['web.replicas=3', { web: { replicas: 3 } }],
  ['a.b=c,d[0].e=f', { a: { b: 'c' }, d: [{ e: 'f' }] }],
  ['list={a,b}', { list: ['a', 'b'] }],
  ['x=null', { x: null }],
  ['label=a\\,b,esc\\.aped=1', { label: 'a,b', 'esc.aped': 1 }],
  ['a=TRUE,b=False,c=007,d=1.5,e=-7', { a: true, b: false, c: '007', d: '1.5', e: -7 }],
  ['', {}],
])('--set %s', (text, values) => {
  const layer = setLayer(text);
  expect(layer).toMatchObject({ kind: 'set', name: '--set' });
  expect(layer.values).toEqual(values);
});

test('--set-string keeps text, --set-file takes the text of files', () => {
  expect(setStringLayer('a=1,b=true,c={1,2}').values).toEqual({ a: '1', b: 'true', c: ['1', '2'] });
  expect(setFileLayer('tls.ca=ca.pem,list={a,b}', (path) => `<${path}>`).values).toEqual({ tls: { ca: '<ca.pem>' }, list: ['<a>', '<b>'] });
  expect(setFileLayer('a=x', () => 't').name).toBe('--set-file');
});

test('what reading a file throws is passed on', () => {
  const failure = new Error('no such file');
  const read = () => {
    throw failure;
  };
  expect(() => setFileLayer('a=x', read)).toThrow(failure);
});

test.each([
  ['a', 1, 'a name without a value'],
  ['a=b,c', 5, 'a name without a value'],
  ['a,b=c', 1, 'a name without a value'],
  ['a={b,c', 6, 'the list is not closed'],
  ['a[x]=1', 3, 'the index is not a whole number'],
  ['a=1,b[-1]=1', 7, 'the index is negative'],
  ['a[0]b=1', 5, 'nothing but ., [ or = can follow ]'],
  ['a=1,a.b=2', 5, 'a number is there, not a map'],
  ['a=x,a[0]=2', 5, 'a text is there, not a list'],
  ['a=9007199254740993', 3, 'a whole number beyond 2^53 cannot be held exactly'],
  [`${'a.'.repeat(31)}b=1`, 61, 'more than 30 names deep'],
  ['a[65537]=1', 1, 'index 65537 is greater than 65536'],
  ['a[5', 1, 'the expression ends before its value'],
  ['a.', 1, 'the expression ends before its value'],
  ['=x', 1, 'a name is empty'],
  ['a..b=x', 1, 'a name is empty'],
  ['a[0].b=', 1, 'Helm drops an empty value inside a list item'],
])('--set %s is refused', (text, character, message) => {
  const error = caught(() => setLayer(text));
  expect(error.problems).toMatchObject([{ code: 'SETTINGS_SET', path: '(from --set)', message: `at character ${character}: ${message}` }]);
});

test('the largest index that Helm takes', () => {
  expect((setLayer('a[65536]=1').values.a as unknown[]).length).toBe(65537);
});

test('assigning copies the value', () => {
  const layer = setLayer('a={x,y}');
  mergeLayers([layer, setLayer('a[0]=z')]);
  expect(layer.values).toEqual({ a: ['x', 'y'] });
  expect(layer.assignments?.[0]?.value).toEqual(['x', 'y']);
});

test('__proto__ is a name like any other and changes no prototype', () => {
  const values = {};
  assign(values, { path: ['__proto__', 'polluted'], end: 'value', value: true, at: 0 });
  expect(Object.keys(values)).toEqual(['__proto__']);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

function caught(run: () => unknown): RollwrightError {
  try {
    run();
  } catch (error) {
    if (error instanceof RollwrightError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
