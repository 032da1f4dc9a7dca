import fs from 'node:fs';
import path from 'node:path';
import { type Problem, RollwrightError } from '../../errors';
import { type Chart, frozenList, newFreezes } from '../../outputs/helm';
import type { LoadedProject } from '../loader';

/** How the files are called that list what charts freeze: `rollwright.chart.dodo.yaml`. */
export const FROZEN_FILE = 'rollwright.chart.NAME.yaml';

/**
 * The file that lists what a chart does otherwise than its program: beside the file that declares the project, as the lock file is. It is committed, so that a new
 * freeze shows in review.
 */
export class FrozenFile {
  readonly path: string;
  readonly before: string | undefined;

  constructor(
    loaded: LoadedProject,
    private readonly chart: Chart,
  ) {
    this.path = path.join(path.dirname(loaded.file), FROZEN_FILE.replace('NAME', chart.name));
    this.before = fs.existsSync(this.path) ? fs.readFileSync(this.path, 'utf8') : undefined;
  }

  /**
   * Each setting that is frozen now and was not, as a problem.
   * @throws RollwrightError CHART_FROZEN_LIST
   */
  newFreezes(): readonly Problem[] {
    const { program, derived } = this.chart;
    return this.reading(() =>
      newFreezes(this.before, derived).map(({ path: setting, reason, readAt }) => ({
        code: 'CHART_FROZEN',
        object: program,
        path: setting,
        message: `the chart would not let its users change this setting any more: ${reason}`,
        file: readAt,
        fix: `Change what the program does with it; or accept it: run rollwright chart, and commit ${path.basename(this.path)}`,
      })),
    );
  }

  /** Whether it was written: it holds what it should already where not. */
  write(): boolean {
    const text = frozenList(this.chart.derived);
    if (text === this.before) return false;
    fs.writeFileSync(this.path, text);
    return true;
  }

  private reading<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof RollwrightError)) throw error;
      throw new RollwrightError(error.problems.map((problem) => ({ ...problem, file: this.path })));
    }
  }
}
