import type { parse } from '@babel/parser';

/** The parts of a Babel syntax tree that are read here. */
export interface SyntaxNode {
  readonly type: string;
  readonly loc?: { readonly start: Position; readonly end: Position } | null;
  readonly [field: string]: unknown;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** A node with what is around it, the nearest last. */
export interface Within {
  readonly node: SyntaxNode;
  readonly around: readonly SyntaxNode[];
  /** The field of the nearest that holds it: `callee`, `arguments`. */
  readonly field: string;
}

/** One parsed file. */
export interface Syntax {
  readonly file: string;
  readonly nodes: readonly Within[];
  readonly comments: readonly { readonly text: string; readonly line: number }[];
}

/** Parses TypeScript or JavaScript; undefined for what is neither. The parser is loaded on first use. */
export function syntaxOf(file: string, text: string): Syntax | undefined {
  const babel = require('@babel/parser') as { readonly parse: typeof parse };
  try {
    const plugins = ['typescript', 'decorators', ...(/x$/.test(file) ? ['jsx'] : [])] as never[];
    const tree = babel.parse(text, { sourceType: 'unambiguous', plugins, errorRecovery: true }) as unknown as SyntaxNode & {
      readonly program: SyntaxNode;
      readonly comments?: readonly { readonly value: string; readonly loc: { readonly end: Position } }[];
    };
    const comments = (tree.comments ?? []).map(({ value, loc }) => ({ text: value, line: loc.end.line }));
    return { file, nodes: nodesIn(tree.program), comments };
  } catch {
    return undefined;
  }
}

/** Every node of a tree, outer ones first, in source order. Types are left out: nothing of them runs. */
function nodesIn(root: SyntaxNode): readonly Within[] {
  const nodes: Within[] = [];
  const visit = (node: SyntaxNode, around: readonly SyntaxNode[], field: string): void => {
    nodes.push({ node, around, field });
    const inside = [...around, node];
    for (const [name, member] of Object.entries(node)) {
      if (name === 'loc' || name.endsWith('omments') || name === 'typeAnnotation' || name === 'returnType' || name === 'typeParameters') continue;
      for (const one of Array.isArray(member) ? member : [member]) if (isNode(one) && !isType(one)) visit(one, inside, name);
    }
  };
  visit(root, [], '');
  return nodes;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';
}

const RUNNING = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'TSTypeAssertion', 'TSParameterProperty', 'TSExportAssignment']);

function isType({ type }: SyntaxNode): boolean {
  return type.startsWith('TS') && !RUNNING.has(type);
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'ObjectMethod', 'ClassMethod', 'ClassPrivateMethod']);

export function isFunction({ type }: SyntaxNode): boolean {
  return FUNCTIONS.has(type);
}

/** The innermost function around a node. */
export function functionAround({ around }: Within): SyntaxNode | undefined {
  return around.findLast(isFunction);
}

/** Whether a node holds a place; line from 1, column from 0. */
export function holds({ loc }: SyntaxNode, { line, column }: Position): boolean {
  if (loc === undefined || loc === null) return false;
  const { start, end } = loc;
  const isAfter = line > start.line || (line === start.line && column >= start.column);
  return isAfter && (line < end.line || (line === end.line && column < end.column));
}

/** The name of an identifier or of a text as a key; undefined for what is computed. */
export function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Identifier') return String(node.name);
  return node.type === 'StringLiteral' || node.type === 'NumericLiteral' ? String(node.value) : undefined;
}

/** What a call calls: the last name of it. */
export function calledName(call: SyntaxNode): string | undefined {
  const callee = call.callee as SyntaxNode | undefined;
  if (callee === undefined) return undefined;
  return nameOf(callee.type.endsWith('MemberExpression') ? callee.property : callee);
}

/** The names of a chain of members, `s.web.replicas`, as far as they are names; undefined where it is none. */
export function chainOf(node: unknown): readonly string[] | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Identifier') return [String(node.name)];
  if (node.type === 'ThisExpression') return ['this'];
  if (node.type === 'TSNonNullExpression' || node.type === 'TSAsExpression' || node.type === 'ParenthesizedExpression') return chainOf(node.expression);
  if (!node.type.endsWith('MemberExpression')) return undefined;
  const of = chainOf(node.object);
  const name = node.computed === true && (node.property as SyntaxNode).type === 'Identifier' ? undefined : nameOf(node.property);
  return name === undefined ? undefined : [...(of ?? []), name];
}
