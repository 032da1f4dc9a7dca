/**
 * What rollwright says when the input is wrong: one problem a line, each with a code that has a page under docs/errors.
 * Every room may use this file; it uses none.
 */

/** Where and what one thing is wrong. All fields are for people; none may hold a secret's text. */
export interface Problem {
  /** Stable, upper-case, with a page at `docs/errors/<code>.md`. */
  readonly code: string;
  /** What is wrong, in one sentence, without a final full stop. */
  readonly message: string;
  /** The environment that was rendered, when there is one. */
  readonly environment?: string | undefined;
  /** The Kubernetes object, as `Kind namespace/name`. */
  readonly object?: string | undefined;
  /** The place inside the settings (`web.replicas`) or the object (`/spec/replicas`). */
  readonly path?: string | undefined;
  /** The file (and line, as `file:line`) that says it. */
  readonly file?: string | undefined;
  /** The construct path, as cdk8s prints it. */
  readonly construct?: string | undefined;
  /** What to do about it, as an imperative sentence. */
  readonly fix?: string | undefined;
}

/** The page that explains a code. */
export function docsPage(code: string): string {
  return `docs/errors/${code}.md`;
}

/** One problem as people read it: the first line says code, place and problem; the lines below say where and what to do. */
export function formatProblem(problem: Problem): string {
  return formatWithPage(problem, docsPage(problem.code));
}

/**
 * A problem as {@link formatProblem} has it, for whoever knows where the pages are.
 * @param page the file that explains the code
 */
export function formatWithPage(problem: Problem, page: string): string {
  const place = [problem.environment, problem.object, problem.path].filter((part) => part !== undefined && part !== '');
  const lines = [`error ${[problem.code, ...place].join('  ')}: ${problem.message}`];
  const at = [problem.construct, problem.file].filter((part) => part !== undefined && part !== '');
  if (at.length > 0) lines.push(`  at ${at.join('  ')}`);
  if (problem.fix !== undefined) lines.push(`  fix: ${sentence(problem.fix)}`);
  lines.push(`  ${page}`);
  return lines.join('\n');
}

/** One spelling for all: a capital, and no full stop at the end. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`.replace(/(?<!\.)\.$/, '');
}

/** What tells our errors, of this copy of the package or another. */
const BRAND = Symbol.for('rollwright.error');

/** The input is wrong: all the problems that were found, together. */
export class RollwrightError extends Error {
  /**
   * Whether a value is one of these. A command that is installed somewhere else than the project's own copy of the package meets errors of the other copy, with
   * problems that are as good as its own. Subclasses ask as usual.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: a subclass has this method too, and means itself
    if (this !== RollwrightError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  override readonly name = 'RollwrightError';
  readonly problems: readonly Problem[];

  constructor(problems: Problem | readonly Problem[]) {
    const all = Array.isArray(problems) ? (problems as readonly Problem[]) : [problems as Problem];
    super(all.map(formatProblem).join('\n'));
    this.problems = all;
  }

  /** @internal */
  get [BRAND](): true {
    return true;
  }

  /** The code of the first problem. */
  get code(): string {
    return this.problems[0]?.code ?? 'UNKNOWN';
  }
}
