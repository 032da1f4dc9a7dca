import { RollwrightError } from '../errors';
import type { ConfigSource } from './config-source';
import { type Env, envVars, fromField, fromKey, fromResource } from './env';
import { ProblemList } from './problem-list';

const config: ConfigSource = { kind: 'ConfigMap', name: 'shop-config', keys: ['LOG_LEVEL'] };
const secret: ConfigSource = { kind: 'Secret', name: 'shop-secret' };

function vars(env: Env): unknown {
  const problems = new ProblemList('web');
  const list = envVars(env, 'env', problems);
  problems.throwIfAny();
  return list;
}

it.each<[string, Env, unknown]>([
  ['a text', { A: 'x' }, [{ name: 'A', value: 'x' }]],
  ['an empty text', { A: '' }, [{ name: 'A' }]],
  ['a number', { A: 0.5 }, [{ name: 'A', value: '0.5' }]],
  ['a boolean', { A: false }, [{ name: 'A', value: 'false' }]],
  ['nothing', { A: undefined }, []],
  [
    'a reference to another variable',
    { A: 'a', B: '$(A)/b' },
    [
      { name: 'A', value: 'a' },
      { name: 'B', value: '$(A)/b' },
    ],
  ],
  ['a key of a ConfigMap', { A: fromKey(config, 'LOG_LEVEL') }, [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'shop-config', key: 'LOG_LEVEL' } } }]],
  ['a key of a Secret', { A: fromKey(secret, 'password') }, [{ name: 'A', valueFrom: { secretKeyRef: { name: 'shop-secret', key: 'password' } } }]],
  [
    'a key that may be missing',
    { A: fromKey(secret, 'password', { optional: true }) },
    [{ name: 'A', valueFrom: { secretKeyRef: { name: 'shop-secret', key: 'password', optional: true } } }],
  ],
  [
    'a key of something that may be missing',
    { A: fromKey({ ...secret, optional: true }, 'password') },
    [{ name: 'A', valueFrom: { secretKeyRef: { name: 'shop-secret', key: 'password', optional: true } } }],
  ],
  ['a field of the pod', { A: fromField('status.podIP') }, [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }]],
  ['a resource', { A: fromResource('limits.cpu') }, [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } }]],
  [
    'a resource of another container, in units',
    { A: fromResource('limits.memory', { container: 'web', divisor: '1Mi' }) },
    [{ name: 'A', valueFrom: { resourceFieldRef: { containerName: 'web', resource: 'limits.memory', divisor: '1Mi' } } }],
  ],
  [
    'anything else that Kubernetes has',
    { A: { fileKeyRef: { volumeName: 'v', path: 'p', key: 'k' } } },
    [{ name: 'A', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'p', key: 'k' } } }],
  ],
])('%s', (_, env, expected) => expect(vars(env)).toEqual(expected));

it.each(['A-B', 'A.B', '1A', '', 'Ä', 'A B', 'A=B'])('refuses the name %p', (name) => expect(() => vars({ [name]: 'x' })).toThrow(/ENV_NAME_INVALID/));

it('refuses a key that is not there, and says which are; names every fault', () => {
  expect.assertions(2);
  try {
    vars({ 'A-B': 1, C: fromKey(config, 'LOGLEVEL') });
  } catch (error) {
    expect(error).toBeInstanceOf(RollwrightError);
    expect((error as RollwrightError).message).toMatchInlineSnapshot(`
"error ENV_NAME_INVALID  env.A-B: no shell can read "A-B": it must be letters, digits and "_", not beginning with a digit
  at web
  fix: Rename it, or mount a key that is a file instead of reading it as env
  docs/errors/ENV_NAME_INVALID.md
error CONFIG_KEY_MISSING  env.C: ConfigMap shop-config has no key "LOGLEVEL"; it has LOG_LEVEL
  at web
  fix: Name one of its keys, or add the key to its data
  docs/errors/CONFIG_KEY_MISSING.md"
`);
  }
});
