import type { Range, RunFunction, RunScript } from './coverage';
import { Functions } from './functions';
import { GeneratedCode, type SourcePlace } from './generated-code';
import { calledName, holds, isFunction, type Syntax, type SyntaxNode, type Within } from './syntax';

/** What is asked about what did not run. */
export interface Watched {
  /** What ran while the chart was learned. */
  readonly scripts: readonly RunScript[];
  /** What runs when the program is rendered with settings that are validated already. */
  readonly rendering: readonly RunScript[];
  /** What was compiled, by file. */
  readonly texts: ReadonlyMap<string, string>;
  readonly syntax: (file: string) => Syntax | undefined;
}

export interface Line {
  readonly file: string;
  readonly line: number;
}

/**
 * The branches of a program that nothing took, and the functions that it hands on and that nobody called, each as its first line. Left out is what no chart
 * depends on: what runs when a module is loaded, what only says whether settings are valid, and what its author says cannot be reached (`never`, or
 * a comment `v8 ignore next`).
 */
export function untakenLines(watched: Watched): readonly Line[] {
  const files = watched.scripts.flatMap((script) => {
    const [syntax, text] = [watched.syntax(script.file), watched.texts.get(script.file)];
    return syntax === undefined || text === undefined ? [] : [new File(script, syntax, new GeneratedCode(text), watched.rendering)];
  });
  const program = new Functions(files);
  const lines = files.flatMap((file) => file.lines(program));
  return [...new Map(lines.map((line) => [`${line.file}:${line.line}`, line])).values()].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

/** One script and the file that it was made of. */
class File {
  /** The functions of the script that stand in the file. */
  readonly functions: readonly { readonly run: RunFunction; readonly within: Within; readonly isRendering: boolean }[];

  constructor(
    script: RunScript,
    readonly syntax: Syntax,
    private readonly code: GeneratedCode,
    rendering: readonly RunScript[],
  ) {
    const rendered = new Set(
      rendering.filter(({ id }) => id === script.id).flatMap(({ functions }) => functions.filter(({ ran }) => ran).map(({ start, end }) => `${start}-${end}`)),
    );
    this.functions = script.functions.flatMap((run) => {
      const place = code.placeOf(run.start, run.end);
      const within = place === undefined ? undefined : functionAt(syntax, place);
      return within === undefined ? [] : [{ run, within, isRendering: rendered.has(`${run.start}-${run.end}`) }];
    });
  }

  lines(program: Functions): readonly Line[] {
    const ranges = this.functions.flatMap(({ run, within, isRendering }) =>
      run.ran && (isRendering || !program.isValidation(within, this.syntax)) ? run.untaken : [],
    );
    const branches = ranges.flatMap((range) => {
      const place = this.code.placeOf(range.start, range.end);
      return place === undefined || this.isSaidUnreachable(range, place) ? [] : [{ file: this.syntax.file, line: place.line }];
    });
    const uncalled = this.functions.filter(({ run, within }) => !run.ran && !isInside(run, ranges) && program.mayBeCalled(within));
    return [...branches, ...uncalled.flatMap(({ within }) => this.lineOf(within))];
  }

  private lineOf({ node }: Within): readonly Line[] {
    const line = node.loc?.start.line;
    return line === undefined || this.isIgnored(line) ? [] : [{ file: this.syntax.file, line }];
  }

  /** TypeScript proves a branch unreachable where it says `never`; the rest has to be said in words. */
  private isSaidUnreachable(range: Range, place: SourcePlace): boolean {
    const end = this.code.placeOf(range.end, range.end + 1)?.line ?? place.line;
    const inside = this.syntax.nodes.filter(({ node }) => {
      const start = node.loc?.start;
      return start !== undefined && start.line >= place.line && start.line <= Math.max(end, place.line);
    });
    return this.isIgnored(place.line) || inside.some(({ node }) => saysNever(node));
  }

  private isIgnored(line: number): boolean {
    return this.syntax.comments.some(
      (comment) => (comment.line === line || comment.line === line - 1) && /\b(v8|c8|istanbul) ignore (next|if|else)\b/.test(comment.text),
    );
  }
}

function isInside({ start, end }: Range, ranges: readonly Range[]): boolean {
  return ranges.some((range) => range.start <= start && end <= range.end);
}

/** The function that a place begins; loaders map its beginning to the word `export` before it, or to its name. */
function functionAt({ nodes }: Syntax, place: SourcePlace): Within | undefined {
  const functions = nodes.filter(({ node }) => isFunction(node));
  const onLine = functions.filter(({ node }) => node.loc?.start.line === place.line && node.loc.start.column >= place.column);
  const first = onLine.sort((a, b) => (a.node.loc?.start.column ?? 0) - (b.node.loc?.start.column ?? 0))[0];
  const around = functions.findLast(({ node }) => holds(node, place));
  return first !== undefined && (around === undefined || first.node.loc?.start.column === place.column || !holds(around.node, place)) ? first : around;
}

function saysNever(node: SyntaxNode): boolean {
  const annotated = (node.typeAnnotation as SyntaxNode | undefined)?.typeAnnotation ?? node.typeAnnotation;
  if ((annotated as SyntaxNode | undefined)?.type === 'TSNeverKeyword') return true;
  return node.type === 'CallExpression' && /^(assert)?(never|unreachable|exhaustive)/i.test(calledName(node) ?? '');
}
