import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folders of this one, and which of the others each may use (docs/architecture.md). */
const ARROWS: { readonly [folder: string]: readonly string[] } = {
  input: [],
  values: [],
  template: ['input', 'values'],
  learn: ['input', 'values', 'template'],
  dialect: ['input'],
  write: ['input', 'values', 'template', 'dialect'],
  derive: ['input', 'values', 'template', 'learn', 'write'],
  files: ['input', 'values', 'template', 'dialect', 'write', 'derive'],
};

test('every folder has its arrows', () => {
  const folders = readdirSync(__dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(ARROWS).sort());
});

test.each(Object.entries(ARROWS))('%s uses no other folders than it may, and those through their index', (folder, used) => {
  const sources = readdirSync(join(__dirname, folder)).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const wrong = sources.flatMap((file) =>
    [...readFileSync(join(__dirname, folder, file), 'utf8').matchAll(/from '\.\.(?:\/(?!\.\.)([^']*))?'/g)]
      .map(([, other = '.']) => other)
      .filter((other) => !used.includes(other))
      .map((other) => `${file} uses ${other}`),
  );
  expect(sources).not.toEqual([]);
  expect(wrong).toEqual([]);
});
