/** The packed package in an empty folder, as somebody else's project uses it: types under a `cdk8s init` tsconfig, `cdk8s synth`, and the command line. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const root = join(__dirname, '..');
let folder: string;

function run(command: string, args: readonly string[], cwd = folder): string {
  const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false', CI: 'true', npm_config_loglevel: 'error' };
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', env });
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${result.status}\n${result.stdout}\n${result.stderr}`);
  return result.stdout;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollwright-package-'));
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], root).replace(/^[^[{]*/, '')) as [{ filename: string }];
  const template = join(root, 'node_modules/cdk8s-cli/templates/typescript-app');
  cpSync(join(template, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'their', version: '1.0.0', private: true }));
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', `./${packed.filename}`]);
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--save-dev', 'typescript@5.9', 'ts-node@10', '@types/node@20', 'cdk8s-cli']);
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const THEIR_MAIN = `import { Construct } from 'constructs';
import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { App, ConfigChecksums } from 'rollwright';

class TheirChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const config = new kplus.ConfigMap(this, 'config', { data: { LOG_LEVEL: 'info' } });
    const deployment = new kplus.Deployment(this, 'web', { containers: [{ image: 'web:1', securityContext: { user: 1000 } }] });
    deployment.containers[0].env.copyFrom(kplus.Env.fromConfigMap(config));
    ConfigChecksums.apply(this);
  }
}

const app = new App();
new TheirChart(app, 'their');
app.synth();
`;

test('one changed line in a cdk8s project: it compiles, synthesises, and its pods follow their config', () => {
  writeFileSync(join(folder, 'main.ts'), THEIR_MAIN);
  writeFileSync(join(folder, 'cdk8s.yaml'), 'language: typescript\napp: npx ts-node main.ts\n');
  run('npx', ['tsc', '--noEmit']);
  run('npx', ['cdk8s', 'synth']);
  const files = readdirSync(join(folder, 'dist'));
  expect(files).toEqual(['their.k8s.yaml']);
  const objects = parseAllDocuments(readFileSync(join(folder, 'dist', 'their.k8s.yaml'), 'utf8')).map((document) => document.toJS());
  const deployment = objects.find((object) => object.kind === 'Deployment');
  expect(deployment.spec.template.metadata.annotations['checksum/config']).toMatch(/^[0-9a-f]{64}$/);
}, 120_000);

const A_PROGRAM = `import { Chart } from 'cdk8s';
import { AppConfig, layer, plainYaml, program, RollingDeployment, rollwright } from 'rollwright';
import { z } from 'zod';

const settings = z.object({ replicas: z.int().min(1), logLevel: z.enum(['debug', 'info']) });
type Settings = z.infer<typeof settings>;

const web = program({
  name: 'web',
  settings,
  build: (app, s: Settings) => {
    const chart = new Chart(app, 'web', { namespace: 'shop' });
    const config = new AppConfig(chart, 'config', { name: 'web-config', data: { LOG_LEVEL: s.logLevel } });
    new RollingDeployment(chart, 'web', { name: 'web', image: 'registry.example.com/web:1', replicas: s.replicas, config: [config] });
  },
});

export default rollwright({
  programs: [web],
  environments: { dev: [layer<Settings>({ replicas: 1, logLevel: 'debug' })], prod: [layer<Settings>({ replicas: 3, logLevel: 'info' })] },
  outputs: [plainYaml()],
});
`;

test('a program of their own: npx rollwright synth writes each environment', () => {
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  writeFileSync(join(folder, 'main.ts'), A_PROGRAM);
  // zod's own declarations need skipLibCheck (or esModuleInterop), which the project of `cdk8s init` has not.
  run('npx', ['tsc', '--noEmit', '--skipLibCheck']);
  run('npx', ['rollwright', 'synth']);
  expect(readdirSync(join(folder, 'dist')).sort()).toEqual(['dev', 'prod']);
  mkdirSync(join(folder, 'before'), { recursive: true });
  cpSync(join(folder, 'dist'), join(folder, 'before'), { recursive: true });
  writeFileSync(join(folder, 'cdk8s.yaml'), 'language: typescript\napp: npx rollwright synth\n');
  run('npx', ['cdk8s', 'synth']);
  run('diff', ['-r', 'before', 'dist']);
}, 120_000);
