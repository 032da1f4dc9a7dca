import { comparingFeatures, type Feature, plainFeatures } from './features';
import type { Table } from './table';
import { type Condition, not } from './template';

/** A condition or its opposite, and in which of the rows that matter it holds. */
interface Literal {
  readonly condition: Condition;
  readonly bits: Uint8Array;
  readonly weight: number;
}

/** How many single conditions a formula may have. */
const LONGEST = 8;

/** Finds the formulas that say when something is there. */
export class Formulas {
  private plain: readonly Feature[] | undefined;
  private comparing: readonly Feature[] | undefined;
  private readonly known = new Map<string, Condition | undefined>();

  constructor(private readonly table: Table) {}

  get plainFeatures(): readonly Feature[] {
    this.plain ??= plainFeatures(this.table);
    return this.plain;
  }

  get comparingFeatures(): readonly Feature[] {
    this.comparing ??= comparingFeatures(this.table);
    return this.comparing;
  }

  /** The shortest condition found that holds in exactly those rows where `wanted` does. */
  find(rows: readonly number[], wanted: readonly boolean[]): Condition | undefined {
    const target = Uint8Array.from(wanted, Number);
    const key = `${rows.join()}:${target.join('')}`;
    if (this.known.has(key)) return this.known.get(key);
    const formula = this.search(rows, target);
    this.known.set(key, formula);
    return formula;
  }

  private search(rows: readonly number[], target: Uint8Array): Condition | undefined {
    const plain = literals(this.plainFeatures, rows);
    const simple = simpleFormula(plain, target);
    if (simple !== undefined) return simple;
    const all = [...plain, ...literals(this.comparingFeatures, rows)];
    return simpleFormula(all, target) ?? mixedFormula(all, target) ?? split(plain, target);
  }
}

function literals(features: readonly Feature[], rows: readonly number[]): readonly Literal[] {
  const both = features.flatMap(({ condition, bits, weight }): Literal[] => {
    const own = Uint8Array.from(rows, (row) => bits[row] as number);
    return [
      { condition, bits: own, weight },
      { condition: not(condition), bits: own.map((bit) => 1 - bit), weight: weight + 0.5 },
    ];
  });
  return both.filter(({ bits }) => bits.includes(1) && bits.includes(0)).sort((a, b) => a.weight - b.weight);
}

/** One condition, or the least of those that all hold, or of those of which one holds. */
function simpleFormula(from: readonly Literal[], target: Uint8Array): Condition | undefined {
  const one = from.find(({ bits }) => isSame(bits, target));
  if (one !== undefined) return one.condition;
  const both = [combined('and', from, target), combined('or', from, target)].filter((found) => found !== undefined);
  return both.sort((a, b) => a.of.length - b.of.length)[0];
}

/** The least conditions of `from` that together (`and`), or of which one (`or`), hold where the target does. */
function combined(op: 'and' | 'or', from: readonly Literal[], target: Uint8Array, within?: Uint8Array): { op: 'and' | 'or'; of: Condition[] } | undefined {
  const isAnd = op === 'and';
  const fits = from.filter(({ bits }) => target.every((bit, at) => within?.[at] === 0 || (isAnd ? bit <= (bits[at] as number) : bit >= (bits[at] as number))));
  if (fits.length === 0) return undefined;
  const pair = firstPair(isAnd, fits.slice(0, 60), target, within);
  if (pair !== undefined) return { op, of: pair };
  if (!covers(isAnd, fits, target, within)) return undefined;
  let kept = [...fits];
  // What costs most goes first.
  for (const literal of [...fits].reverse()) {
    const fewer = kept.filter((one) => one !== literal);
    if (fewer.length > 0 && covers(isAnd, fewer, target, within)) kept = fewer;
  }
  return kept.length <= LONGEST ? { op, of: kept.map(({ condition }) => condition) } : undefined;
}

function firstPair(isAnd: boolean, fits: readonly Literal[], target: Uint8Array, within: Uint8Array | undefined): Condition[] | undefined {
  for (let i = 0; i < fits.length; i++) {
    for (let j = i + 1; j < fits.length; j++) {
      const pair = [fits[i] as Literal, fits[j] as Literal];
      if (covers(isAnd, pair, target, within)) return pair.map(({ condition }) => condition);
    }
  }
  return undefined;
}

function covers(isAnd: boolean, of: readonly Literal[], target: Uint8Array, within: Uint8Array | undefined): boolean {
  return target.every((bit, at) => {
    if (within?.[at] === 0) return true;
    const value = isAnd ? of.every(({ bits }) => bits[at] === 1) : of.some(({ bits }) => bits[at] === 1);
    return value === (bit === 1);
  });
}

/** `a and (b or c …)`, `a or (b and c …)`. */
function mixedFormula(from: readonly Literal[], target: Uint8Array): Condition | undefined {
  for (const outer of from) {
    const isAbove = target.every((bit, at) => bit <= (outer.bits[at] as number));
    const isBelow = target.every((bit, at) => bit >= (outer.bits[at] as number));
    if (isAbove) {
      const inner = combined('or', from, target, outer.bits);
      if (inner !== undefined && inner.of.length <= 3) return { op: 'and', of: [outer.condition, single(inner)] };
    }
    if (isBelow) {
      const inner = combined(
        'and',
        from,
        target,
        outer.bits.map((bit) => 1 - bit),
      );
      if (inner !== undefined && inner.of.length <= 3) return { op: 'or', of: [outer.condition, single(inner)] };
    }
  }
  return undefined;
}

function single(of: { op: 'and' | 'or'; of: Condition[] }): Condition {
  return of.of.length === 1 ? (of.of[0] as Condition) : of;
}

/** `(a and F) or (not a and G)`. */
function split(from: readonly Literal[], target: Uint8Array): Condition | undefined {
  for (const by of from) {
    if (by.condition.op === 'not') continue;
    const yes = side(from, target, by.bits);
    const no =
      yes === undefined
        ? undefined
        : side(
            from,
            target,
            by.bits.map((bit) => 1 - bit),
          );
    if (yes === undefined || no === undefined) continue;
    const parts = [joined(by.condition, yes), joined(not(by.condition), no)].filter((part) => part !== undefined);
    return parts.length === 1 ? parts[0] : { op: 'or', of: parts };
  }
  return undefined;
}

function joined(by: Condition, side: Condition | boolean): Condition | undefined {
  if (side === true) return by;
  return side === false ? undefined : { op: 'and', of: [by, side] };
}

/** What holds on one side: always, never, or a formula. */
function side(from: readonly Literal[], target: Uint8Array, within: Uint8Array): Condition | boolean | undefined {
  const rows = [...within.keys()].filter((at) => within[at] === 1);
  const own = Uint8Array.from(rows, (at) => target[at] as number);
  if (!own.includes(0)) return true;
  if (!own.includes(1)) return false;
  const literals = from.map((literal) => ({ ...literal, bits: Uint8Array.from(rows, (at) => literal.bits[at] as number) }));
  return simpleFormula(literals, own);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((bit, at) => bit === b[at]);
}
