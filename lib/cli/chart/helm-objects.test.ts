import type { Json, Manifest } from '../../manifest';
import { differenceOf, helmObjects } from './helm-objects';

const object = (name: string, data: Json = {}): Json => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });

it('reads objects with the templates that gave them, and leaves out what is empty', () => {
  const text =
    '---\n# Source: dodo/templates/a.yaml\nkind: A\non: yes\n---\n# Source: dodo/templates/b.yaml\n---\n# Source: dodo/templates/c.yaml\nkind: C\ntext: |\n  ---\n';
  expect(helmObjects(text)).toEqual([
    { source: 'dodo/templates/a.yaml', value: { kind: 'A', true: true } },
    { source: 'dodo/templates/c.yaml', value: { kind: 'C', text: '---\n' } },
  ]);
});

it.each([
  ['a name twice', 'kind: A\nkind: B\n'],
  ['no YAML', 'kind: [A\n'],
  ['a list', '- A\n'],
])('refuses %s', (_, text) => {
  expect(() => helmObjects(`---\n# Source: a.yaml\n${text}`)).toThrow(expect.objectContaining({ code: 'VALUES_FILE' }));
});

it.each<[string, readonly Json[], readonly Json[], object | undefined]>([
  ['the same in another order', [object('a'), object('b')], [object('b'), object('a')], undefined],
  ['the same with its keys in another order', [object('a', { x: '1', y: '2' })], [object('a', { y: '2', x: '1' })], undefined],
  ['another value', [object('a', { 'x/y': '1' })], [object('a', { 'x/y': '2' })], { object: 'ConfigMap a', path: '/data/x~1y', helm: '1', program: '2' }],
  ['null for nothing', [object('a', { x: null })], [object('a', {})], { object: 'ConfigMap a', path: '/data/x', helm: null, program: undefined }],
  ['a number for a text', [object('a', { x: 1 })], [object('a', { x: '1' })], { object: 'ConfigMap a', path: '/data/x', helm: 1, program: '1' }],
  ['an object too many', [object('a'), object('a')], [object('a')], { object: 'ConfigMap a', path: '', helm: object('a'), program: undefined }],
  ['an object that is missing', [], [object('a')], { object: 'ConfigMap a', path: '', helm: undefined, program: object('a') }],
])('compares: %s', (_, helm, program, difference) => {
  expect(differenceOf(helm, program as unknown as readonly Manifest[])).toEqual(difference);
});
