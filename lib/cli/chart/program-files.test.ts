import fs from 'node:fs';
import path from 'node:path';
import { newFolder, removeFolders } from '../testing/invoke';
import { isUsers, SourceFiles } from './program-files';

afterAll(removeFolders);

const FILES = {
  'main.ts': `import { shop } from './charts/shop';\nimport { blog } from './charts/blog.js';\nimport type { T } from './types';\nimport { own } from 'own';\nimport fs from 'node:fs';`,
  'charts/shop/index.ts': `import { settings } from './settings';\nexport const shop = program({ name: 'shop', settings, build });`,
  'charts/shop/settings.ts': `export * from '../../shared';\nimport './settings';`,
  'charts/blog.ts': `export const blog = program({ settings: {}, 'name': 'blog' });`,
  'shared/index.ts': 'export const a = 1;',
  'types.ts': '',
  'workspace/own/index.js': `exports.own = require('../../shared');`,
  'workspace/own/package.json': '{"main": "index.js"}',
};

function project(): string {
  const folder = newFolder();
  for (const [file, text] of Object.entries(FILES)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
  fs.mkdirSync(path.join(folder, 'node_modules'));
  fs.symlinkSync('../workspace/own', path.join(folder, 'node_modules', 'own'));
  return folder;
}

it.each([
  ['shop', ['charts/shop/index.ts', 'charts/shop/settings.ts', 'shared/index.ts']],
  ['blog', ['charts/blog.ts']],
  ['a name that no file says', ['charts/blog.ts', 'charts/shop/index.ts', 'charts/shop/settings.ts', 'main.ts', 'shared/index.ts', 'workspace/own/index.js']],
])('the files of %s', (name, files) => {
  const folder = project();
  const found = new SourceFiles().ofProgram(name, path.join(folder, 'main.ts'));
  expect(found.map((file) => path.relative(folder, file)).sort()).toEqual(files);
});

it.each([
  ['/p/charts/shop.ts', true],
  ['/p/node_modules/zod/index.js', false],
  [path.join(__dirname, 'coverage.ts'), false],
  [path.join(__dirname, '../../../imports/k8s.ts'), false],
  [path.join(__dirname, '../../../charts/dodo/index.ts'), true],
])('%s is the user’s: %s', (file, is) => {
  expect(isUsers(file)).toBe(is);
});
