import { type Condition, not } from '../template';
import { type Bits, bitsOf, isEmpty, isSame, others } from './bits';
import { comparingFeatures, type Feature, plainFeatures } from './features';
import { type Literal, mixedFormula, simpleFormula, split } from './formula';
import type { Table } from './table';

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
    const key = `${rows === this.table.rows ? '' : rows.join()}:${wanted.map(Number).join('')}`;
    if (this.known.has(key)) return this.known.get(key);
    const formula = this.search(rows, wanted);
    this.known.set(key, formula);
    return formula;
  }

  private search(rows: readonly number[], wanted: readonly boolean[]): Condition | undefined {
    const within = bitsOf(rows.length, () => true);
    const target = bitsOf(rows.length, (at) => wanted[at] === true);
    const plain = literals(this.plainFeatures, rows, within);
    const simple = simpleFormula(plain, target, within);
    if (simple !== undefined) return simple;
    const all = [...plain, ...literals(this.comparingFeatures, rows, within)];
    return simpleFormula(all, target, within) ?? mixedFormula(all, target, within) ?? split(plain, target, within);
  }
}

function literals(features: readonly Feature[], rows: readonly number[], within: Bits): readonly Literal[] {
  return features
    .flatMap(({ condition, bits, weight }): Literal[] => {
      const own = bitsOf(rows.length, (at) => bits[rows[at] as number] === 1);
      if (isEmpty(own) || isSame(own, within)) return [];
      return [
        { condition, bits: own, weight },
        { condition: not(condition), bits: others(own, within), weight: weight + 0.5 },
      ];
    })
    .sort((a, b) => a.weight - b.weight);
}
