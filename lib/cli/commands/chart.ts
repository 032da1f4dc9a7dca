import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { FROZEN_FILE, FrozenFile } from '../chart/frozen-file';
import { findHelm, type Helm } from '../chart/helm';
import { type DerivedProgram, deriveCharts } from '../chart/project-charts';
import { reloading } from '../chart/reload';
import { chartSummary } from '../chart/summary';
import { verifyChart } from '../chart/verify';
import { valuesToRepeat, verifyProblems, verifyReport } from '../chart/verify-report';
import { type Invocation, type ProjectOptions, projectOf, projectOption } from '../command';
import { Exit } from '../exit';
import { mentionLeftFolders } from '../left-folders';
import type { LoadedProject } from '../loader';
import { type OutdirOptions, outdirOf, outdirOption } from '../outdir';
import { problemsText } from '../problems';
import { progress } from '../progress';
import { eventLoopTurn } from '../signals';
import { recoverOutput, writeOutput } from '../writer';

interface ChartCommandOptions extends ProjectOptions, OutdirOptions {
  readonly program?: string | undefined;
  readonly frozenList?: boolean | undefined;
}

interface VerifyOptions extends ProjectOptions {
  readonly program?: string | undefined;
  readonly values: number;
  readonly binary: number;
  readonly seed: number;
}

export function define(command: Command, invocation: Invocation): void {
  outdirOption(programOption(projectOption(command)))
    .option('--frozen-list', `fail where a setting is frozen that ${FROZEN_FILE} does not list`)
    .action((options: ChartCommandOptions) => chart(options, invocation));
  programOption(projectOption(command.command('verify').description('prove with helm that a chart gives what its program gives')))
    .option('--values <count>', 'random values, many a process', wholeNumber, 2000)
    .option('--binary <count>', 'random values, each as helm install reads them', wholeNumber, 100)
    .option('--seed <number>', 'other random values', wholeNumber, 1)
    // The names of the two are the same, and commander would give them to the one above.
    .action((_: object, verifying: Command) => verify(verifying.optsWithGlobals(), invocation));
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function programOption(command: Command): Command {
  return command.option('--program <name>', 'the program whose chart it is (default: all that have one)');
}

/** Derives charts, and only then writes: what is wrong with one of them leaves all as they were. */
async function chart(options: ChartCommandOptions, invocation: Invocation): Promise<void> {
  const { terminal } = invocation;
  const outdir = outdirOf(options, terminal);
  const at = path.resolve(terminal.cwd, outdir);
  recoverOutput(at);
  const { loaded, derived } = derivedBy(options, invocation);
  const charts = derived.map((each) => each.chart);
  const lists = charts.map((one) => new FrozenFile(loaded, one));
  const fresh = options.frozenList === true ? lists.flatMap((list) => list.newFreezes()) : [];
  if (fresh.length > 0) {
    terminal.err(problemsText(fresh, terminal.cwd));
    invocation.finish(Exit.refused);
    return;
  }
  await eventLoopTurn(); // a Ctrl-C that came while deriving ends the run here
  const written = await writeOutput(
    at,
    charts.map(({ name, files }) => ({ folder: `chart/${name}`, files })),
  );
  for (const { files } of written) for (const one of files) terminal.out(`${path.join(outdir, one)}\n`);
  for (const one of derived) terminal.err(chartSummary(one, outdir));
  const folders = charts.map(({ name }) => `chart/${name}`);
  mentionLeftFolders(at, outdir, loaded.project, folders, terminal);
  if (options.frozenList === true) return;
  for (const list of lists) if (list.write()) terminal.err(`${path.relative(terminal.cwd, list.path)}: written; commit it\n`);
}

/** Derives charts and proves them; what is written in the output folder is not looked at. */
async function verify(options: VerifyOptions, invocation: Invocation): Promise<void> {
  const { terminal } = invocation;
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'rollwright-helm-'));
  try {
    const helm = await findHelm(terminal, home);
    const { derived } = derivedBy(options, invocation);
    for (const program of derived) await verifyOne(program, helm, options, invocation);
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
}

async function verifyOne(program: DerivedProgram, helm: Helm, options: VerifyOptions, { terminal, finish }: Invocation): Promise<void> {
  const line = progress(terminal);
  const start = terminal.now();
  const verified = await verifyChart(program, helm, options, (text) => line.say(`${program.chart.name}: ${text}`)).finally(() => line.done());
  terminal.out(verifyReport(program, verified, helm, (terminal.now() - start) / 1000));
  const problems = verifyProblems(program, verified);
  if (problems.length === 0) return;
  terminal.err(`${problemsText(problems, terminal.cwd)}${valuesToRepeat(program, verified)}`);
  finish(Exit.refused);
}

/** Loads the project, and derives. */
function derivedBy(options: ChartCommandOptions | VerifyOptions, invocation: Invocation): { loaded: LoadedProject; derived: readonly DerivedProgram[] } {
  const { terminal } = invocation;
  const loaded = projectOf(options, invocation);
  const line = progress(terminal);
  try {
    return { loaded, derived: deriveCharts(loaded, options.program, terminal.cwd, { reload: reloading(loaded, invocation), line, now: () => terminal.now() }) };
  } finally {
    line.done();
  }
}
