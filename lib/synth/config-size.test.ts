import { configTooLarge, MAX_CONFIG_BYTES } from './config-size';

const MAX = MAX_CONFIG_BYTES;
const base64 = (bytes: number) => Buffer.alloc(bytes, 1).toString('base64');

test.each<[string, string, object, number | undefined]>([
  ['values of just 1 MiB', 'ConfigMap', { data: { a: 'x'.repeat(MAX - 1), b: 'y' } }, undefined],
  ['one byte more', 'ConfigMap', { data: { a: 'x'.repeat(MAX), b: 'y' } }, MAX + 1],
  ['letters of two bytes', 'ConfigMap', { data: { a: 'é'.repeat(MAX / 2), b: 'y' } }, MAX + 1],
  ['keys do not count', 'ConfigMap', { data: { ['k'.repeat(200)]: 'x'.repeat(MAX) } }, undefined],
  ['binaryData counts decoded', 'ConfigMap', { binaryData: { a: base64(MAX) } }, undefined],
  ['binaryData and data together', 'ConfigMap', { binaryData: { a: base64(MAX) }, data: { b: 'y' } }, MAX + 1],
  ['data of a Secret counts decoded', 'Secret', { data: { a: base64(MAX) } }, undefined],
  ['too much of it', 'Secret', { data: { a: base64(MAX + 1) } }, MAX + 1],
  ['stringData', 'Secret', { stringData: { a: 'x'.repeat(MAX + 2) } }, MAX + 2],
  ['stringData takes the place of data', 'Secret', { data: { a: base64(MAX) }, stringData: { a: 'x' } }, undefined],
  ['2 MiB', 'ConfigMap', { data: { file: 'x'.repeat(2 * MAX) } }, 2 * MAX],
  ['other kinds have other limits', 'Pod', { data: { a: 'x'.repeat(2 * MAX) } }, undefined],
])('%s', (_, kind, fields, size) => {
  const problem = configTooLarge({ apiVersion: 'v1', kind, metadata: { name: 'c', namespace: 'shop' }, ...fields }, 'shop/c', 'main.ts:1');
  if (size === undefined) expect(problem).toBeUndefined();
  else
    expect(problem).toMatchObject({
      code: 'CONFIG_TOO_LARGE',
      object: `${kind} shop/c`,
      construct: 'shop/c',
      file: 'main.ts:1',
      message: expect.stringContaining(`${size} bytes`),
    });
});
