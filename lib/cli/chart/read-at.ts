import { chainOf, nameOf, type Syntax, type SyntaxNode, type Within } from './syntax';

/** One place that reads something: the names at the end of it. */
interface Read {
  readonly names: readonly string[];
  readonly at: string;
}

/**
 * Where files read a setting, as `file:line`: the expression whose names end as the setting's path does, the longest of them and the first of these.
 * @param shown a file as messages name it
 */
export function readsIn(files: readonly Syntax[], shown: (file: string) => string): (path: string) => string | undefined {
  let reads: readonly Read[] | undefined;
  return (path) => {
    reads ??= files.flatMap((syntax) =>
      syntax.nodes.flatMap((within) => readsOf(within).map(({ names, line }) => ({ names, at: `${shown(syntax.file)}:${line}` }))),
    );
    const steps = path.split('.').filter((step) => step !== '*' && step !== '~');
    let [best, most]: [string | undefined, number] = [undefined, 0];
    for (const { names, at } of reads) {
      const score = sameEnd(names, steps);
      if (score > most) [best, most] = [at, score];
    }
    return best;
  };
}

function readsOf({ node, around, field }: Within): readonly { readonly names: readonly string[]; readonly line: number }[] {
  const line = node.loc?.start.line;
  if (line === undefined) return [];
  const outer = around.at(-1);
  if (node.type.endsWith('MemberExpression') && field !== 'callee') {
    // The name itself may stand lines below the beginning of a long chain.
    const names = chainOf(node);
    const last = (node.property as SyntaxNode).loc?.start.line ?? line;
    return names === undefined ? [] : [{ names, line: last }];
  }
  if (node.type === 'ObjectProperty' && outer?.type === 'ObjectPattern') {
    const name = nameOf(node.key);
    return name === undefined ? [] : [{ names: [...patternPath(around), name], line }];
  }
  return [];
}

/** What a pattern takes apart: `const { web: { replicas } } = s` reads `s.web.replicas`. */
function patternPath(around: readonly SyntaxNode[]): readonly string[] {
  const declared = around.findLast(({ type }) => type === 'VariableDeclarator');
  const from = declared === undefined ? [] : (chainOf(declared.init) ?? []);
  const start = declared === undefined ? 0 : around.indexOf(declared);
  return [...from, ...around.slice(start).flatMap((one) => (one.type === 'ObjectProperty' ? (nameOf(one.key) ?? []) : []))];
}

function sameEnd(names: readonly string[], steps: readonly string[]): number {
  let count = 0;
  while (count < names.length && count < steps.length && names.at(-1 - count) === steps.at(-1 - count)) count++;
  return count;
}
