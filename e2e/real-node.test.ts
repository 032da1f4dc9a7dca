import { existsSync } from 'node:fs';
import { RealNode } from './harness';
import { leftovers } from './machine/leftovers';
import { describeOnRealNode } from './suite';

const AWKWARD = 'two words, "quotes", $(NOT_A_REFERENCE) and \u00e9';

function app(name: string, namespace: string, container: object = {}, pod: object = {}): readonly object[] {
  const labels = { app: name };
  const probe = { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 1 };
  const first = {
    name: 'app',
    image: 'e2e.local/app:1',
    imagePullPolicy: 'Never',
    ports: [{ name: 'http', containerPort: 8080 }],
    readinessProbe: probe,
    ...container,
  };
  const template = { metadata: { labels }, spec: { containers: [first], ...pod } };
  return [
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace }, spec: { replicas: 1, selector: { matchLabels: labels }, template } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { selector: labels, ports: [{ port: 80, targetPort: 'http' }] } },
  ];
}

describeOnRealNode('the real node', () => {
  let node: RealNode;
  beforeAll(async () => {
    node = await RealNode.start({ nodeLabels: { 'node-group': 'app' } });
  });
  afterAll(() => node?.stop());

  /** The address of a Service, once it answers. */
  async function url(service: string, namespace: string): Promise<string> {
    const found = await node.get('service', service, namespace);
    const address = `http://${found?.spec.clusterIP}`;
    await node.waitFor(`an answer of ${address}`, () => node.fetch(`${address}/ready`), { timeout: 20_000 });
    return address;
  }

  it('gives a process the environment that its pod says, seen through HTTP, by exec and in /proc', async () => {
    const namespace = await node.namespace('env');
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config', namespace }, data: { LOG_LEVEL: 'debug', AWKWARD } };
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'secret', namespace }, stringData: { PASSWORD: "it's a secret" } };
    const envFrom = [{ configMapRef: { name: 'config' } }, { secretRef: { name: 'secret' } }];
    await node.apply([config, secret, ...app('web', namespace, { envFrom, env: [{ name: 'LOG_LEVEL', value: 'info' }] })]);
    await node.rolledOut('deployment/web', namespace);
    const wanted = { LOG_LEVEL: 'info', AWKWARD, PASSWORD: "it's a secret" };

    expect(JSON.parse(await node.fetch(`${await url('web', namespace)}/env`))).toMatchObject(wanted);
    const printed = await node.kubectlOk(['exec', '-n', namespace, 'deploy/web', '--', '/bin/sh', '-c', 'printf %s "$LOG_LEVEL|$AWKWARD|$PASSWORD"']);
    expect(printed).toBe(Object.values(wanted).join('|'));
    const { stdout } = await node.inside('/bin/sh', ['-c', 'cat /proc/[0-9]*/environ 2>/dev/null | tr "\\0" "\\n"']);
    expect(stdout.split('\n')).toContain(`AWKWARD=${AWKWARD}`);
  });

  it('reaches a pod through its Service: from the node, by name from a pod, and from the pod itself', async () => {
    const namespace = await node.namespace('service');
    await node.apply(app('web', namespace));
    await node.rolledOut('deployment/web', namespace);
    expect(JSON.parse(await node.fetch(await url('web', namespace)))).toMatchObject({ version: '1', uid: 65532 });
    const byName = await node.kubectlOk(['exec', '-n', namespace, 'deploy/web', '--', 'wget', '-qO-', `http://web.${namespace}.svc.cluster.local/`]);
    expect(JSON.parse(byName)).toMatchObject({ version: '1' });
    expect(await node.kubectlOk(['logs', '-n', namespace, 'deploy/web'])).toContain('"event":"listening"');
  });

  it('answers a load of 200 requests a second without a failure', async () => {
    const namespace = await node.namespace('load');
    await node.apply(app('web', namespace));
    await node.rolledOut('deployment/web', namespace);
    const load = node.load(await url('web', namespace), { rate: 200 });
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const report = await load.stop();
    expect(report).toMatchObject({ failed: 0, errors: {} });
    expect(report.versions).toEqual({ '1': report.sent });
    expect(report.sent).toBeGreaterThan(350);
  });

  it('runs a migration once; the check fails before, passes after, and the next image has a migration of its own', async () => {
    const namespace = await node.namespace('migrate');
    await node.apply(app('state', namespace, { args: ['state'] }));
    await node.rolledOut('deployment/state', namespace);
    const state = await url('state', namespace);
    const check = async (tag: string) => (await node.kubectl(pod(`check-${tag}`, namespace, tag, ['python', 'manage.py', 'migrate', '--check']))).code;
    const migrate = (tag: string, name: string) => node.kubectl(pod(name, namespace, tag, ['python', 'manage.py', 'migrate']));

    expect(await check('1')).toBe(1);
    expect((await migrate('1', 'first')).code).toBe(0);
    // That it ran no second time is what the state says below; kubectl may miss the output of a pod that is done before it is attached to.
    expect((await migrate('1', 'again')).code).toBe(0);
    expect(await check('1')).toBe(0);
    expect(await check('2')).toBe(1);
    await node.kubectlOk([
      'run',
      'fail',
      '-n',
      namespace,
      ...RUN_ONCE,
      '--image=e2e.local/app:1',
      '--command',
      '--',
      '/app',
      'get',
      '-method',
      'PUT',
      'http://state/failing/2',
    ]);
    expect((await migrate('2', 'second')).code).toBe(1);
    const runs = JSON.parse(await node.fetch(`${state}/runs`)) as { id: string; result: string }[];
    expect(runs.map(({ id, result }) => [id, result])).toEqual([
      ['1', 'done'],
      ['2', 'failed'],
    ]);
  });

  it('takes images while it runs, by tag and by digest', async () => {
    const namespace = await node.namespace('image');
    const [digest = ''] = await node.addImages([{ name: 'registry.example.com/shop/web:2026.1', environment: { APP_READY_SECONDS: '0.5' } }]);
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    const image = `registry.example.com/shop/web:2026.1@${digest}`;
    await node.apply(app('web', namespace, { image, imagePullPolicy: 'IfNotPresent', command: ['gunicorn', 'shop.wsgi', '--bind', '0.0.0.0:8080'] }));
    await node.rolledOut('deployment/web', namespace);
    expect(JSON.parse(await node.fetch(await url('web', namespace)))).toMatchObject({ version: '2026.1' });
  });

  it('enforces what the pod says about its rights and its memory', async () => {
    const namespace = await node.namespace('rights');
    const securityContext = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
    const resources = { limits: { memory: '64Mi' } };
    const pod = { securityContext: { runAsNonRoot: true, runAsUser: 1234, seccompProfile: { type: 'RuntimeDefault' } } };
    await node.apply(app('web', namespace, { securityContext, resources }, pod));
    await node.rolledOut('deployment/web', namespace);
    const status = await node.fetch(`${await url('web', namespace)}/file?path=/proc/self/status`);
    expect(status).toMatch(/Uid:\s+1234/);
    expect(status).toMatch(/CapEff:\s+0{16}/);
    expect(status).toMatch(/NoNewPrivs:\s+1/);
    expect(status).toMatch(/Seccomp:\s+2/);
    const limits = await node.inside('/bin/sh', ['-c', 'find /sys/fs/cgroup -name memory.limit_in_bytes -o -name memory.max | xargs cat']);
    expect(limits.stdout.split('\n')).toContain(String(64 * 1024 * 1024));
  });

  it('leaves no process, mount, cgroup or file behind, with pods running', async () => {
    const other = await RealNode.start();
    const namespace = await other.namespace('left');
    await other.apply(app('web', namespace));
    await other.rolledOut('deployment/web', namespace);
    expect(leftovers(other.folder).length).toBeGreaterThan(8);
    await other.stop();
    expect(leftovers(other.folder)).toEqual([]);
    expect(existsSync(other.folder)).toBe(false);
    expect((await node.kubectl(['get', 'nodes'])).code).toBe(0);
  });
});

const RUN_ONCE = ['--rm', '--attach', '--restart=Never', '--image-pull-policy=Never', '--quiet'];

/** kubectl's arguments for running a command in a pod to its end; the exit code is the command's. */
function pod(name: string, namespace: string, tag: string, command: readonly string[]): readonly string[] {
  return ['run', `${name}-${Date.now()}`, '-n', namespace, ...RUN_ONCE, `--image=e2e.local/app:${tag}`, '--command', '--', ...command];
}
