import type { ConfigSource } from './config-source';
import { type ConfigUse, envFrom } from './env-from';
import { ProblemList } from './problem-list';

const a: ConfigSource = { kind: 'ConfigMap', name: 'a', keys: ['LOG_LEVEL', 'REGION'] };
const b: ConfigSource = { kind: 'Secret', name: 'b', keys: ['LOG_LEVEL', 'PASSWORD'] };
const unknown: ConfigSource = { kind: 'Secret', name: 'unknown' };

function read(uses: readonly ConfigUse[]): unknown {
  const problems = new ProblemList('web');
  const list = envFrom(uses, 'config', problems);
  problems.throwIfAny();
  return list;
}

it.each<[string, readonly ConfigUse[], unknown]>([
  ['a ConfigMap', [a], [{ configMapRef: { name: 'a' } }]],
  ['a Secret', [b], [{ secretRef: { name: 'b' } }]],
  ['one that may be missing', [{ ...unknown, optional: true }], [{ secretRef: { name: 'unknown', optional: true } }]],
  ['a prefix', [{ source: a, prefix: 'SHOP_' }], [{ prefix: 'SHOP_', configMapRef: { name: 'a' } }]],
  [
    'two with a key in common, one of them prefixed',
    [a, { source: b, prefix: 'B_' }],
    [{ configMapRef: { name: 'a' } }, { prefix: 'B_', secretRef: { name: 'b' } }],
  ],
  ['a declared override', [a, { source: b, override: true }], [{ configMapRef: { name: 'a' } }, { secretRef: { name: 'b' } }]],
  ['one whose keys nobody knows', [a, unknown], [{ configMapRef: { name: 'a' } }, { secretRef: { name: 'unknown' } }]],
])('%s', (_, uses, expected) => expect(read(uses)).toEqual(expected));

it.each<[string, readonly ConfigUse[], RegExp]>([
  ['two that set a key', [a, b], /ENV_KEY_TWICE {2}config.1: LOG_LEVEL is set by ConfigMap a and again by Secret b/],
  ['one twice', [a, a], /REGION is set by ConfigMap a and again by ConfigMap a/],
  ['two that a prefix brings together', [{ source: { ...a, keys: ['A_X'] } }, { source: { ...b, keys: ['X'] }, prefix: 'A_' }], /A_X is set by/],
  ['an override that is overridden in turn', [a, { source: b, override: true }, { ...a, name: 'c' }], /LOG_LEVEL is set by Secret b and again by ConfigMap c/],
  ['an override declared on the earlier', [{ source: a, override: true }, b], /ENV_KEY_TWICE/],
  ['a key that is a file', [{ ...a, keys: ['nginx.conf'] }], /ENV_NAME_INVALID {2}config.0: no shell can read "nginx.conf" of ConfigMap a/],
  ['a prefix that makes a bad name', [{ source: a, prefix: '1' }], /ENV_NAME_INVALID/],
])('refuses %s', (_, uses, message) => expect(() => read(uses)).toThrow(message));
