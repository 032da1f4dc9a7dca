import type { Json, Manifest } from '../manifest';
import { differences } from './object-diff';

const object = (name: string, fields: { [field: string]: Json } = {}): Manifest => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...fields });
const found = (one: Manifest[], other: Manifest[]): Record<string, readonly string[]> =>
  Object.fromEntries(differences(one, other).map(({ object: { metadata }, paths }) => [metadata.name ?? '', paths]));

it.each<[string, Manifest[], Manifest[], Record<string, readonly string[]>]>([
  ['nothing', [object('a', { data: { A: '1' } })], [object('a', { data: { A: '1' } })], {}],
  ['a field', [object('a', { data: { A: '1', B: '2' } })], [object('a', { data: { A: '1', B: '3' } })], { a: ['/data/B'] }],
  ['a field that is added', [object('a', { data: {} })], [object('a', { data: { 'a/b~c': '3' } })], { a: ['/data/a~1b~0c'] }],
  ['an item', [object('a', { list: ['x', 'y'] })], [object('a', { list: ['x', 'z', 'w'] })], { a: ['/list/1', '/list/2'] }],
  ['another type', [object('a', { data: {} })], [object('a', { data: [] })], { a: ['/data'] }],
  [
    'an object whose name carries a hash',
    [object('job-0123456789', { data: 'a' })],
    [object('job-abcdef0123', { data: 'b' })],
    { 'job-0123456789': ['/metadata/name', '/data'] },
  ],
  ['an object that goes and one that comes', [object('a'), object('b')], [object('b'), object('c')], { a: [], c: [] }],
])('sees %s', (_, one, other, expected) => {
  expect(found(one, other)).toEqual(expected);
});
