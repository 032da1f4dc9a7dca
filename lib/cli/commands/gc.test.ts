import fs from 'node:fs';
import path from 'node:path';
import { contentHash } from '../../manifest';
import { lockText } from '../lock/text';
import { invoke, newFolder, removeFolders } from '../testing/invoke';

afterAll(removeFolders);

/** What a fake kubectl answers: to each `get` the next list of its kind, the last one again and again; to a `delete` what is said of the name. */
interface Answers {
  readonly configmaps: readonly (readonly object[])[];
  readonly others?: readonly (readonly object[])[];
  /** An error message of kubectl by the name of the ConfigMap; without one it is deleted. */
  readonly failing?: Readonly<Record<string, string>>;
}

/** The n-th answer to a `get` is the file of its number, or the last there is. */
const FAKE = `#!/bin/sh
cd "$(dirname "$0")"
if [ "$1" = get ]; then
  echo "$*" >> calls
  case "$2" in configmaps) kind=configmaps ;; *) kind=others ;; esac
  echo x >> "asked-$kind"
  n=$(wc -l < "asked-$kind"); n=$((n))
  while [ ! -f "$kind-$n.json" ]; do n=$((n - 1)); done
  cat "$kind-$n.json"
else
  echo "$* $(cat)" >> calls
  failure="failing-$(basename "$3")"
  if [ -f "$failure" ]; then cat "$failure" >&2; exit 1; fi
fi
`;

/** A folder with a fake kubectl. */
function cluster({ configmaps, others = [[]], failing = {} }: Answers): string {
  const folder = newFolder();
  const write = (name: string, text: string) => fs.writeFileSync(path.join(folder, name), text, { mode: 0o755 });
  for (const [kind, lists] of Object.entries({ configmaps, others })) {
    lists.forEach((items, at) => void write(`${kind}-${at + 1}.json`, JSON.stringify({ kind: 'List', items })));
  }
  for (const [name, message] of Object.entries(failing)) write(`failing-${name}`, `${message}\n`);
  write('kubectl', FAKE);
  return folder;
}

const gc = (cwd: string, ...args: readonly string[]) => invoke(['gc', ...args], { cwd, env: { PATH: `${cwd}:/usr/bin:/bin` } });
const calls = (cwd: string) => fs.readFileSync(path.join(cwd, 'calls'), 'utf8').trim().split('\n');
const deletes = (cwd: string) => calls(cwd).filter((call) => call.startsWith('delete'));

const generation = (name: string, age = '1969-01-01T00:00:00Z') => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { namespace: 'shop', name, uid: `uid of ${name}`, resourceVersion: '7', creationTimestamp: age, labels: { 'rollwright.dev/config': 'words' } },
});
const pod = (name: string) => ({ kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ args: [`--config=${name}`] }] } });

it('lists what nothing needs, and touches nothing', async () => {
  const cwd = cluster({
    configmaps: [[generation('words-a'), generation('words-b'), generation('words-c', '1970-01-01T00:00:00Z')]],
    others: [[pod('words-b')]],
  });
  const { code, out, err } = await gc(cwd);
  expect([code, out]).toEqual([0, 'shop/words-a\n']);
  expect(err).toContain('there is no rollwright.lock.yaml: only what the cluster says counts');
  expect(err).toContain('3 config generations, 1 referred to, 0 held by rollwright.lock.yaml, 1 too young, 1 that nothing needs; --yes deletes them');
  expect(deletes(cwd)).toEqual([]);
});

it.each([
  [[], 'get configmaps -l rollwright.dev/config -o json'],
  [['-n', 'shop'], 'get configmaps -l rollwright.dev/config -n shop -o json'],
  [['-A', '--context', 'prod'], 'get configmaps -l rollwright.dev/config -A -o json --request-timeout=30s --context=prod'],
])('asks kubectl with %j', async (args, call) => {
  const cwd = cluster({ configmaps: [[]] });
  expect(await gc(cwd, ...args)).toMatchObject({ code: 0, out: '' });
  expect(calls(cwd)[0]).toContain(call);
});

it('deletes with the uid and the version that it saw', async () => {
  const cwd = cluster({ configmaps: [[generation('words-a')]] });
  expect(await gc(cwd, '--yes')).toMatchObject({ code: 0, out: 'shop/words-a\n', err: expect.stringContaining('1 deleted') });
  expect(deletes(cwd)).toEqual([
    'delete --raw /api/v1/namespaces/shop/configmaps/words-a -f - --request-timeout=30s {"apiVersion":"v1","kind":"DeleteOptions","preconditions":{"uid":"uid of words-a","resourceVersion":"7"}}',
  ]);
});

it.each<readonly [string, Partial<Answers>]>([
  ['is referred to since', { others: [[], [pod('words-a')]] }],
  ['is gone since', { configmaps: [[generation('words-a')], [generation('words-a')], []] }],
  ['was changed since', { failing: { 'words-a': 'Error from server (Conflict): the ResourceVersion in the precondition (7) does not match' } }],
  ['is gone when it is to be deleted', { failing: { 'words-a': 'Error from server (NotFound): configmaps "words-a" not found' } }],
])('leaves alone what %s', async (_, answers) => {
  const cwd = cluster({ configmaps: [[generation('words-a')]], ...answers });
  expect(await gc(cwd, '--yes')).toMatchObject({ code: 0, out: '' });
});

it('says what it has deleted when it then fails, and why', async () => {
  const failing = { 'words-b': 'Error from server (Forbidden): configmaps "words-b" is forbidden: no' };
  const cwd = cluster({ configmaps: [[generation('words-a'), generation('words-b'), generation('words-c')]], failing });
  const { code, out, err } = await gc(cwd, '--yes');
  expect([code, out]).toEqual([1, 'shop/words-a\n']);
  expect(err).toContain('error KUBECTL_FAILED: kubectl delete --raw failed: (Forbidden): configmaps "words-b" is forbidden: no');
});

it('asks again before each twenty', async () => {
  const cwd = cluster({ configmaps: [Array.from({ length: 21 }, (_, at) => generation(`words-${at}`))] });
  expect((await gc(cwd, '--yes')).out.trim().split('\n')).toHaveLength(21);
  expect(calls(cwd).filter((call) => call.startsWith('get configmaps'))).toHaveLength(4);
});

describe('the lock', () => {
  const data = { WORD: 'a' };
  const name = `words-${contentHash({ data }, 10)}`;
  const locked = lockText([{ environment: 'prod', program: 'shop', config: 'words', order: 1, name, data }]);

  it('keeps what it holds, for whatever environment', async () => {
    const cwd = cluster({ configmaps: [[generation(name), generation('words-b')]] });
    fs.writeFileSync(path.join(cwd, 'rollwright.lock.yaml'), locked);
    expect((await gc(cwd, '--yes')).out).toBe('shop/words-b\n');
    const { generations } = JSON.parse((await gc(cwd, '--format', 'json')).out) as { generations: object[] };
    expect(generations[0]).toEqual({ namespace: 'shop', name, config: 'words', state: 'locked', by: [] });
  });

  it.each([
    ['a file', 'deploy/main.ts'],
    ['a folder', 'deploy'],
  ])('is that of the project that is named: %s', async (_, project) => {
    const cwd = cluster({ configmaps: [[generation(name), generation('words-b')]] });
    fs.mkdirSync(path.join(cwd, 'deploy'));
    fs.writeFileSync(path.join(cwd, 'deploy/main.ts'), '');
    fs.writeFileSync(path.join(cwd, 'deploy/rollwright.lock.yaml'), locked);
    expect(await gc(cwd, '--yes', '--project', project)).toMatchObject({ code: 0, out: 'shop/words-b\n' });
  });

  it.each([
    ['a file that is not there', 'main.js'],
    ['a folder that is not there', 'deplyo/main.ts'],
    ['a folder without a project', 'empty'],
    ['no name', ''],
  ])('of a project that is named and not found: nothing is deleted, and kubectl is not asked: %s', async (_, project) => {
    const cwd = cluster({ configmaps: [[generation('words-b')]] });
    fs.mkdirSync(path.join(cwd, 'empty'));
    fs.writeFileSync(path.join(cwd, 'rollwright.lock.yaml'), locked);
    expect(await gc(cwd, '--yes', '--project', project)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('error PROJECT_NOT_FOUND') });
    expect(fs.existsSync(path.join(cwd, 'calls'))).toBe(false);
  });

  it('that cannot be read: nothing is deleted', async () => {
    const cwd = cluster({ configmaps: [[generation('words-b')]] });
    fs.writeFileSync(path.join(cwd, 'rollwright.lock.yaml'), `<<<<<<< HEAD\n${locked}`);
    expect(await gc(cwd, '--yes')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('error LOCK_CONFLICT') });
  });
});

it.each<readonly [string, string, string]>([
  ['nobody listens', 'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?', 'CLUSTER_UNREACHABLE'],
  ['the name is unknown', 'Unable to connect to the server: dial tcp: lookup nowhere: no such host', 'CLUSTER_UNREACHABLE'],
  ['kubectl takes the command for wrong', 'error: context "prod" does not exist', 'KUBECTL_FAILED'],
])('where %s', async (_, said, expected) => {
  const cwd = newFolder();
  fs.writeFileSync(path.join(cwd, 'kubectl'), `#!/bin/sh\necho '${said}' >&2\nexit 1\n`, { mode: 0o755 });
  expect(await gc(cwd)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(`error ${expected}`) });
});

it('where there is no kubectl', async () => {
  const ended = await invoke(['gc'], { cwd: newFolder(), env: { PATH: '/nowhere' } });
  expect(ended).toMatchObject({ code: 1, err: expect.stringContaining('error KUBECTL_MISSING: there is no kubectl on PATH') });
});

it.each([
  ['--min-age', 'soon'],
  ['--format', 'xml'],
  ['--min-age', '-1'],
])('refuses %s %s', async (...args) => {
  expect(await gc(newFolder(), ...args)).toMatchObject({ code: 64 });
});
