import { App, Chart, Testing } from 'cdk8s';
import { intentsOf } from '../manifest';
import { AppSecretRef, type ExistingSecretProps } from './app-secret-ref';
import { type ConfigSource, configVolume, describeSource, envFromSource, keyRef, versionAnnotations } from './config-source';
import { External } from './external';

const config: ConfigSource = { kind: 'ConfigMap', name: 'dodo-config', keys: ['A', 'app.ini'] };
const secret: ConfigSource = { kind: 'Secret', name: 'dodo-secrets', optional: true };

it('is read whole', () => {
  expect(envFromSource(config)).toEqual({ configMapRef: { name: 'dodo-config' } });
  expect(envFromSource(secret, { prefix: 'S_' })).toEqual({ prefix: 'S_', secretRef: { name: 'dodo-secrets', optional: true } });
  expect(envFromSource(config, { prefix: '' })).toEqual({ configMapRef: { name: 'dodo-config' } });
});

it('is read by key', () => {
  expect(keyRef(config, 'A')).toEqual({ configMapKeyRef: { name: 'dodo-config', key: 'A' } });
  expect(keyRef(secret, 'X')).toEqual({ secretKeyRef: { name: 'dodo-secrets', key: 'X', optional: true } });
  expect(() => keyRef(config, 'B')).toThrow('ConfigMap dodo-config has no key "B"; it has A, app.ini');
  expect(keyRef({ ...config, optional: true }, 'B')).toEqual({ configMapKeyRef: { name: 'dodo-config', key: 'B', optional: true } });
});

it('is read as files', () => {
  expect(configVolume(config, { name: 'config', items: [{ key: 'app.ini', path: 'etc/app.ini', mode: 0o400 }], defaultMode: 0o440 })).toEqual({
    name: 'config',
    configMap: { name: 'dodo-config', items: [{ key: 'app.ini', path: 'etc/app.ini', mode: 0o400 }], defaultMode: 0o440 },
  });
  expect(configVolume(secret, { name: 'secrets' })).toEqual({ name: 'secrets', secret: { secretName: 'dodo-secrets', optional: true } });
  expect(() => configVolume(config, { name: 'config', items: [{ key: 'b', path: 'b' }] })).toThrow('CONFIG_KEY_MISSING');
  expect(() => configVolume(config, { name: 'Config' })).toThrow('NAME_INVALID');
});

it('carries its version to its readers', () => {
  expect(versionAnnotations([config, { ...secret, version: '3' }, { kind: 'ConfigMap', name: 'shared', version: '' }])).toEqual({
    'rollwright.dev/version.dodo-secrets': '3',
    'rollwright.dev/version.shared': '',
  });
  const both: ConfigSource[] = [
    { kind: 'Secret', name: 'x', version: 's' },
    { kind: 'ConfigMap', name: 'x', version: 'c' },
  ];
  expect(versionAnnotations(both)).toEqual({ 'rollwright.dev/version.x': 'c,s' });
  expect(versionAnnotations([...both].reverse())).toEqual(versionAnnotations(both));
  expect(() => versionAnnotations([{ kind: 'Secret', name: 'x'.repeat(56), version: '1' }])).toThrow('at most 55 fit');
});

describe('AppSecretRef', () => {
  const make = (props: ExistingSecretProps): [AppSecretRef, Chart] => {
    const chart = new Chart(new App(), 'shop');
    return [AppSecretRef.existing(chart, 'secrets', props), chart];
  };

  it('refers to a Secret, writes nothing and declares that somebody else makes it', () => {
    const [ref, chart] = make({ name: 'dodo-secrets', version: 7, keys: ['PASSWORD'], optional: true });
    expect(ref).toMatchObject({ kind: 'Secret', name: 'dodo-secrets', version: '7', keys: ['PASSWORD'], optional: true });
    expect(describeSource(ref)).toBe('Secret dodo-secrets');
    expect(Testing.synth(chart)).toEqual([]);
    expect(intentsOf(ref)).toEqual([{ intent: 'external', kind: 'Secret', name: 'dodo-secrets', keys: ['PASSWORD'] }]);
  });

  it.each<[ExistingSecretProps, string]>([
    [{ name: 'Dodo' }, 'the name of a Secret cannot be "Dodo"'],
    [{ name: 'dodo', keys: ['a/b'] }, 'the key of the Secret dodo cannot be "a/b"'],
  ])('refuses %j', (props, message) => {
    expect(() => make(props)).toThrow(message);
  });
});

it('External declares each kind on the construct it is given', () => {
  const chart = new Chart(new App(), 'shop');
  External.configMap(chart, 'a');
  External.secret(chart, 'b');
  External.serviceAccount(chart, 'c');
  External.persistentVolumeClaim(chart, 'd');
  External.service(chart, 'e');
  expect(intentsOf(chart)).toEqual([
    { intent: 'external', kind: 'ConfigMap', name: 'a' },
    { intent: 'external', kind: 'Secret', name: 'b' },
    { intent: 'external', kind: 'ServiceAccount', name: 'c' },
    { intent: 'external', kind: 'PersistentVolumeClaim', name: 'd' },
    { intent: 'external', kind: 'Service', name: 'e' },
  ]);
  expect(() => External.service(chart, 'a.b')).toThrow('name of the external Service');
});
