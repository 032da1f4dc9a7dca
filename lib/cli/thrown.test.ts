import { whereThrown } from './thrown';

const thrown = (message: string, stack: string): Error => Object.assign(new Error(message), { stack });

it.each<[string, unknown, { message: string; at: string | undefined }]>([
  [
    'the first frame of user code',
    thrown('no', 'Error: no\n    at f (/p/node_modules/x/i.js:1:2)\n    at g (/p/charts/a.ts:7:9)\n    at /p/main.ts:3:1'),
    { message: 'no', at: 'charts/a.ts:7' },
  ],
  ['a frame without a name', thrown('no', 'Error: no\n    at /p/main.ts:3:1'), { message: 'no', at: 'main.ts:3' }],
  ['a module', thrown('no', 'Error: no\n    at file:///p/main.mjs:3:1'), { message: 'no', at: 'main.mjs:3' }],
  ['a file elsewhere', thrown('no', 'Error: no\n    at f (/q/main.ts:3:1)'), { message: 'no', at: '/q/main.ts:3' }],
  [
    'the place of a syntax error',
    thrown("Unexpected token '='", "/p/main.js:4\nconst = 1;\n      ^\n\nSyntaxError: Unexpected token '='\n    at wrapSafe (node:internal:1:1)"),
    { message: "Unexpected token '='", at: 'main.js:4' },
  ],
  ['no frame', thrown('no', 'Error: no'), { message: 'no', at: undefined }],
  ['no stack of required modules', thrown('Cannot find module x\nRequire stack:\n- /p/main.ts', 'Error'), { message: 'Cannot find module x', at: undefined }],
  ['no empty message', thrown('', 'Error'), { message: 'no message', at: undefined }],
  ['what is no error', { some: 'thing' }, { message: '[object Object]', at: undefined }],
  ['an error of another realm', { message: 'no', stack: 'Error: no\n    at /p/main.ts:3:1' }, { message: 'no', at: 'main.ts:3' }],
])('says %s', (_, error, expected) => {
  expect(whereThrown(error, '/p')).toEqual(expected);
});
