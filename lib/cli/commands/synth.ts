import path from 'node:path';
import type { Command } from 'commander';
import { RollwrightError } from '../../errors';
import type { Output, RenderedEnvironment } from '../../outputs';
import { nearest } from '../../settings';
import { collected, type Invocation, type ProjectOptions, projectOf, projectOption, type SettingOptions, settingOptions } from '../command';
import { realDisk } from '../disk';
import { environmentsNamed } from '../environments';
import { Exit } from '../exit';
import { filesBelow, namesIn } from '../generated';
import { progress } from '../progress';
import type { Project } from '../project';
import { renderContext, renderEnvironments } from '../render';
import { eventLoopTurn } from '../signals';
import type { Terminal } from '../terminal';
import { recoverOutput, type WrittenFolder, writeOutput } from '../writer';

interface SynthOptions extends ProjectOptions, SettingOptions {
  readonly env?: readonly string[] | undefined;
  readonly output?: readonly string[] | undefined;
  readonly outdir?: string | undefined;
  readonly stdout?: boolean | undefined;
}

export function define(command: Command, invocation: Invocation): void {
  settingOptions(projectOption(command.option('-e, --env <name>', 'only this environment (repeatable; default: all)', collected)))
    .option('--output <name>', 'only this output (repeatable; default: all of the project)', collected)
    .option('-o, --outdir <folder>', 'the folder that is written to (default: $CDK8S_OUTDIR, dist)')
    .option('--stdout', 'print the YAML of one environment instead of writing files')
    .action(async (options: SynthOptions) => {
      if (options.stdout === true && options.env?.length !== 1) command.error('error: --stdout needs exactly one --env NAME', { exitCode: Exit.usage });
      if (options.stdout === true && options.outdir !== undefined) command.error('error: --stdout and --outdir exclude each other', { exitCode: Exit.usage });
      await synth(options, invocation);
    });
}

/** Renders every environment, and only then writes: what is wrong in one of them leaves the output of all of them as it was. */
async function synth(options: SynthOptions, invocation: Invocation): Promise<void> {
  const { terminal } = invocation;
  const outdir = options.outdir ?? (terminal.env.CDK8S_OUTDIR || 'dist');
  const at = path.resolve(terminal.cwd, outdir);
  if (options.stdout !== true) recoverOutput(at);
  const loaded = projectOf(options, invocation);
  const outputs = outputsNamed(loaded.project, options.output);
  const context = renderContext(loaded, options, terminal);
  const names = environmentsNamed(loaded.project, options.env);
  const line = progress(terminal);
  let environments: readonly RenderedEnvironment[];
  try {
    environments = renderEnvironments(context, names, (environment) =>
      line.say(`rendering ${environment} (${names.indexOf(environment) + 1} of ${names.length})`),
    );
  } finally {
    line.done();
  }
  const isPart = names.length < loaded.project.environments.length;
  const folders = outputs.filter(({ whole }) => !(whole === true && (isPart || options.stdout === true))).flatMap((output) => output.folders(environments));
  if (options.stdout === true) {
    terminal.out(folders.flatMap(({ files }) => files.map(({ text }) => text)).join(''));
    return;
  }
  await eventLoopTurn(); // a Ctrl-C that came while rendering ends the run here
  const written = await writeOutput(at, folders);
  report(written, environments, outdir, terminal);
  for (const { name, whole } of outputs) if (whole === true && isPart) terminal.err(`${name}: left as it was, it needs all environments\n`);
  const known = new Set([...loaded.project.environments, ...folders.map(({ folder }) => folder)]);
  mentionLeftFolders(at, outdir, known, terminal);
}

/** @throws RollwrightError `OUTPUT_UNKNOWN` */
function outputsNamed(project: Project, names: readonly string[] | undefined): readonly Output[] {
  if (names === undefined) return project.outputs;
  const known = project.outputs.map(({ name }) => name);
  const problems = names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
      return { code: 'OUTPUT_UNKNOWN', message: `the project has no output ${JSON.stringify(name)}${hint}`, fix: `Name one of: ${known.join(', ')}` };
    });
  if (problems.length > 0) throw new RollwrightError(problems);
  return project.outputs.filter(({ name }) => names.includes(name));
}

/** The files on stdout, for programs; what became of them on stderr, for people. */
function report(written: readonly WrittenFolder[], environments: readonly RenderedEnvironment[], outdir: string, terminal: Terminal): void {
  for (const { files } of written) for (const file of files) terminal.out(`${path.join(outdir, file)}\n`);
  for (const { folder, files, changed } of written) {
    const programs = environments.find(({ environment }) => environment === folder)?.programs;
    const objects = programs?.reduce((sum, { rendered }) => sum + rendered.objects.length, 0);
    const what = [objects === undefined ? undefined : count(objects, 'object'), count(files.length, 'file'), changed ? undefined : 'unchanged'];
    terminal.err(`${path.join(outdir, folder)}: ${what.filter((part) => part !== undefined).join(', ')}\n`);
  }
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** A folder of ours that no environment writes any more would be applied by whoever applies the whole output: it is named, and never removed. */
function mentionLeftFolders(at: string, outdir: string, known: ReadonlySet<string>, terminal: Terminal): void {
  for (const name of namesIn(realDisk, at)) {
    if (known.has(name) || name.startsWith('.') || [...known].some((folder) => folder.startsWith(`${name}/`))) continue;
    if (!filesBelow(realDisk, path.join(at, name)).some(({ standing }) => standing === 'ours')) continue;
    terminal.err(`${path.join(outdir, name)}: left by an earlier run, and no environment of the project now; remove it when nothing needs it\n`);
  }
}
