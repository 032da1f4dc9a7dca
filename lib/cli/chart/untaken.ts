import type { Range, RunFunction, RunScript, ScriptText } from './coverage';
import { GeneratedCode, type SourcePlace } from './generated-code';
import { calledName, functionAround, holds, isFunction, nameOf, type Syntax, type SyntaxNode, type Within } from './syntax';

/** What is asked about what did not run. */
export interface Watched {
  /** What ran while the chart was learned. */
  readonly scripts: readonly RunScript[];
  /** What runs when the program is rendered with settings that are validated already. */
  readonly rendering: readonly RunScript[];
  readonly texts: ReadonlyMap<string, ScriptText>;
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
    const [syntax, text] = [watched.syntax(script.file), watched.texts.get(script.id)];
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

/** Calls whose functions say whether a value is valid, and give nothing. */
const VALIDATING = new Set(['refine', 'superRefine', 'check', 'custom', 'refinement']);
/** Calls at the top of a module whose functions are run for others: declarations and schemas. */
const DECLARING = new Set([
  ...VALIDATING,
  'program',
  'rollwright',
  'layer',
  'transform',
  'preprocess',
  'lazy',
  'default',
  'prefault',
  'catch',
  'codec',
  'overwrite',
]);

/** What the files of a program do with their functions. */
class Functions {
  private readonly rendering: ReadonlySet<SyntaxNode>;

  constructor(private readonly files: readonly File[]) {
    this.rendering = new Set(files.flatMap(({ functions }) => functions.filter(({ isRendering }) => isRendering).map(({ within }) => within.node)));
  }

  /** Whether a function only says whether settings are valid: it is given to a schema for that, or called by such functions alone. */
  isValidation(within: Within, syntax: Syntax, seen: ReadonlySet<SyntaxNode> = new Set()): boolean {
    if (seen.has(within.node)) return true;
    if (isArgumentOf(within, VALIDATING)) return true;
    const name = boundName(within);
    if (name === undefined) {
      const around = syntax.nodes.find(({ node }) => node === functionAround(within));
      return around !== undefined && this.isValidation(around, syntax, new Set([...seen, within.node]));
    }
    const uses = this.usesOf(name);
    return (
      uses.length > 0 &&
      uses.every(({ within: use, syntax: file }) => {
        if (isArgumentOf(use, VALIDATING)) return true;
        const around = file.nodes.find(({ node }) => node === functionAround(use));
        return around !== undefined && this.isValidation(around, file, new Set([...seen, within.node]));
      })
    );
  }

  /**
   * Whether a function that nobody called is one that a program may come to call without a branch of its own: a callback, an entry of a table. What
   * is called by its name would have been called.
   */
  mayBeCalled(within: Within): boolean {
    if (!this.isMade(within) || isMember(within) || isArgumentOf(within, DECLARING)) return false;
    const name = boundName(within);
    if (name !== undefined) return this.isReached(name, ({ field }) => field !== 'callee');
    const table = functionAround(within) === undefined ? tableName(within) : undefined;
    return table === undefined || this.isReached(table);
  }

  /** Whether something that renders uses a name, or a table at the top of a module that is used itself. */
  private isReached(name: string, counts: (use: Within) => boolean = () => true, seen: readonly string[] = []): boolean {
    return this.usesOf(name).some(({ within: use }) => {
      if (!counts(use)) return false;
      const around = functionAround(use);
      if (around !== undefined) return this.rendering.has(around);
      const table = tableName(use);
      return table !== undefined && !isArgumentOf(use, DECLARING) && ![...seen, name].includes(table) && this.isReached(table, undefined, [...seen, name]);
    });
  }

  /** Whether what stands around is run: at the top of a module, or in a function that renders. */
  private isMade(within: Within): boolean {
    const around = functionAround(within);
    return around === undefined || this.rendering.has(around);
  }

  private usesOf(name: string): readonly { readonly within: Within; readonly syntax: Syntax }[] {
    return this.files.flatMap(({ syntax }) =>
      syntax.nodes.filter((within) => within.node.type === 'Identifier' && within.node.name === name && isUse(within)).map((within) => ({ within, syntax })),
    );
  }
}

/** Methods are called by their names. */
function isMember({ node, around }: Within): boolean {
  return /^Class(Private)?Method$/.test(node.type) || /^Class(Private)?Property$/.test(around.at(-1)?.type ?? '');
}

/** The name that a table at the top of a module is bound to. */
function tableName({ around }: Within): string | undefined {
  return nameOf(around.findLast(({ type }) => type === 'VariableDeclarator')?.id);
}

function isUse({ around, field }: Within): boolean {
  const holder = around.at(-1);
  if (holder === undefined || /^(Import|Export)\w*Specifier$/.test(holder.type) || holder.type === 'ExportDefaultDeclaration') return false;
  if (field === 'id' || field === 'params' || field === 'key') return false;
  return !(holder.type.endsWith('MemberExpression') && field === 'property' && holder.computed !== true);
}

/** The name that a function is declared by, or bound to. */
function boundName({ node, around }: Within): string | undefined {
  if (node.type === 'FunctionDeclaration') return nameOf(node.id);
  const holder = around.at(-1);
  return holder?.type === 'VariableDeclarator' ? nameOf(holder.id) : undefined;
}

/** Whether a node stands in what a call of one of these names is given. */
function isArgumentOf({ node, around }: Within, names: ReadonlySet<string>): boolean {
  return around.some((call, at) => {
    if (call.type !== 'CallExpression' || !names.has(calledName(call) ?? '')) return false;
    return (call.arguments as readonly SyntaxNode[]).includes(around[at + 1] ?? node);
  });
}
