import fs from 'node:fs';
import path from 'node:path';
import { newFolder, onShop, removeFolders } from '../testing/invoke';

afterAll(removeFolders);

const SETTINGS = '../testing/shop/settings.ts';
const line = (text: string): number =>
  fs
    .readFileSync(path.join(__dirname, SETTINGS), 'utf8')
    .split('\n')
    .findIndex((each) => each.includes(text)) + 1;
/** Columns are not what these tests are about. */
const words = (text: string): string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((each) => each.trim().split(/ {2,}/).join(' | '));

it("prints each layer's word with its line, the winner, and the objects that it reaches", async () => {
  const { code, out, err } = await onShop(['explain', 'web.replicas', '--env', 'prod']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(words(out)).toEqual([
    'web.replicas = 4',
    `base | 2 | settings.ts:${line('replicas: 2')}`,
    `prod | 4 | settings.ts:${line('replicas: 4')} | <- wins`,
    'reaches Deployment/web /spec/replicas',
  ]);
});

it.each([
  ['a value that pods read: their checksum too', 'logLevel', 'prod', ['ConfigMap/config /data/LOG_LEVEL', 'Deployment/web', 'Deployment/worker']],
  ['a list', 'web.hosts', 'dev', ['ConfigMap/config /data/HOSTS', 'Deployment/web']],
  ['an item of a list', 'web.hosts[0]', 'dev', ['ConfigMap/config /data/HOSTS', 'Deployment/web']],
  ['a default', 'web.public', 'dev', ['Service/web /spec/type']],
  ['a setting that only another environment has', 'worker', 'dev', ['Deployment/worker (the whole object)']],
])('finds what is reached by %s', async (_, setting, environment, reached) => {
  const { out } = await onShop(['explain', setting, '--env', environment]);
  const lines = words(out).filter((each) => each.startsWith('reaches '));
  expect(lines.map((each) => reached.find((one) => each.startsWith(`reaches ${one}`)))).toEqual(reached);
});

it('says when nothing is reached', async () => {
  const { out } = await onShop(['explain', 'unread', '--env', 'prod']);
  expect(words(out)).toEqual([
    'unread = nobody reads this',
    'default | nobody reads this | of the schema | <- wins',
    'reaches nothing: no object changed with 4 other values',
  ]);
});

it('lists the settings of a map', async () => {
  const { out } = await onShop(['explain', 'web', '--env', 'dev']);
  expect(words(out).filter((each) => each.includes(' = '))).toEqual(['web.replicas = 2', 'web.hosts[0] = a.example.com', 'web.public = false']);
});

it('shows the command line as a layer', async () => {
  const { out } = await onShop(['explain', 'web.replicas', '-e', 'dev', '--set', 'web.replicas=9'], { env: { ROLLWRIGHT_SET: 'web.replicas=8' } });
  expect(words(out).slice(0, 4)).toEqual(['web.replicas = 9', expect.stringMatching(/^base \| 2/), 'ROLLWRIGHT_SET | 8', '--set | 9 | <- wins']);
});

it.each([
  ['secret-in-manifest', 'text', '/data/URL'],
  ['secret-in-manifest', 'json', '/data/URL'],
  ['secret-in-name', 'text', 'ConfigMap/of-<secret>'],
  ['secret-in-name', 'json', '"of-<secret>"'],
])('never prints a secret, and says what it reaches (%s, %s)', async (wrong, format, reached) => {
  const { out } = await onShop(['explain', 'password', '-e', 'dev', '--set', `wrong=${wrong}`, '--format', format]);
  expect(out).toContain('<secret>');
  expect(out).toContain(reached);
  expect(out).not.toContain('correct horse');
});

it('prints JSON', async () => {
  const { out } = await onShop(['explain', 'web.replicas', '-e', 'prod', '--format', 'json']);
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    environment: 'prod',
    program: 'shop',
    path: 'web.replicas',
    value: 4,
    winner: 'prod',
    words: [
      { layer: 'base', value: 2, wins: false },
      { layer: 'prod', value: 4, wins: true, file: 'settings.ts', line: line('replicas: 4') },
    ],
    reaches: [{ object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' }, paths: ['/spec/replicas'] }],
  });
});

it.each([
  ['an unknown setting', ['web.replica', '-e', 'prod'], 1, 'SETTINGS_UNKNOWN_KEY'],
  ['what is no path', ['web..replicas', '-e', 'prod'], 1, 'SETTINGS_UNKNOWN_KEY'],
  ['an unknown environment', ['web.replicas', '-e', 'prd'], 1, 'ENVIRONMENT_UNKNOWN'],
  ['no environment where there are two', ['web.replicas'], 1, 'ENVIRONMENT_UNKNOWN'],
  ['settings that are wrong', ['web.replicas', '-e', 'prod', '--set', 'logLevel=loud'], 1, 'SETTINGS_INVALID'],
  ['no path', [], 64, 'missing required argument'],
])('refuses %s', async (_, args, code, text) => {
  const ended = await onShop(['explain', ...args], { cwd: newFolder() });
  expect(ended).toMatchObject({ code, out: '' });
  expect(ended.err).toContain(text);
});
