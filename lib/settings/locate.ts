import type { parse } from '@babel/parser';
import { RollwrightError } from '../errors';
import type { Path } from './path';
import { formatPath } from './path';
import { valuesFileLayer } from './values-file';

/** The parts of a Babel syntax tree that are read here. */
interface Node {
  readonly type: string;
  readonly loc?: { readonly start: { readonly line: number }; readonly end: { readonly line: number } } | null;
  readonly [field: string]: unknown;
}

/**
 * The line of a setting in the source text of a TypeScript file that says it with `layer({ … })`.
 *
 * Follows nested object and array literals, constants of the same file and spreads; where something cannot be followed (a function call), the line
 * of the last thing that could. The last of several members of one name counts, as in JavaScript.
 * @param text the source of the file
 * @param callLine the line of the `layer` call (`Layer.line`), for files with more than one
 * @returns a line from 1; undefined where the text cannot be parsed or holds no such call
 */
export function lineInTypeScript(text: string, path: Path, callLine?: number): number | undefined {
  const file = parsed(text);
  if (file === undefined) return undefined;
  const calls = nodesIn(file).filter((node) => node.type === 'CallExpression' && calleeName(node) === 'layer');
  const call = (callLine === undefined ? undefined : calls.findLast((node) => covers(node, callLine))) ?? calls[0];
  const argument = (call?.arguments as Node[] | undefined)?.[0];
  if (call === undefined || argument === undefined) return undefined;
  return follow(argument, path, constantsOf(file)) ?? call.loc?.start.line;
}

/** The line of a setting in the text of a values file, or of the nearest thing around it. @returns a line from 1; undefined where the text cannot be read */
export function lineInValuesFile(text: string, path: Path): number | undefined {
  try {
    const { lines } = valuesFileLayer({ file: '', content: text });
    for (let length = path.length; length > 0; length--) {
      const line = lines?.get(formatPath(path.slice(0, length)));
      if (line !== undefined) return line;
    }
    return undefined;
  } catch (error) {
    if (error instanceof RollwrightError) return undefined;
    throw error;
  }
}

/** Loaded on first use: only messages and `explain` need it. */
function parsed(text: string): Node | undefined {
  const babel = require('@babel/parser') as { readonly parse: typeof parse };
  try {
    return babel.parse(text, { sourceType: 'module', plugins: ['typescript'], errorRecovery: true }) as unknown as Node;
  } catch {
    return undefined;
  }
}

/** The line of a path in an expression; undefined where its first step is not there. */
function follow(expression: Node | undefined, path: Path, constants: ReadonlyMap<string, Node>, around: readonly Node[] = []): number | undefined {
  const [step, ...rest] = path;
  if (expression === undefined || around.includes(expression) || step === undefined) return undefined;
  const inside = [...around, expression];
  const dig = (node: Node | undefined, at: Path) => follow(node, at, constants, inside);
  switch (expression.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return dig(expression.expression as Node, path);
    case 'Identifier':
      return dig(constants.get(String(expression.name)), path);
    case 'LogicalExpression':
      return dig(expression.right as Node, path) ?? dig(expression.left as Node, path);
    case 'ConditionalExpression':
      return dig(expression.consequent as Node, path) ?? dig(expression.alternate as Node, path);
    case 'ArrayExpression': {
      const item = typeof step === 'number' ? (expression.elements as (Node | null)[])[step] : undefined;
      return item === undefined || item === null ? undefined : (dig(item, rest) ?? item.loc?.start.line);
    }
    case 'ObjectExpression':
      for (const member of [...(expression.properties as Node[])].reverse()) {
        const line = member.type === 'SpreadElement' ? dig(member.argument as Node, path) : undefined;
        if (line !== undefined) return line;
        if (nameOf(member) === step) return dig(member.value as Node | undefined, rest) ?? member.loc?.start.line;
      }
      return undefined;
    default:
      return undefined;
  }
}

function nameOf(member: Node): string | undefined {
  const key = member.key as Node | undefined;
  if (key === undefined || (member.computed === true && key.type === 'Identifier')) return undefined;
  if (key.type === 'Identifier') return String(key.name);
  return key.type === 'StringLiteral' || key.type === 'NumericLiteral' ? String(key.value) : undefined;
}

function calleeName(call: Node): string | undefined {
  const callee = call.callee as Node;
  const named =
    callee.type === 'MemberExpression' ? (callee.property as Node) : callee.type === 'TSInstantiationExpression' ? (callee.expression as Node) : callee;
  return named.type === 'Identifier' ? String(named.name) : undefined;
}

function covers(node: Node, line: number): boolean {
  return node.loc !== undefined && node.loc !== null && node.loc.start.line <= line && line <= node.loc.end.line;
}

function constantsOf(file: Node): Map<string, Node> {
  const constants = new Map<string, Node>();
  for (const node of nodesIn(file)) {
    const id = node.id as Node | undefined;
    if (node.type === 'VariableDeclarator' && id?.type === 'Identifier' && node.init != null) constants.set(String(id.name), node.init as Node);
  }
  return constants;
}

/** Every node of a tree, in source order. */
function nodesIn(root: Node): Node[] {
  const nodes: Node[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (Array.isArray(value) || typeof value !== 'object' || value === null || typeof (value as Node).type !== 'string') return;
    nodes.push(value as Node);
    for (const [field, member] of Object.entries(value)) if (field !== 'loc' && !field.endsWith('omments')) visit(member);
  };
  visit(root);
  return nodes;
}
