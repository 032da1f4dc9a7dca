import fs from 'node:fs';
import path from 'node:path';
import { packageFolder } from './package-folder';
import { problemsText } from './problems';

const problem = { code: 'NAME_INVALID', message: 'it is wrong', file: '/shop/main.ts:3' };

it.each([
  ['a project', '/shop', '/shop/node_modules/rollwright', 'main.ts:3', 'node_modules/rollwright/docs/errors/NAME_INVALID.md'],
  ['the folder of the package itself', '/shop', '/shop', 'main.ts:3', 'docs/errors/NAME_INVALID.md'],
  [
    'a folder that the package does not lie in',
    '/shop',
    '/usr/lib/node_modules/rollwright',
    'main.ts:3',
    '/usr/lib/node_modules/rollwright/docs/errors/NAME_INVALID.md',
  ],
  ['a folder inside the project', '/shop/x', '/shop/node_modules/rollwright', '/shop/main.ts:3', '/shop/node_modules/rollwright/docs/errors/NAME_INVALID.md'],
])('names files as they are seen from %s', (_, cwd, home, file, page) => {
  expect(problemsText([problem], cwd, home)).toBe(`error NAME_INVALID: it is wrong\n  at ${file}\n  ${page}\n`);
});

it('knows a page that is there', () => {
  const text = problemsText([problem], packageFolder());
  expect(text).toContain('\n  docs/errors/NAME_INVALID.md\n');
  expect(fs.existsSync(path.join(packageFolder(), 'docs/errors/NAME_INVALID.md'))).toBe(true);
});
