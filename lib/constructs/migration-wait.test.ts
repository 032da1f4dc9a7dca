import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import type { Container } from '../../imports/k8s';
import { type CheckWait, checkWait } from './migration-wait';
import { ProblemList } from './problem-list';

const CONTAINER: Container = {
  name: 'migrate',
  image: 'shop/dodo:1',
  command: ['python', 'manage.py', 'migrate'],
  args: ['--noinput'],
  workingDir: '/srv',
  envFrom: [{ configMapRef: { name: 'config' } }],
  env: [{ name: 'A', value: '1' }],
  resources: { limits: { memory: '2Gi' } },
  lifecycle: { preStop: { sleep: { seconds: 1 } } },
  volumeMounts: [
    { name: 'config', mountPath: '/etc/dodo' },
    { name: 'tmp', mountPath: '/tmp' },
  ],
  securityContext: { allowPrivilegeEscalation: false, runAsGroup: 7 },
};
const VOLUMES = [
  { name: 'config', configMap: { name: 'config' } },
  { name: 'unused', emptyDir: {} },
  { name: 'tmp', emptyDir: {} },
];

const waitOf = (check: readonly string[], wait: CheckWait = {}): ReturnType<typeof checkWait> => {
  const problems = new ProblemList('shop/migrate');
  const parts = checkWait(
    'migrate',
    check,
    wait,
    { container: CONTAINER, volumes: VOLUMES, securityContext: { runAsUser: 1000, runAsGroup: 8, fsGroup: 9 } },
    problems,
  );
  problems.throwIfAny();
  return parts;
};

it('takes from the Job what the check needs, and nothing that an init container may not have', () => {
  expect(waitOf(['check'], { resources: { requests: { cpu: '10m' } } })).toEqual({
    container: {
      name: 'wait-for-migrate',
      image: 'shop/dodo:1',
      command: ['/bin/sh', '-c', `trap 'exit 143' TERM; until "$@"; do sleep 2 & wait $!; done`, 'sh', 'check'],
      workingDir: '/srv',
      envFrom: [{ configMapRef: { name: 'config' } }],
      env: [{ name: 'A', value: '1' }],
      resources: { requests: { cpu: '10m' } },
      volumeMounts: [
        { name: 'wait-migrate-0', mountPath: '/etc/dodo' },
        { name: 'wait-migrate-1', mountPath: '/tmp' },
      ],
      securityContext: { runAsUser: 1000, runAsGroup: 7, allowPrivilegeEscalation: false },
    },
    volumes: [
      { name: 'wait-migrate-0', configMap: { name: 'config' } },
      { name: 'wait-migrate-1', emptyDir: {} },
    ],
  });
});

it('runs the check alone where the kubelet repeats it', () => {
  expect(waitOf(['/app', '--check'], { retry: 'restart' }).container.command).toEqual(['/app', '--check']);
});

it.each([Duration.seconds(0), Duration.millis(500)])('refuses a period of %s', (period) => {
  expect(() => waitOf(['check'], { period })).toThrow('QUANTITY_INVALID');
});

describe('the loop, in a real shell', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollwright-wait-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const command = (...check: string[]): [string, string[]] => {
    const [shell = '', ...args] = waitOf(check, { period: Duration.seconds(1) }).container.command ?? [];
    return [shell, args];
  };

  it('asks until the answer is yes, and hands the arguments over as they are', () => {
    const log = join(folder, 'log');
    const check = `printf '%s\\n' "$*" >> "$0"; test "$(wc -l < "$0")" -ge 2`;
    const { status } = spawnSync(...command('sh', '-c', check, log, 'a  b', '$HOME', "it's"));
    expect(status).toBe(0);
    expect(readFileSync(log, 'utf8')).toBe("a  b $HOME it's\n".repeat(2));
  });

  it('goes away at SIGTERM, at once', async () => {
    const started = join(folder, 'started');
    writeFileSync(started, '');
    const [shell, args] = command('sh', '-c', 'echo x >> "$0"; false', started);
    const child = spawn(shell, args, { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    while (readFileSync(started, 'utf8') === '') await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGTERM');
    // 143 and no signal: the trap has answered, as it would in process 1 of a container, which an untrapped SIGTERM does not end.
    expect(await ended).toEqual({ code: 143, signal: null });
  });
});
