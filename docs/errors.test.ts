import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const sources = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));

/** Words in this spelling that are no error codes: environment variables, a Linux capability, a sample. */
const OTHERS = new Set(['A_0', 'ROLLWRIGHT_SET', 'ROLLWRIGHT_DEBUG', 'ROLLWRIGHT_HELM', 'NET_BIND_SERVICE', 'NO_COLOR']);

const codes = new Set(
  sources
    .filter((file) => !file.includes('testing/'))
    .flatMap((file) => [...readFileSync(join(root, 'lib', file), 'utf8').matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g)].map(([, word]) => word as string))
    .filter((word) => !OTHERS.has(word)),
);
const pages = readdirSync(join(__dirname, 'errors')).map((file) => file.replace(/\.md$/, ''));

test('every error code has a page, and every page a code', () => {
  expect(pages.sort()).toEqual([...codes].sort());
});

test.each(pages)('the page of %s names its code, shows an output and says what to do', (code) => {
  const text = readFileSync(join(__dirname, 'errors', `${code}.md`), 'utf8');
  expect(text.split('\n')[0]).toContain(code);
  expect(text).toContain('```');
  expect(text.length).toBeGreaterThan(300);
});
