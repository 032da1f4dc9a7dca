import { envLookup } from './env-lookup';
import type { Manifest } from './object';

const config: Manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config', namespace: 'shop' }, data: { A: '1' } };
const secret: Manifest = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'made', namespace: 'shop' }, data: { KEY: 'dmFsdWU=' } };
const lookup = envLookup([config, secret], 'shop', [
  { intent: 'external', kind: 'Secret', name: 'theirs', keys: ['TOKEN'] },
  { intent: 'external', kind: 'Secret', name: 'opaque' },
]);

test.each([
  ['a ConfigMap that is made', 'ConfigMap', 'config', { data: { A: '1' }, secret: false }],
  ['a Secret that is made, decoded', 'Secret', 'made', { data: { KEY: 'value' }, secret: true }],
  ['an external Secret with declared keys', 'Secret', 'theirs', { data: { TOKEN: '' }, secret: true }],
  ['an external Secret of which nothing is known', 'Secret', 'opaque', undefined],
  ['a ConfigMap called like an external Secret', 'ConfigMap', 'theirs', undefined],
  ['nothing', 'Secret', 'none', undefined],
] as const)('finds %s', (_, kind, name, expected) => {
  expect(lookup(kind, name)).toEqual(expected);
});
