import { join } from 'node:path';
import { Chart, type ChartProps } from 'cdk8s';
import { App } from '../lib';
import { outputOf, type Result, runToEnd } from './harness';

const ROOT = join(__dirname, '..');

/** `npx tsx lib/cli/main.ts …` in the project's folder, as users run it; a failure is a result, to be looked at. */
export function rollwright(args: readonly string[]): Promise<Result> {
  return runToEnd(commandLine(args));
}

/** What `rollwright synth` is told. */
export interface SynthOptions {
  /** As `--set` takes them. */
  readonly set?: readonly string[] | undefined;
  /** @default 'prod' */
  readonly env?: string | undefined;
  /** The file that declares the project. @default main.ts, with dodo */
  readonly project?: string | undefined;
}

/** Writes an environment below a folder with `rollwright synth`, and returns the folder that kubectl is to apply. */
export async function synth(outdir: string, options: SynthOptions = {}): Promise<string> {
  const { env = 'prod' } = options;
  await outputOf(commandLine(['synth', '--env', env, '--outdir', outdir, ...settings(options)]));
  return join(outdir, env);
}

/** One variable as `rollwright env --format json` prints it; `*` stands for all the keys of a source that is not known. */
export interface PrintedVariable {
  readonly name: string;
  readonly value?: string;
  readonly known: boolean;
  readonly secret: boolean;
}

/** What `rollwright env` prints of a workload: the variables of each container. */
export async function printedEnv(workload: string, options: SynthOptions = {}): Promise<ReadonlyMap<string, readonly PrintedVariable[]>> {
  const { env = 'prod' } = options;
  const text = await outputOf(commandLine(['env', workload, '--env', env, '--format', 'json', ...settings(options)]));
  const { containers } = JSON.parse(text) as { containers: readonly { name: string; variables: readonly PrintedVariable[] }[] };
  return new Map(containers.map(({ name, variables }) => [name, variables]));
}

/** The YAML of a chart that is built here, for shapes that no program has. */
export function yamlOf(build: (chart: Chart) => void, props?: ChartProps): string {
  const app = new App();
  build(new Chart(app, 'chart', props));
  return app.synthYaml();
}

function settings({ set = [], project }: SynthOptions): readonly string[] {
  return [...(project === undefined ? [] : ['--project', project]), ...set.flatMap((setting) => ['--set', setting])];
}

/** The command line, to be run with `outputOf` or `runToEnd`. */
export function commandLine(args: readonly string[]) {
  const tsx = ['--import', require.resolve('tsx'), join(ROOT, 'lib/cli/main.ts')];
  return { program: process.execPath, args: [...tsx, ...args], environment: process.env as Record<string, string>, cwd: ROOT };
}
