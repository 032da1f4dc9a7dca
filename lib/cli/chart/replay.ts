import type { z } from 'zod';
import { RollwrightError } from '../../errors';
import { type Program, renderProgram } from '../../synth';
import type { LoadedProject } from '../loader';
import { Coverage, type RunScript, together } from './coverage';
import { isUsers, type SourceFiles } from './program-files';
import type { Reloaded } from './reload';
import { type Line, untakenLines } from './untaken';

/** After how many values it is looked whether all branches were taken: most are, soon. */
const STEPS = [10, 30, 100, 300, 1000, 3000];

/** What is run again, watched. */
export interface Replayed {
  readonly program: string;
  /** Values, before validation, that a chart was learned from. */
  readonly values: readonly unknown[];
  readonly sourceFolder: string;
  readonly files: SourceFiles;
  /** The files that are the program's, whether something of them runs or not. */
  readonly own: readonly string[];
}

/**
 * The branches of a program that none of some values take. V8 counts in code that it compiles while it counts, and counting code runs half again as long; so a chart
 * is learned without, and then the project's own modules are loaded once more and given the same values, until all branches were taken.
 * @param reload loads the project's modules again
 * @throws RollwrightError CHART_NOT_DERIVABLE where they cannot be
 */
export function untakenIn(replayed: Replayed, before: LoadedProject, reload: () => Reloaded): readonly Line[] {
  const coverage = new Coverage();
  try {
    const { project, texts } = reload();
    const program = project.programs.find((each) => each.program.name === replayed.program)?.program;
    if (program === undefined || before.project.programs.some((each) => each.program === program)) throw unwatchable(replayed.program);
    return new Replay(replayed, program, texts, coverage).untaken();
  } finally {
    coverage.stop();
  }
}

class Replay {
  /** What ran while settings were validated, or the program rendered. */
  private ran: readonly RunScript[] = [];
  private rendering: readonly RunScript[] = [];

  constructor(
    private readonly replayed: Replayed,
    private readonly program: Program<unknown>,
    private readonly texts: ReadonlyMap<string, string>,
    private readonly coverage: Coverage,
  ) {}

  untaken(): readonly Line[] {
    const { values } = this.replayed;
    this.coverage.take(isUsers); // what ran when the modules were loaded does not count
    let lines: readonly Line[] = [];
    for (let [from, step] = [0, 0]; from < values.length; step++) {
      const to = STEPS[step] ?? values.length;
      this.run(values.slice(from, to));
      from = to;
      lines = this.lines();
      if (lines.length === 0) break;
    }
    return lines;
  }

  /** V8 counts no call of a function once it is optimized: so it is asked after each step what ran, and whether that was validation, on which no chart depends. */
  private run(values: readonly unknown[]): void {
    const schema = this.program.settings as unknown as z.ZodType;
    const settings = values.map((value) => schema.safeParse(value)).filter(({ success }) => success);
    const validating = this.coverage.take(isUsers);
    for (const { data } of settings) this.render(data);
    const rendering = this.coverage.take(isUsers);
    this.rendering = together(this.rendering, rendering);
    this.ran = together(together(this.ran, validating), rendering);
  }

  private render(settings: unknown): void {
    try {
      renderProgram(this.program, settings, { sourceFolder: this.replayed.sourceFolder, sources: 0 });
    } catch {
      // it was refused the first time as well
    }
  }

  private lines(): readonly Line[] {
    const { own, files } = this.replayed;
    const scripts = this.ran.filter(({ file, functions }) => own.includes(file) || functions.some((one) => one.ran));
    const unseen = scripts.find(({ file, functions }) => functions.some((one) => one.ran) && !(this.texts.has(file) && files.syntax(file) !== undefined));
    if (unseen !== undefined) throw unwatchable(this.replayed.program, unseen.file);
    return untakenLines({ scripts, rendering: this.rendering, texts: this.texts, syntax: (file) => files.syntax(file) });
  }
}

function unwatchable(program: string, file?: string): RollwrightError {
  return new RollwrightError({
    code: 'CHART_NOT_DERIVABLE',
    object: program,
    file,
    message: 'its modules could not be loaded a second time, so that nobody knows which of its branches were taken',
    fix: 'Load the project as CommonJS: with tsx, or compiled to JavaScript',
  });
}
