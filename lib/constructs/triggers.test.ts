import type { ConfigSource } from './config-source';
import { ProblemList } from './problem-list';
import { type Triggers, triggerAnnotations } from './triggers';

const secret: ConfigSource = { kind: 'Secret', name: 'shop-secret', version: '7' };
const digest = `sha256:${'0'.repeat(64)}`;

function annotations(triggers: Triggers, sources: readonly ConfigSource[] = []): unknown {
  const problems = new ProblemList('web');
  const made = triggerAnnotations(triggers, sources, problems);
  problems.throwIfAny();
  return made;
}

it.each<[string, Triggers, readonly ConfigSource[], unknown]>([
  ['nothing', {}, [], {}],
  ['the version of a source that is read', {}, [secret, { kind: 'ConfigMap', name: 'plain' }], { 'rollwright.dev/version.shop-secret': '7' }],
  ['the version of something outside', { version: { database: 3, none: undefined } }, [], { 'rollwright.dev/version.database': '3' }],
  ['a version said here over that of the source', { version: { 'shop-secret': '8' } }, [secret], { 'rollwright.dev/version.shop-secret': '8' }],
  ['the digest behind a mutable tag', { imageDigest: digest }, [], { 'rollwright.dev/image-digest': digest }],
  ['a restart by hand', { restartedAt: '2026-11-21T08:00:00+01:00' }, [], { 'kubectl.kubernetes.io/restartedAt': '2026-11-21T08:00:00+01:00' }],
  ['every deploy', { always: { nonce: 'run 77' } }, [], { 'rollwright.dev/always': 'run 77' }],
])('%s', (_, triggers, sources, expected) => expect(annotations(triggers, sources)).toEqual(expected));

it.each<[string, Triggers]>([
  ['a version name that is no annotation', { version: { 'my database': 1 } }],
  ['a version name that is too long', { version: { ['x'.repeat(56)]: 1 } }],
  ['a digest that is none', { imageDigest: 'sha256:abc' }],
  ['a time that is none', { restartedAt: 'yesterday' }],
  ['a nonce that never differs', { always: { nonce: '' } }],
])('refuses %s', (_, triggers) => expect(() => annotations(triggers)).toThrow(/TRIGGER_INVALID {2}triggers\./));

it('takes a version name that just fits', () => expect(annotations({ version: { ['x'.repeat(55)]: 1 } })).toBeDefined());
