import { calledName, nameOf, type Syntax, type SyntaxNode, type Within } from './syntax';

/** Texts that say nothing about behaviour. */
const SPOKEN = new Set(['describe', 'meta', 'require']);

/**
 * The literals of a program's files: what it may compare its settings with. Texts, pieces of templates, numbers, the plain words of regular expressions, and the
 * keys of tables that something is looked up in.
 */
export function literalsOf(files: readonly Syntax[]): readonly (string | number)[] {
  const tables = new Set(files.flatMap(({ nodes }) => nodes.flatMap(({ node }) => tableName(node))));
  return [...new Set(files.flatMap(({ nodes }) => nodes.flatMap((within) => literals(within, tables))))];
}

function literals({ node, around, field }: Within, tables: ReadonlySet<string>): readonly (string | number)[] {
  switch (node.type) {
    case 'StringLiteral':
      return isSpoken(around, field) ? [] : [String(node.value)];
    case 'TemplateElement': {
      const text = (node.value as { cooked?: string | null }).cooked ?? '';
      return text === '' ? [] : [text];
    }
    case 'NumericLiteral':
      return [Number(node.value)];
    case 'RegExpLiteral':
      return wordsOf(String(node.pattern));
    case 'ObjectProperty':
    case 'ObjectMethod':
      return isInTable(around, tables) ? [nameOf(node.key) ?? []].flat() : [];
    default:
      return [];
  }
}

function isSpoken(around: readonly SyntaxNode[], field: string): boolean {
  const [outer, nearest] = around.slice(-2);
  if (nearest?.type.startsWith('Import') || nearest?.type.startsWith('Export')) return true;
  const call = nearest?.type === 'CallExpression' ? nearest : field === 'value' && outer?.type === 'CallExpression' ? outer : undefined;
  return call !== undefined && SPOKEN.has(calledName(call) ?? '');
}

/** What a regular expression has in plain letters: `https` of `/^https?:/`. */
function wordsOf(pattern: string): readonly string[] {
  return pattern
    .replace(/(\w)[?*]/g, '($1)')
    .split(/\[[^\]]*\]|\{[^}]*\}|\\[a-zA-Z0-9]|\\(?=.)|[\^$*+?()|]/)
    .filter((word) => word !== '');
}

/** Of `table[key]` and `key in table`, the table's name. */
function tableName(node: SyntaxNode): readonly string[] {
  if (node.type === 'BinaryExpression' && node.operator === 'in') return [nameOf(node.right) ?? []].flat();
  if (!node.type.endsWith('MemberExpression') || node.computed !== true) return [];
  if (nameOf(node.property) !== undefined && (node.property as SyntaxNode).type !== 'Identifier') return [];
  return [nameOf(node.object) ?? []].flat();
}

/** Whether members of the nearest object literal are looked up: by the name that it is bound to, or right where it stands. */
function isInTable(around: readonly SyntaxNode[], tables: ReadonlySet<string>): boolean {
  const at = around.findLastIndex(({ type }) => type === 'ObjectExpression');
  const holder = around.slice(0, at).findLast(({ type }) => !type.startsWith('TS') && type !== 'ParenthesizedExpression' && type !== 'CallExpression');
  if (holder === undefined) return false;
  if (holder.type.endsWith('MemberExpression')) return holder.computed === true;
  return holder.type === 'VariableDeclarator' && tables.has(nameOf(holder.id) ?? '');
}
