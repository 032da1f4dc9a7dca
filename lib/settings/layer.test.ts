import { z } from 'zod';
import { parseFrame } from './call-site';
import { layer } from './layer';

const schema = z.object({
  image: z.object({ tag: z.string(), digest: z.string().optional() }),
  web: z.object({ replicas: z.int().default(1), hosts: z.array(z.object({ name: z.string(), port: z.int() })) }),
  labels: z.record(z.string(), z.string()).optional(),
  source: z
    .discriminatedUnion('kind', [z.object({ kind: z.literal('git'), repo: z.string() }), z.object({ kind: z.literal('oci'), ref: z.string() })])
    .optional(),
});
type Input = z.input<typeof schema>;

test('a layer is plain data and knows where it was written', () => {
  const prod = layer<Input>({ web: { replicas: 4 } });
  expect(prod).toMatchObject({ kind: 'program', name: 'layer.test', values: { web: { replicas: 4 } } });
  expect(prod.file).toBe(__filename);
  expect(prod.line).toBe(16);
  expect(layer<Input>({}, 'prod').name).toBe('prod');
});

test('the stack is left as it was', () => {
  const limit = Error.stackTraceLimit;
  layer<Input>({});
  expect(Error.stackTraceLimit).toBe(limit);
});

test.each([
  ['    at Object.<anonymous> (/repo/environments/prod.ts:3:21)', { file: '/repo/environments/prod.ts', line: 3 }],
  ['    at /repo/environments/prod.ts:3:21', { file: '/repo/environments/prod.ts', line: 3 }],
  ['    at file:///repo/a%20b/prod.mts:3:21', { file: '/repo/a b/prod.mts', line: 3 }],
  ['    at Object.<anonymous> (C:\\repo\\prod.ts:3:21)', { file: 'C:\\repo\\prod.ts', line: 3 }],
  ['    at file:///C:/repo/prod.ts:3:21', { file: 'C:/repo/prod.ts', line: 3 }],
  ['    at node:internal/main:3:21', undefined],
  ['', undefined],
])('the frame %j', (frame, site) => {
  expect(parseFrame(`Error\n${frame}`)).toEqual(site);
});

/** Checked by the compiler: each line below an expectation must be an error, every other line must not. */
test.each([
  layer<Input>({}),
  layer<Input>({ image: { tag: 'a' } }),
  layer<Input>({ image: null, web: { replicas: null, hosts: null } }),
  layer<Input>({ labels: { any: 'name', other: null } }),
  layer<Input>({ web: { hosts: [{ name: 'a', port: 1 }] } }),
  layer<Input>({ source: { kind: 'oci', ref: 'a' } }),
  // @ts-expect-error an unknown name
  layer<Input>({ images: {} }),
  // @ts-expect-error an unknown name further down
  layer<Input>({ web: { replica: 3 } }),
  // @ts-expect-error a wrong type
  layer<Input>({ web: { replicas: '3' } }),
  // @ts-expect-error an item of a list has to be whole
  layer<Input>({ web: { hosts: [{ name: 'a' }] } }),
  // @ts-expect-error an item cannot be null
  layer<Input>({ web: { hosts: [null] } }),
  // @ts-expect-error an unknown name in a list
  layer<Input>({ web: { hosts: [{ name: 'a', port: 1, path: '/' }] } }),
  // @ts-expect-error a wrong type in a record
  layer<Input>({ labels: { any: 1 } }),
  // @ts-expect-error a name of another alternative
  layer<Input>({ source: { kind: 'git', ref: 'a' } }),
  // @ts-expect-error undefined does not remove: null does
  layer<Input>({ web: { replicas: undefined } }),
  // @ts-expect-error the type has to be written
  layer({ web: { replicas: 3 } }),
])('a typed layer is plain data: %j', ({ values, kind }) => {
  expect(kind).toBe('program');
  expect(typeof values).toBe('object');
});
