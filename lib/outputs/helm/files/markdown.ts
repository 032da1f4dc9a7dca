/** Text inside a table of Markdown: on one line, and with nothing that ends a cell or begins a tag. */
export function cell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\|<>*_`[\]]/g, (sign) => `\\${sign}`);
}

/** Text as code, inside a table too. */
export function code(text: string): string {
  const ticks = '`'.repeat(1 + Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length)));
  const pad = text.startsWith('`') || text.endsWith('`') || text === '' ? ' ' : '';
  return `${ticks}${pad}${text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')}${pad}${ticks}`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '-'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
