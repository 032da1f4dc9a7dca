import { type EnvLookup, effectiveEnv } from './effective-env';
import type { PodFacts } from './env-fields';
import { envLookup } from './env-lookup';
import { formatEnv } from './env-text';
import type { JsonObject } from './json';
import type { Manifest } from './object';
import { type PodTemplate, podTemplateOf } from './pod-template';

const config: { readonly [id: string]: { readonly [key: string]: string } } = {
  'ConfigMap/a': { ONE: 'a1', TWO: 'a2' },
  'ConfigMap/b': { TWO: 'b2', THREE: 'b3' },
  'ConfigMap/files': { 'app.properties': 'x=1\n', '1st': 'first', 'with-dash': 'd' },
  'Secret/s': { PASSWORD: 'hunter2', TWO: 's2' },
};
const lookup: EnvLookup = (kind, name) => {
  const data = config[`${kind}/${name}`];
  return data && { data, secret: kind === 'Secret' };
};
const podOf = (container: JsonObject, spec: JsonObject = {}, metadata: JsonObject = {}): PodTemplate =>
  podTemplateOf({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { template: { metadata, spec: { containers: [{ name: 'other' }, { name: 'web', ...container }], ...spec } } },
  }) as PodTemplate;
const envOf = (container: JsonObject, facts?: PodFacts) => effectiveEnv(podOf(container), 'web', lookup, facts);
const from = (name: string, prefix?: string) => ({ configMapRef: { name }, ...(prefix !== undefined && { prefix }) });
const secretFrom = (name: string) => ({ secretRef: { name } });
const literal = (name: string, value: string) => ({ name, value });
const key = (name: string, configMap: string, of: string, optional = false) => ({
  name,
  valueFrom: { configMapKeyRef: { name: configMap, key: of, optional } },
});
const secretKey = (name: string, secret: string, of: string, optional = false) => ({ name, valueFrom: { secretKeyRef: { name: secret, key: of, optional } } });
/** `NAME=value`, `NAME=<secret>` or `NAME=?`. */
const values = (container: JsonObject, facts?: PodFacts) =>
  envOf(container, facts).map(({ name, value, known, secret }) => `${name}=${secret ? (known ? '<secret>' : '<secret?>') : (value ?? '?')}`);

describe("effectiveEnv follows the kubelet's precedence", () => {
  it.each<readonly [string, JsonObject, readonly string[]]>([
    ['nothing', {}, []],
    ['envFrom in order, the later wins', { envFrom: [from('a'), from('b')] }, ['ONE=a1', 'TWO=b2', 'THREE=b3']],
    ['the other order', { envFrom: [from('b'), from('a')] }, ['THREE=b3', 'TWO=a2', 'ONE=a1']],
    ['a prefix', { envFrom: [from('a', 'P_'), from('a')] }, ['P_ONE=a1', 'P_TWO=a2', 'ONE=a1', 'TWO=a2']],
    ['env over envFrom, wherever it is written', { env: [literal('TWO', 'mine')], envFrom: [from('a')] }, ['ONE=a1', 'TWO=mine']],
    ['a later duplicate', { env: [literal('A', '1'), literal('B', '$(A)'), literal('A', '2'), literal('C', '$(A)')] }, ['A=2', 'B=1', 'C=2']],
    ['a reference to envFrom', { envFrom: [from('a')], env: [literal('X', '<$(ONE)>')] }, ['ONE=a1', 'TWO=a2', 'X=<a1>']],
    ['a reference to a later variable stays', { env: [literal('X', '$(Y)'), literal('Y', '1')] }, ['X=$(Y)', 'Y=1']],
    ['a reference to itself is to what stood there', { envFrom: [from('a')], env: [literal('ONE', '$(ONE)+')] }, ['ONE=a1+', 'TWO=a2']],
    ['an escaped reference', { env: [literal('A', '1'), literal('X', '$$(A)')] }, ['A=1', 'X=$(A)']],
    ['values from elsewhere are not expanded', { env: [literal('REF', '$$(A)'), literal('A', '1'), literal('X', '$(REF)')] }, ['REF=$(A)', 'A=1', 'X=$(A)']],
    ['one key', { env: [key('X', 'a', 'TWO')] }, ['X=a2']],
    ['an optional key that is missing leaves the name as it was', { envFrom: [from('a')], env: [key('ONE', 'b', 'GONE', true)] }, ['ONE=a1', 'TWO=a2']],
    ['an optional key that is missing sets nothing', { env: [key('X', 'b', 'GONE', true)] }, []],
    ['no value', { env: [{ name: 'X' }, literal('Y', '')] }, ['X=', 'Y=']],
    ['secrets', { envFrom: [secretFrom('s')], env: [secretKey('P', 's', 'PASSWORD')] }, ['PASSWORD=<secret>', 'TWO=<secret>', 'P=<secret>']],
    [
      'a value that holds a secret',
      { env: [secretKey('P', 's', 'PASSWORD'), literal('URL', 'postgres://u:$(P)@db'), literal('U2', '$(URL)')] },
      ['P=<secret>', 'URL=<secret>', 'U2=<secret>'],
    ],
    ['a literal over a secret', { envFrom: [secretFrom('s')], env: [literal('PASSWORD', 'open')] }, ['PASSWORD=open', 'TWO=<secret>']],
    ['an unknown source', { envFrom: [from('a'), secretFrom('outside')] }, ['ONE=a1', 'TWO=a2', '*=<secret?>']],
    ['two unknown sources', { envFrom: [from('x', 'X_'), from('y', 'X_')] }, ['X_*=?', 'X_*=?']],
    ['a reference to what an unknown source may set', { envFrom: [secretFrom('outside')], env: [literal('X', 'a$(B)')] }, ['*=<secret?>', 'X=<secret?>']],
    [
      'a reference that its prefix rules out',
      { envFrom: [from('outside', 'P_')], env: [literal('X', '$(B)'), literal('Y', '$(P_B)')] },
      ['P_*=?', 'X=$(B)', 'Y=?'],
    ],
    ['a key of an unknown object', { env: [key('X', 'outside', 'k'), secretKey('Y', 'outside', 'k'), literal('Z', '$(X)')] }, ['X=?', 'Y=<secret?>', 'Z=?']],
    [
      'the API server of Kubernetes is in every pod',
      { env: [literal('X', '$(KUBERNETES_SERVICE_HOST)'), literal('Y', '$(KUBERNETES_OTHER)')] },
      ['X=?', 'Y=$(KUBERNETES_OTHER)'],
    ],
    ['a file', { env: [{ name: 'X', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'p', key: 'k' } } }] }, ['X=?']],
  ])('%s', (_, container, expected) => {
    expect(values(container)).toEqual(expected);
  });

  it('says where each variable comes from and what it hides', () => {
    const [two] = envOf({ envFrom: [from('a'), secretFrom('s')], env: [key('TWO', 'b', 'TWO')] }).filter(({ name }) => name === 'TWO');
    expect(two).toEqual({
      name: 'TWO',
      value: 'b2',
      known: true,
      secret: false,
      source: { kind: 'ConfigMap', name: 'b', key: 'TWO', path: '/spec/template/spec/containers/1/env/0' },
      overrides: [
        { kind: 'ConfigMap', name: 'a', key: 'TWO', path: '/spec/template/spec/containers/1/envFrom/0' },
        { kind: 'Secret', name: 's', key: 'TWO', path: '/spec/template/spec/containers/1/envFrom/1' },
      ],
      problems: [],
    });
  });

  it.each<readonly [string, JsonObject, readonly string[]]>([
    ['names that no shell reads are set all the same', { envFrom: [from('files')] }, ['1st: no shell', 'app.properties: no shell', 'with-dash: no shell']],
    ['a name that the API server refuses', { env: [literal('A=B', '1'), literal('Ä', '1')] }, ['A=B: the API server refuses', 'Ä: the API server refuses']],
    ['a key that is missing', { env: [key('X', 'a', 'GONE')] }, ['X: the container does not start: ConfigMap a has no key "GONE"']],
    [
      'an unknown source after a known one',
      { envFrom: [from('a'), secretFrom('outside')], env: [literal('TWO', 'x')] },
      ['ONE: Secret outside, which is not known, may set this name too'],
    ],
    ['an unknown source before a known one', { envFrom: [secretFrom('outside'), from('a')] }, []],
    ['an unknown source with another prefix', { envFrom: [from('a'), from('outside', 'P_')] }, []],
  ])('problem: %s', (_, container, expected) => {
    const problems = envOf(container).flatMap(({ name, problems: all }) => all.map((problem) => `${name}: ${problem}`));
    expect(problems).toHaveLength(expected.length);
    problems.forEach((problem, index) => {
      expect(problem.startsWith(expected[index] ?? '?')).toBe(true);
    });
  });
});

describe('the Downward API', () => {
  const field = (fieldPath: string) => ({ name: 'X', valueFrom: { fieldRef: { fieldPath } } });
  const resource = (resourceFieldRef: JsonObject) => ({ name: 'X', valueFrom: { resourceFieldRef } });
  const value = (pod: PodTemplate, facts?: PodFacts) => effectiveEnv(pod, 'web', lookup, facts)[0]?.value;

  it.each<readonly [string, JsonObject, JsonObject, PodFacts | undefined, string | undefined]>([
    ['metadata.name', {}, {}, undefined, undefined],
    ['metadata.name', {}, {}, { fields: { 'metadata.name': 'web-1' } }, 'web-1'],
    ['metadata.namespace', {}, {}, { namespace: 'shop' }, 'shop'],
    ["metadata.labels['app.kubernetes.io/name']", {}, { labels: { 'app.kubernetes.io/name': 'web' } }, undefined, 'web'],
    ["metadata.labels['pod-template-hash']", {}, { labels: {} }, undefined, undefined],
    ["metadata.annotations['a']", {}, { annotations: { a: 'b' } }, undefined, 'b'],
    ['spec.serviceAccountName', {}, {}, undefined, 'default'],
    ['spec.serviceAccountName', { serviceAccountName: 'web' }, {}, undefined, 'web'],
    ['status.podIP', {}, {}, undefined, undefined],
  ])('%s', (fieldPath, spec, metadata, facts, expected) => {
    expect(value(podOf({ env: [field(fieldPath)] }, spec, metadata), facts)).toBe(expected);
  });

  it.each<readonly [JsonObject, JsonObject, string | undefined]>([
    [{ resource: 'limits.cpu' }, { limits: { cpu: '1500m' } }, '2'],
    [{ resource: 'limits.cpu', divisor: '1m' }, { limits: { cpu: '70m' } }, '70'],
    [{ resource: 'limits.cpu', divisor: '0' }, { limits: { cpu: 0.07 } }, '1'],
    [{ resource: 'limits.memory' }, { limits: { memory: '128Mi' } }, '134217728'],
    [{ resource: 'limits.memory', divisor: '1Mi' }, { limits: { memory: '1.5Gi' } }, '1536'],
    [{ resource: 'limits.memory', divisor: '1M' }, { limits: { memory: '1e9' } }, '1000'],
    [{ resource: 'requests.memory', divisor: '1Mi' }, { requests: { memory: '100Mi' } }, '100'],
    [{ resource: 'requests.memory', divisor: '1Mi' }, { limits: { memory: '64Mi' } }, '64'],
    [{ resource: 'requests.cpu' }, {}, '0'],
    [{ resource: 'limits.cpu' }, {}, undefined],
    [{ resource: 'limits.memory' }, { limits: { memory: 'lots' } }, undefined],
    [{ resource: 'nonsense' }, {}, undefined],
  ])('%j of %j', (reference, resources, expected) => {
    expect(value(podOf({ env: [resource(reference)], resources }))).toBe(expected);
  });

  it("another container's resources, and those of the pod", () => {
    const pod = podOf({ env: [resource({ resource: 'limits.cpu', containerName: 'other' })] }, { resources: { limits: { cpu: '3' } } });
    expect(value(pod)).toBe('3');
  });

  it('variables of Services are known to exist, unless the pod has no service links', () => {
    const env = [literal('X', '$(MY_DB_SERVICE_HOST):$(MY_DB_PORT_5432_TCP_PORT)')];
    expect(value(podOf({ env }), { services: ['my-db'] })).toBeUndefined();
    expect(value(podOf({ env }, { enableServiceLinks: false }), { services: ['my-db'] })).toBe('$(MY_DB_SERVICE_HOST):$(MY_DB_PORT_5432_TCP_PORT)');
  });
});

it('an unknown container is an error that names the others', () => {
  expect(() => effectiveEnv(podOf({}), 'wbe', lookup)).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_CONTAINER', message: expect.stringContaining('Name one of: other, web') }),
  );
});

it('envLookup decodes Secrets and keeps to its namespace', () => {
  const manifests = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' }, data: { A: '1' }, binaryData: { B: 'AA==' } },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'shop' }, data: { A: 'aHVudGVyMg==', B: 'eA==' }, stringData: { B: 'over' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' }, data: { A: '2' } },
  ] as readonly Manifest[];
  const inShop = envLookup(manifests, 'shop');
  expect(inShop('ConfigMap', 'a')).toEqual({ data: { A: '1' }, secret: false });
  expect(inShop('Secret', 's')).toEqual({ data: { A: 'hunter2', B: 'over' }, secret: true });
  expect(inShop('ConfigMap', 'b')).toBeUndefined();
  expect(envLookup(manifests)('ConfigMap', 'b')).toEqual({ data: { A: '2' }, secret: false });
});

describe('no secret leaves', () => {
  const container = {
    envFrom: [from('a'), secretFrom('s'), secretFrom('outside')],
    env: [secretKey('P', 's', 'PASSWORD'), literal('URL', 'postgres://u:$(P)@db'), literal('LINES', 'a\nb'), key('X', 'outside', 'k')],
  };

  it('not in the result', () => {
    expect(JSON.stringify(envOf(container))).not.toMatch(/hunter2|s2/);
  });

  it('not in the text', () => {
    expect(formatEnv(envOf(container))).toBe(
      [
        'ONE       a1                ConfigMap a ONE',
        '  ! Secret outside, which is not known, may set this name too',
        'TWO       <secret>          Secret s TWO (over ConfigMap a TWO)',
        '  ! Secret outside, which is not known, may set this name too',
        'PASSWORD  <secret>          Secret s PASSWORD',
        '  ! Secret outside, which is not known, may set this name too',
        '*         <secret, unknown>  Secret outside',
        'P         <secret>          Secret s PASSWORD',
        'URL       <secret>          literal',
        'LINES     "a\\nb"            literal',
        'X         <unknown>         ConfigMap outside k',
        '',
      ]
        .join('\n')
        .replace(/(<secret>|"a\\nb"|a1|<unknown>) +(?=\S)/g, (_, value: string) => `${value.padEnd(17)}  `),
    );
  });
});
