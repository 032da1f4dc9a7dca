/** Rows in columns of equal width, two blanks apart, without blanks at the end of a line. */
export function table(rows: readonly (readonly string[])[], indent = ''): string {
  const widths: number[] = [];
  for (const row of rows) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  return rows.map((row) => `${indent}${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd()).join('\n');
}

/** A value on one line: text as it is where that cannot be misread, all else as JSON writes it. */
export function shown(value: unknown): string {
  if (value === undefined) return '(nothing)';
  return typeof value === 'string' && /^[^\s"[\]{}()](?:[^\p{C}\n]*[^\s\p{C}])?$/u.test(value) ? value : JSON.stringify(value);
}
