import path from 'node:path';
import type { Command } from 'commander';
import { RollwrightError } from '../../errors';
import type { Output, OutputFolder, ProgramSource, RenderedEnvironment } from '../../outputs';
import { nearest } from '../../settings';
import { programSources } from '../chart/program-source';
import { reloading } from '../chart/reload';
import { collected, type Invocation, type ProjectOptions, projectOf, projectOption, type SettingOptions, settingOptions } from '../command';
import { realDisk } from '../disk';
import { environmentsNamed } from '../environments';
import { Exit } from '../exit';
import { mentionLeftFolders } from '../left-folders';
import { isCi, KeptRun } from '../lock/kept-run';
import { reportKept } from '../lock/report';
import { LOCK_NAME } from '../lock/text';
import { type OutdirOptions, outdirOf, outdirOption } from '../outdir';
import { type Progress, progress } from '../progress';
import type { Project } from '../project';
import { renderContext, renderEnvironments } from '../render';
import { eventLoopTurn } from '../signals';
import type { Terminal } from '../terminal';
import { recoverOutput, type WrittenFolder, writeOutput } from '../writer';

interface SynthOptions extends ProjectOptions, SettingOptions, OutdirOptions {
  readonly env?: readonly string[] | undefined;
  readonly output?: readonly string[] | undefined;
  readonly stdout?: boolean | undefined;
  readonly frozen?: boolean | undefined;
}

export function define(command: Command, invocation: Invocation): void {
  settingOptions(projectOption(command.option('-e, --env <name>', 'only this environment (repeatable; default: all)', collected)));
  outdirOption(command.option('--output <name>', 'only this output (repeatable; default: all of the project but charts)', collected))
    .option('--stdout', 'print the YAML of one environment instead of writing files')
    .option('--frozen', `fail where ${LOCK_NAME} would change (default where CI is set)`)
    .option('--no-frozen', `write ${LOCK_NAME}, also where CI is set`)
    .action(async (options: SynthOptions) => {
      if (options.stdout === true && options.env?.length !== 1) command.error('error: --stdout needs exactly one --env NAME', { exitCode: Exit.usage });
      if (options.stdout === true && options.outdir !== undefined) command.error('error: --stdout and --outdir exclude each other', { exitCode: Exit.usage });
      await synth(options, invocation);
    });
}

/** Renders every environment, and only then writes: what is wrong in one of them leaves the output of all of them as it was. */
async function synth(options: SynthOptions, invocation: Invocation): Promise<void> {
  const { terminal } = invocation;
  const outdir = outdirOf(options, terminal);
  const at = path.resolve(terminal.cwd, outdir);
  if (options.stdout !== true) recoverOutput(at);
  const loaded = projectOf(options, invocation);
  const outputs = outputsNamed(loaded.project, options.output);
  const names = environmentsNamed(loaded.project, options.env);
  const isPart = names.length < loaded.project.environments.length;
  const kept = KeptRun.of(loaded.file, { environments: names, all: !isPart });
  const isFrozen = options.frozen ?? isCi(terminal.env);
  const context = { ...renderContext(loaded, options, terminal), keep: kept.keep, earlier: kept.earlier };
  const line = progress(terminal);
  let environments: readonly RenderedEnvironment[];
  try {
    environments = renderEnvironments(context, names, (environment) =>
      line.say(`rendering ${environment} (${names.indexOf(environment) + 1} of ${names.length})`),
    );
  } finally {
    line.done();
  }
  if (isFrozen) kept.refuseChanges();
  const sources = programSources(context, {
    reload: reloading(loaded, invocation),
    progress: (program, phase, detail) => line.say(`${program}: ${phase} (${detail})`),
  });
  const made = outputs.filter(
    ({ whole, onRequest }) => !((whole === true && (isPart || options.stdout === true)) || (onRequest === true && options.stdout === true)),
  );
  const folders = foldersOf(made, environments, sources, line);
  if (options.stdout === true) {
    terminal.out(folders.flatMap(({ files }) => files.map(({ text }) => text)).join(''));
    return;
  }
  await eventLoopTurn(); // a Ctrl-C that came while rendering ends the run here
  const written = await writeOutput(at, folders, realDisk, () => kept.write());
  report(written, environments, outdir, terminal);
  reportKept(kept, terminal);
  for (const { name, whole } of outputs) if (whole === true && isPart) terminal.err(`${name}: left as it was, it needs all environments\n`);
  const left = folders.map(({ folder }) => folder);
  mentionLeftFolders(at, outdir, loaded.project, left, terminal);
}

function foldersOf(
  outputs: readonly Output[],
  environments: readonly RenderedEnvironment[],
  sources: () => readonly ProgramSource[],
  line: Progress,
): readonly OutputFolder[] {
  try {
    return outputs.flatMap((output) => output.folders(environments, sources));
  } finally {
    line.done();
  }
}

/** The outputs that are named; without names, all but those that are made only when they are. @throws RollwrightError `OUTPUT_UNKNOWN` */
function outputsNamed(project: Project, names: readonly string[] | undefined): readonly Output[] {
  if (names === undefined) return project.outputs.filter(({ onRequest }) => onRequest !== true);
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
