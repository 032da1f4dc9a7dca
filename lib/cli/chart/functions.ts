import { calledName, functionAround, nameOf, type Syntax, type SyntaxNode, type Within } from './syntax';

/** A file, and those of its functions that were compiled. */
export interface FunctionsOfFile {
  readonly syntax: Syntax;
  readonly functions: readonly { readonly within: Within; readonly isRendering: boolean }[];
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
export class Functions {
  private readonly rendering: ReadonlySet<SyntaxNode>;

  constructor(private readonly files: readonly FunctionsOfFile[]) {
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
