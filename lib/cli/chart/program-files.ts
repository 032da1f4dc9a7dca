import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { calledName, nameOf, type Syntax, type SyntaxNode, syntaxOf } from './syntax';

/** Our own code, and the typed objects that come with it. */
const OURS = [path.resolve(__dirname, '../..') + path.sep, path.resolve(__dirname, '../../../imports') + path.sep];

/** Whether somebody who uses us wrote a file: it belongs neither to us nor to a package. */
export function isUsers(file: string): boolean {
  if (file.includes(`${path.sep}node_modules${path.sep}`)) return false;
  return !OURS.some((folder) => file.startsWith(folder)) || file.includes(`${path.sep}testing${path.sep}`);
}

/** Files that somebody wrote, parsed when they are asked for. */
export class SourceFiles {
  private readonly known = new Map<string, Syntax | undefined>();

  syntax(file: string): Syntax | undefined {
    if (!this.known.has(file)) this.known.set(file, parsed(file));
    return this.known.get(file);
  }

  /**
   * The files of a program: the one that declares it by its name, and what that imports; all of the project where none does.
   * @param main the file that declares the project
   */
  ofProgram(name: string, main: string): readonly string[] {
    const all = this.withImports([main]);
    const declaring = this.syntaxes(all).filter(({ nodes }) => nodes.some(({ node }) => isProgram(node, name)));
    return declaring.length === 0 ? all : this.withImports(declaring.map(({ file }) => file));
  }

  /** These files and all that they import of the user's own, in the order in which they are met. */
  withImports(files: Iterable<string>): readonly string[] {
    const found = new Set<string>();
    const visit = (file: string): void => {
      if (found.has(file)) return;
      found.add(file);
      for (const other of importsOf(this.syntax(file))) visit(other);
    };
    for (const file of files) visit(file);
    return [...found];
  }

  syntaxes(files: readonly string[]): readonly Syntax[] {
    return files.map((file) => this.syntax(file)).filter((syntax) => syntax !== undefined);
  }
}

function parsed(file: string): Syntax | undefined {
  try {
    return syntaxOf(file, fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined; // a loader may make modules that are no files
  }
}

/** `program({ name: 'shop', … })` */
function isProgram(node: SyntaxNode, name: string): boolean {
  if (node.type !== 'CallExpression' || calledName(node) !== 'program') return false;
  const [props] = node.arguments as readonly SyntaxNode[];
  const members = props?.type === 'ObjectExpression' ? (props.properties as readonly SyntaxNode[]) : [];
  return members.some((member) => nameOf(member.key) === 'name' && nameOf(member.value) === name);
}

function importsOf(syntax: Syntax | undefined): readonly string[] {
  if (syntax === undefined) return [];
  return syntax.nodes.flatMap(({ node }) => {
    const from = importedFrom(node);
    const file = from === undefined ? undefined : /^\.|^\//.test(from) ? existing(path.resolve(path.dirname(syntax.file), from)) : ofPackage(from, syntax.file);
    return file !== undefined && isUsers(file) ? [file] : [];
  });
}

function importedFrom(node: SyntaxNode): string | undefined {
  if (/^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type)) {
    if (node.importKind === 'type' || node.exportKind === 'type') return undefined;
    return (node.source as { value?: string } | null | undefined)?.value;
  }
  const isRequire = node.type === 'CallExpression' && nameOf(node.callee) === 'require';
  return isRequire ? nameOf((node.arguments as readonly SyntaxNode[])[0]) : undefined;
}

/** A package may be one of the user's own, linked from a workspace. */
function ofPackage(name: string, from: string): string | undefined {
  try {
    const file = createRequire(from).resolve(name);
    return path.isAbsolute(file) ? file : undefined; // else one of Node's own
  } catch {
    return undefined;
  }
}

const ENDINGS = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.cjs', '.mjs', '/index.ts', '/index.js'];

/** As loaders of TypeScript resolve a path; `./x.js` may be `./x.ts`. */
function existing(at: string): string | undefined {
  const asked = [at, at.replace(/\.([cm]?)js$/, '.$1ts')];
  return asked.flatMap((one) => ENDINGS.map((ending) => `${one}${ending}`)).find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true);
}
