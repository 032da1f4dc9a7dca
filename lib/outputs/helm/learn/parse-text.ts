import { concat, constant, type Node } from '../template';
import type { TextExpression } from './expressions';

/** How many choices are tried before a text counts as not explained. */
const PATIENCE = 300;

/** Explains texts as one row of constants and expressions: all texts are read at once, from left to right. */
export function parseTexts(texts: readonly string[], rows: readonly number[], expressions: readonly TextExpression[], digits?: DigitsOf): Node | undefined {
  const usable = expressions.flatMap(({ node, values }) => {
    const own = rows.map((row) => values[row]);
    return own.every((value) => value !== undefined) && own.some((value) => value !== own[0]) ? [{ node, values: own }] : [];
  });
  return new Reader(texts, usable, digits).read(
    texts.map(() => 0),
    [],
  );
}

/** Explains the digits that stand at one place of all texts. */
export type DigitsOf = (numbers: readonly number[]) => Node | undefined;

interface Usable {
  readonly node: Node;
  readonly values: readonly string[];
}

class Reader {
  private tries = 0;

  constructor(
    private readonly texts: readonly string[],
    private readonly expressions: readonly Usable[],
    private readonly digits: DigitsOf | undefined,
  ) {}

  read(from: readonly number[], before: readonly Node[]): Node | undefined {
    const at = [...from];
    const parts = [...before];
    for (;;) {
      if (at.every((position, row) => position === this.text(row).length)) return concat(parts);
      const candidates = this.candidates(at);
      for (const { node, values } of candidates) {
        if (this.tries++ > PATIENCE) return undefined;
        const found = this.read(
          at.map((position, row) => position + (values[row] as string).length),
          [...parts, node],
        );
        if (found !== undefined) return found;
      }
      const literal = this.literal(at);
      if (literal === undefined) return candidates.length > 0 ? undefined : this.number(at, parts);
      parts.push(constant(literal));
      for (const row of at.keys()) at[row] = (at[row] as number) + literal.length;
    }
  }

  private text(row: number): string {
    return this.texts[row] as string;
  }

  /** The expressions that stand here in every text, longest first. */
  private candidates(at: readonly number[]): readonly Usable[] {
    const found = this.expressions.filter(({ values }) => values.every((value, row) => this.text(row).startsWith(value, at[row])));
    const length = ({ values }: Usable) => values.reduce((sum, value) => sum + value.length, 0);
    return found.length < 2 ? found : found.sort((a, b) => length(b) - length(a)).slice(0, 4);
  }

  /** The character that stands here in every text. */
  private literal(at: readonly number[]): string | undefined {
    const code = this.text(0).codePointAt(at[0] as number);
    if (code === undefined || !at.every((position, row) => this.text(row).codePointAt(position) === code)) return undefined;
    return String.fromCodePoint(code);
  }

  private number(at: readonly number[], parts: readonly Node[]): Node | undefined {
    if (this.digits === undefined) return undefined;
    const found = at.map((position, row) => /^-?(?:0|[1-9]\d{0,14})(?![\d.])/.exec(this.text(row).slice(position, position + 17))?.[0]);
    if (found.some((digits) => digits === undefined)) return undefined;
    const node = this.digits(found.map(Number));
    if (node === undefined) return undefined;
    return this.read(
      at.map((position, row) => position + (found[row] as string).length),
      [...parts, { op: 'text', of: node }],
    );
  }
}
