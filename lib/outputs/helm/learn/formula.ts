import { type Condition, not } from '../template';
import { agree, type Bits, countOf, isEmpty, isInside, joined, others } from './bits';

/** A condition or its opposite, and in which of the rows that matter it holds. */
export interface Literal {
  readonly condition: Condition;
  readonly bits: Bits;
  readonly weight: number;
}

/** How many single conditions a formula may have. */
const LONGEST = 8;

/** One condition, or the least of those that all hold, or of those of which one holds, among the rows of `within`. */
export function simpleFormula(from: readonly Literal[], target: Bits, within: Bits): Condition | undefined {
  const one = from.find(({ bits }) => agree(bits, target, within));
  if (one !== undefined) return one.condition;
  const both = [combined('and', from, target, within), combined('or', from, target, within)].filter((found) => found !== undefined);
  return both.sort((a, b) => a.of.length - b.of.length)[0];
}

interface Combined {
  readonly op: 'and' | 'or';
  readonly of: readonly Condition[];
}

/** The least conditions of `from` that together (`and`), or of which one (`or`), hold where the target does. */
function combined(op: 'and' | 'or', from: readonly Literal[], target: Bits, within: Bits): Combined | undefined {
  const fits = from.filter(({ bits }) => (op === 'and' ? isInside(target, bits, within) : isInside(bits, target, within)));
  if (fits.length === 0) return undefined;
  const pair = firstPair(op, [...fits.slice(0, MOST_PAIRED), ...nearest(op, fits.slice(MOST_PAIRED), target, within)], target, within);
  if (pair !== undefined) return { op, of: pair };
  if (!covers(op, fits, target, within)) return undefined;
  let kept = fits;
  // What costs most goes first.
  for (const literal of [...fits].reverse()) {
    const fewer = kept.filter((one) => one !== literal);
    if (fewer.length > 0 && covers(op, fewer, target, within)) kept = fewer;
  }
  return kept.length <= LONGEST ? { op, of: kept.map(({ condition }) => condition) } : undefined;
}

/** How many conditions are tried with each other. */
const MOST_PAIRED = 60;

/** Conditions that cost more, and are nearly right alone: a literal of the program that few samples have. */
function nearest(op: 'and' | 'or', fits: readonly Literal[], target: Bits, within: Bits): readonly Literal[] {
  const wrong = ({ bits }: Literal) => countOf(joined('and', op === 'and' ? others(target, bits) : others(bits, target), within));
  return fits
    .map((literal) => ({ literal, count: wrong(literal) }))
    .sort((a, b) => a.count - b.count)
    .slice(0, MOST_NEAR)
    .map(({ literal }) => literal);
}

const MOST_NEAR = 8;

function firstPair(op: 'and' | 'or', fits: readonly Literal[], target: Bits, within: Bits): readonly Condition[] | undefined {
  for (const [at, one] of fits.entries()) {
    const other = fits.slice(at + 1).find(({ bits }) => agree(joined(op, one.bits, bits), target, within));
    if (other !== undefined) return [one.condition, other.condition];
  }
  return undefined;
}

function covers(op: 'and' | 'or', of: readonly Literal[], target: Bits, within: Bits): boolean {
  const [first, ...rest] = of;
  const all = rest.reduce((bits, one) => joined(op, bits, one.bits), first?.bits ?? target);
  return agree(all, target, within);
}

/** `a and (b or c …)`, `a or (b and c …)`. */
export function mixedFormula(from: readonly Literal[], target: Bits, within: Bits): Condition | undefined {
  for (const { condition, bits } of from) {
    if (isInside(target, bits, within)) {
      const inner = combined('or', from, target, joined('and', bits, within));
      if (inner !== undefined && inner.of.length <= 3) return { op: 'and', of: [condition, single(inner)] };
    }
    if (isInside(bits, target, within)) {
      const inner = combined('and', from, target, others(bits, within));
      if (inner !== undefined && inner.of.length <= 3) return { op: 'or', of: [condition, single(inner)] };
    }
  }
  return undefined;
}

function single({ op, of }: Combined): Condition {
  return of.length === 1 ? (of[0] as Condition) : { op, of };
}

/** `(a and F) or (not a and G)`. */
export function split(from: readonly Literal[], target: Bits, within: Bits): Condition | undefined {
  for (const { condition, bits } of from) {
    if (condition.op === 'not') continue;
    const yes = side(from, target, joined('and', bits, within));
    const no = yes === undefined ? undefined : side(from, target, others(bits, within));
    if (yes === undefined || no === undefined) continue;
    const parts = [both(condition, yes), both(not(condition), no)].filter((part) => part !== undefined);
    return parts.length === 1 ? parts[0] : { op: 'or', of: parts };
  }
  return undefined;
}

function both(by: Condition, side: Condition | boolean): Condition | undefined {
  if (side === true) return by;
  return side === false ? undefined : { op: 'and', of: [by, side] };
}

/** What holds on one side: always, never, or a formula. */
function side(from: readonly Literal[], target: Bits, within: Bits): Condition | boolean | undefined {
  if (isInside(within, target, within)) return true;
  if (isEmpty(joined('and', target, within))) return false;
  return simpleFormula(from, target, within);
}
