import { SourceMap, type SourceMapPayload, type SourceMapping } from 'node:module';

/** A place in a file that somebody wrote: line from 1, column from 0. */
export interface SourcePlace {
  readonly line: number;
  readonly column: number;
}

/** What V8 counts to a branch, and source maps to what stands before it. */
const BEFORE_WORDS = /^(?:[\s{}()?:;&|,]|else\b)*/;

/** The way from the code that V8 ran back to the file that it was made of. */
export class GeneratedCode {
  private readonly map: SourceMap | undefined;
  private readonly lineStarts: readonly number[];

  /** @param text what was compiled, with its source map as a comment where it has one */
  constructor(private readonly text: string) {
    this.map = mapIn(text);
    this.lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  /** Where the first word of a range stands in the file; undefined for code that a loader added. */
  placeOf(offset: number, end: number): SourcePlace | undefined {
    const at = offset + (BEFORE_WORDS.exec(this.text.slice(offset, end))?.[0].length ?? 0);
    if (at >= end) return this.placeAt(offset);
    return this.placeAt(at) ?? this.placeAt(offset);
  }

  private placeAt(offset: number): SourcePlace | undefined {
    const line = this.lineOf(offset);
    const column = offset - (this.lineStarts[line] as number);
    if (this.map === undefined) return { line: line + 1, column };
    const entry = this.map.findEntry(line, column) as Partial<SourceMapping>;
    if (typeof entry.originalLine !== 'number' || Number.isNaN(entry.originalLine)) return undefined;
    return { line: entry.originalLine + 1, column: entry.originalColumn as number };
  }

  private lineOf(offset: number): number {
    let [low, high] = [0, this.lineStarts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function mapIn(text: string): SourceMap | undefined {
  const [encoded] = [...text.matchAll(/^\/\/# sourceMappingURL=data:application\/json[^,\n]*;base64,(\S*)$/gm)].map(([, one]) => one).slice(-1);
  return encoded === undefined ? undefined : new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as SourceMapPayload);
}
