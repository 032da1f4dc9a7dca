import { onShop } from '../testing/invoke';

it('prints what each container gets and from where, and names what is not known', async () => {
  const { code, out, err } = await onShop(['env', 'web', '--env', 'prod']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(
    out
      .split('\n')
      .filter((line) => !line.includes('!'))
      .map((line) => line.trim().split(/ {2,}/).join(' | ')),
  ).toEqual([
    'Deployment shop/web',
    'container app',
    'HOSTS | a.example.com | ConfigMap config HOSTS',
    'LOG_LEVEL | info | ConfigMap config LOG_LEVEL',
    '* | <secret, unknown> | Secret shop-secrets',
    'LISTEN | 0.0.0.0:8000 | literal',
    '',
  ]);
});

it('follows the settings of the command line', async () => {
  expect((await onShop(['env', 'deployment/web', '-e', 'dev', '--set', 'logLevel=error'])).out).toMatch(/LOG_LEVEL +error/);
});

it('prints JSON', async () => {
  const { out } = await onShop(['env', 'worker', '-e', 'prod', '-c', 'app', '--format', 'json']);
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    environment: 'prod',
    workload: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'worker' },
    containers: [
      { name: 'app', role: 'main', variables: expect.arrayContaining([expect.objectContaining({ name: 'QUEUE', value: 'mail', known: true, secret: false })]) },
    ],
  });
});

it.each([
  ['an unknown workload', ['wep', '-e', 'prod'], 'WORKLOAD_UNKNOWN', 'did you mean web?'],
  ['an object without pods', ['config', '-e', 'prod'], 'WORKLOAD_UNKNOWN', 'Deployment/web, Deployment/worker'],
  ['another kind', ['Job/web', '-e', 'prod'], 'WORKLOAD_UNKNOWN', ''],
  ['a workload of another environment', ['worker', '-e', 'dev'], 'WORKLOAD_UNKNOWN', 'Deployment/web'],
  ['an unknown container', ['web', '-e', 'prod', '-c', 'sidecar'], 'UNKNOWN_CONTAINER', 'Name one of: app'],
  ['an unknown environment', ['web', '-e', 'prd'], 'ENVIRONMENT_UNKNOWN', 'did you mean prod?'],
])('refuses %s', async (_, args, code, text) => {
  const ended = await onShop(['env', ...args]);
  expect(ended).toMatchObject({ code: 1, out: '' });
  expect(ended.err).toContain(code);
  expect(ended.err).toContain(text);
});
