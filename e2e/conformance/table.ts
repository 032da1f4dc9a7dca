import { writeFileSync } from 'node:fs';
import type { Dialect, Lack } from './dialect';
import { page } from './page';

/** What became of a scenario on an output. */
export type Cell = { readonly measured: string } | { readonly skipped: Lack } | { readonly failed: true };

/** A row: its name, and what it promises. */
export interface Row {
  readonly name: string;
  readonly promise: string;
}

/** Names the file that the results of a whole run are written to. */
export const RECORD = 'ROLLWRIGHT_CONFORMANCE_RECORD';

/** The results of a run: scenarios x outputs. */
export class Table {
  private readonly rows = new Map<string, Map<string, Cell>>();

  constructor(private readonly columns: readonly string[]) {}

  set(row: string, column: string, cell: Cell): void {
    this.rows.set(row, (this.rows.get(row) ?? new Map<string, Cell>()).set(column, cell));
  }

  /** Prints the table, and writes it as a page where {@link RECORD} says so. @throws Error when it is to be recorded and something failed or did not run */
  report(rows: readonly Row[], dialects: readonly Dialect[]): void {
    process.stdout.write(`\n${this.markdown()}\n\n`);
    const file = process.env[RECORD];
    if (file === undefined) return;
    const missing = rows.filter(({ name }) => this.columns.some((column) => isMissing(this.rows.get(name)?.get(column))));
    if (missing.length > 0) throw new Error(`not recorded, since these failed or did not run: ${missing.map(({ name }) => name).join(', ')}`);
    writeFileSync(file, page(this.markdown(), rows, dialects));
  }

  /** As a table in Markdown, which is also readable on a terminal. */
  private markdown(): string {
    const head = ['scenario', ...this.columns];
    const lines = [...this.rows].map(([row, cells]) => [row, ...this.columns.map((column) => textOf(cells.get(column)))]);
    return [head, head.map(() => '-'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  }
}

function isMissing(cell: Cell | undefined): boolean {
  return cell === undefined || 'failed' in cell;
}

function textOf(cell: Cell | undefined): string {
  if (cell === undefined) return 'not run';
  if ('failed' in cell) return 'FAILED';
  return 'measured' in cell ? `ok: ${cell.measured}` : `skipped: ${cell.skipped.why} (${cell.skipped.issue})`;
}
