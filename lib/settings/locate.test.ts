import { lineInTypeScript, lineInValuesFile } from './locate';
import { parsePath } from './path';

const SOURCE = `import { layer } from 'rollwright';
import type { Settings } from '../charts/dodo';

const hosts = ['a', 'b'] as const;
const web = {
  replicas: 4,
  'quoted.name': 1,
};

export const base = layer<Settings>({ namespace: 'x' }, 'base');

export const prod = layer<Settings>({
  image: { tag: 'a', digest: 'b' },
  web: {
    ...web,
    hosts,
    ports: [
      80,
      { port: 443 },
    ],
  },
  ...(process.env.X && {
    sentry: 'x',
  }),
  level: 'a',
  level: 'b',
  db: makeDb(
    1,
  ),
  short,
} satisfies Partial<Settings>, 'prod');
`;

test.each([
  ['image.tag', 13],
  ['web.replicas', 6],
  ['web.quoted\\.name', 7],
  ['web.hosts', 16],
  ['web.hosts[1]', 4],
  ['web.ports[0]', 18],
  ['web.ports[1].port', 19],
  ['sentry', 23],
  ['level', 26],
  ['db', 27],
  ['db.user', 27],
  ['short', 30],
  ['nowhere', 12],
])('%s', (path, line) => {
  expect(lineInTypeScript(SOURCE, parsePath(path) ?? [], 12)).toBe(line);
});

test('the call is chosen by its line', () => {
  expect(lineInTypeScript(SOURCE, ['namespace'], 10)).toBe(10);
  expect(lineInTypeScript(SOURCE, ['namespace'])).toBe(10);
});

test.each(['', 'const a = ', 'export const x = other({ a: 1 });', '<<<', 'layer();'])('nothing is found in %j', (text) => {
  expect(lineInTypeScript(text, ['a'])).toBeUndefined();
});

test('a constant that stands for itself ends', () => {
  expect(lineInTypeScript('const a = { x: a };\nlayer(a);', ['x', 'x', 'x'])).toBe(1);
});

test.each([
  ['a.b', 2],
  ['a.b.c', 2],
  ['a.list[1]', 5],
  ['z', 8],
  ['nowhere', undefined],
])('%s in a values file', (path, line) => {
  expect(lineInValuesFile('a:\n  b: 1\n  list:\n    - x\n    - y\n---\n# z\nz: 1\n', parsePath(path) ?? [])).toBe(line);
});

test('a values file that cannot be read has no lines', () => {
  expect(lineInValuesFile('a: [', ['a'])).toBeUndefined();
});
