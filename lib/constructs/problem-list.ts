import { type Problem, RollwrightError } from '../errors';

/** Gathers what is wrong with one construct, so that its author hears all of it at once, and each thing once. */
export class ProblemList {
  readonly #problems = new Map<string, Problem>();

  /**
   * @param construct the construct path, for the messages
   */
  constructor(private readonly construct: string) {}

  /** Notes a problem; `path` is the place in the construct's props (`containers.0.env.A-B`). */
  add(code: string, path: string, message: string, fix: string): void {
    this.keep(path, { code, path, message, fix });
  }

  /** Keeps a problem that something else found, with this construct and this place where it names none of its own. */
  keep(path: string, problem: Problem | undefined): void {
    if (problem === undefined) return;
    const placed = { ...problem, path: problem.path ?? path, construct: problem.construct ?? this.construct };
    this.#problems.set(JSON.stringify([placed.construct, placed.code, placed.path, placed.message]), placed);
  }

  /** Runs something that may throw problems of its own, and keeps those. */
  attempt<T>(path: string, make: () => T): T | undefined {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof RollwrightError)) throw error;
      for (const problem of error.problems) this.keep(path, problem);
      return undefined;
    }
  }

  /** @throws RollwrightError with every problem that was noted, when there is one */
  throwIfAny(): void {
    if (this.#problems.size > 0) throw new RollwrightError([...this.#problems.values()]);
  }
}
