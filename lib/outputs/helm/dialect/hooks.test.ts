import { RollwrightError } from '../../../errors';
import { resolveDerived } from '../../../manifest';
import { helmDialect } from '.';
import { HOOK, HOOK_DELETE_POLICY, HOOK_WEIGHT } from './annotations';
import { bound, pods, program, type Said } from './testing/program';

type Program = { readonly [object: string]: Said };

const CHART = { name: 'shop', version: '1.0.0' };
const RIGHTS: Program = { 'ServiceAccount/shop': {}, 'Role/shop': {}, 'RoleBinding/shop': { fields: bound() } };

function dialect(said: Program) {
  return resolveDerived(helmDialect(program(said), CHART));
}

/** Each hook, with its event and weight, as `Kind/name`. */
function hooks(said: Program): { readonly [object: string]: string } {
  return Object.fromEntries(
    dialect(said).flatMap(({ kind, metadata: { name, annotations = {} } }) =>
      annotations[HOOK] === undefined
        ? []
        : [[`${kind}/${name?.replace(/-[0-9a-f]{10}/, '-*')}`, `${annotations[HOOK]?.slice(0, 4)} ${annotations[HOOK_WEIGHT]}`]],
    ),
  );
}

const migrate = (config: string, account?: string, more?: Parameters<typeof pods>[2]): Said => ({
  fields: pods(config, account, more),
  runs: 'before',
  hashed: 'run',
});

it.each<[string, Program, { readonly [object: string]: string }]>([
  ['no migration, no hook', { 'ConfigMap/config': {}, 'Deployment/web': { fields: pods('config') } }, {}],
  [
    'what a migration reads is there before it',
    { 'ConfigMap/config': {}, 'ConfigMap/other': {}, 'Job/migrate': migrate('config') },
    { 'ConfigMap/config-hook': 'pre- -10', 'Job/migrate-*': 'pre- 0' },
  ],
  ['what the chart does not have is not copied', { 'Job/migrate': migrate('theirs', 'default') }, { 'Job/migrate-*': 'pre- 0' }],
  [
    'the rights of its service account too, roles before bindings',
    { ...RIGHTS, 'Job/migrate': migrate('theirs', 'shop') },
    { 'ServiceAccount/shop-hook': 'pre- -10', 'Role/shop-hook': 'pre- -10', 'RoleBinding/shop-hook': 'pre- -9', 'Job/migrate-*': 'pre- 0' },
  ],
  [
    'no rights for pods that cannot show who they are',
    { ...RIGHTS, 'Job/migrate': migrate('theirs', 'shop', { automountServiceAccountToken: false }) },
    { 'ServiceAccount/shop-hook': 'pre- -10', 'Job/migrate-*': 'pre- 0' },
  ],
  [
    'none where their service account says so for them',
    { ...RIGHTS, 'ServiceAccount/shop': { fields: { automountServiceAccountToken: false } }, 'Job/migrate': migrate('theirs', 'shop') },
    { 'ServiceAccount/shop-hook': 'pre- -10', 'Job/migrate-*': 'pre- 0' },
  ],
  [
    'network policies that let its pods through, not those that only forbid or are about others',
    {
      'NetworkPolicy/none': { fields: { spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } } },
      'NetworkPolicy/others': { fields: { spec: { podSelector: { matchLabels: { app: 'web' } }, egress: [{}] } } },
      'NetworkPolicy/to-database': {
        fields: { spec: { podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['shop'] }] }, egress: [{}] } },
      },
      'Job/migrate': migrate('theirs'),
    },
    { 'NetworkPolicy/to-database-hook': 'pre- -10', 'Job/migrate-*': 'pre- 0' },
  ],
  [
    'two in order, the config of both first',
    {
      'ConfigMap/config': {},
      'Job/second': { ...migrate('config'), after: ['Job/first'] },
      'Job/first': migrate('config'),
    },
    { 'ConfigMap/config-hook': 'pre- -10', 'Job/second-*': 'pre- 0', 'Job/first-*': 'pre- -1' },
  ],
  [
    'one that runs after the rollout needs no copies',
    {
      'ConfigMap/config': {},
      'Job/reindex': { ...migrate('config'), runs: 'after' },
      'Job/notify': { ...migrate('config'), runs: 'after', after: ['Job/reindex'] },
    },
    { 'Job/reindex-*': 'post 0', 'Job/notify-*': 'post 1' },
  ],
  [
    'what an ExternalSecret makes is made for the hook',
    {
      'ExternalSecret/database': { fields: { spec: { target: { name: 'secrets' } } } },
      'Job/migrate': migrate('theirs', undefined, { volumes: [{ name: 'v', secret: { secretName: 'secrets' } }] }),
    },
    { 'ExternalSecret/database-hook': 'pre- -10', 'Job/migrate-*': 'pre- 0' },
  ],
])('%s', (_, said, expected) => {
  expect(hooks(said)).toEqual(expected);
});

test('every hook goes away when it has succeeded, or before it is made again', () => {
  const policies = dialect({ ...RIGHTS, 'Job/migrate': migrate('config', 'shop'), 'Job/after': { ...migrate('config'), runs: 'after' } }).flatMap(
    ({ metadata: { annotations = {} } }) => annotations[HOOK_DELETE_POLICY] ?? [],
  );
  expect(policies).toEqual(Array(5).fill('before-hook-creation,hook-succeeded'));
});

const READER: Program = {
  'ConfigMap/config': { fields: { data: { A: '1' } }, hashed: 'data' },
  ...RIGHTS,
  'Job/migrate': migrate('<ConfigMap/config>', 'shop'),
  'Deployment/web': { fields: pods('<ConfigMap/config>', 'shop') },
};

test('the Job refers to the copies, and its name is the hash of what the program said', () => {
  const own = resolveDerived(program(READER));
  const ours = dialect(READER);
  const find = (all: typeof own, kind: string) => all.filter((one) => one.kind === kind);
  const [config] = find(own, 'ConfigMap');
  expect(find(ours, 'Job').map(({ metadata }) => metadata.name)).toEqual(find(own, 'Job').map(({ metadata }) => metadata.name));
  expect(find(ours, 'Job')[0]).toMatchObject(pods(`${config?.metadata.name}-hook`, 'shop-hook'));
  expect(find(ours, 'Deployment')[0]).toMatchObject(pods(config?.metadata.name ?? '', 'shop'));
  expect(find(ours, 'RoleBinding')[0]).toMatchObject({ roleRef: { name: 'shop-hook' }, subjects: [{ kind: 'ServiceAccount', name: 'shop-hook' }] });
});

test('the record says which migrations are done, also of Jobs whose names carry no hash', () => {
  const ours = dialect({ 'Job/migrate': migrate('theirs'), 'Job/plain': { ...migrate('theirs'), hashed: undefined } });
  const record = ours.find(({ metadata }) => metadata.name === 'shop-migrations');
  expect(record).toMatchObject({
    kind: 'ConfigMap',
    metadata: { namespace: 'shop' },
    data: { done: expect.stringMatching(/^migrate-[0-9a-f]{10}\nplain-[0-9a-f]{10}$/) },
  });
  expect(record?.metadata.annotations?.[HOOK]).toBeUndefined();
});

test('names of others are not taken', () => {
  const ours = dialect({ 'ConfigMap/config': {}, 'ConfigMap/config-hook': {}, 'ConfigMap/shop-migrations': {}, 'Job/migrate': migrate('config') });
  expect(ours.filter(({ kind }) => kind === 'ConfigMap').map(({ metadata }) => metadata.name)).toEqual([
    'config-hook2',
    'config',
    'config-hook',
    'shop-migrations',
    'shop-migrations2',
  ]);
});

it.each<[string, Program, string]>([
  [
    'a volume claim',
    {
      'PersistentVolumeClaim/data': {},
      'Job/migrate': migrate('theirs', undefined, { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] }),
    },
    'CHART_MIGRATION_NEEDS: it runs before anything else of the chart is there, and needs PersistentVolumeClaim shop/data, of which it cannot have a copy',
  ],
  [
    'a database that the chart installs',
    { 'Deployment/database': { fields: pods('theirs') }, 'Job/migrate': { ...migrate('theirs'), after: ['Deployment/database'] } },
    'CHART_MIGRATION_NEEDS: it runs before anything else of the chart is there, and needs Deployment shop/database, of which it cannot have a copy',
  ],
  [
    'a Secret that only exists under its name',
    { 'SealedSecret/keys': {}, 'Job/migrate': migrate('theirs', undefined, { volumes: [{ name: 'v', secret: { secretName: 'keys' } }] }) },
    'CHART_MIGRATION_NEEDS: it runs before anything else of the chart is there, and needs SealedSecret shop/keys, of which it cannot have a copy',
  ],
  [
    'pods that wait for the Job',
    {
      'Job/migrate': migrate('theirs'),
      'Deployment/web': { fields: pods('theirs', undefined, { initContainers: [{ name: 'wait', args: ['wait', 'job/<Job/migrate>'] }] }) },
    },
    'CHART_MIGRATION_WAIT: its pods wait for the Job shop/migrate-<hash>, which a chart runs as a hook and deletes when it has succeeded',
  ],
])('refused: %s', (_, said, expected) => {
  let problems: readonly string[] = [];
  try {
    dialect(said);
  } catch (error) {
    if (error instanceof RollwrightError) problems = error.problems.map(({ code, message }) => `${code}: ${message}`);
    else throw error;
  }
  expect(problems).toEqual([expected]);
});
