import type { Json } from '../../manifest';
import { functionTexts, plainTexts } from './expressions';
import { Formulas } from './formula';
import { learnNode } from './learn-node';
import { learnSequence } from './learn-sequence';
import type { Learning, Members, Texts } from './learning';
import type { Setting } from './setting';
import { type Column, type Context, Table } from './table';
import type { Node, Sequence } from './template';

/** The learner: explains columns of values by settings. Remembers what it found out about each table. */
export class Learner implements Learning {
  private readonly formulasOf = new WeakMap<Table, Formulas>();
  private readonly textsOf = new WeakMap<Table, Texts>();

  constructor(private readonly literals: readonly (string | number)[]) {}

  node(column: Column): Node {
    return learnNode(column, this);
  }

  sequence(column: Column, members: Members): Sequence | undefined {
    return learnSequence(column, members, this);
  }

  formulas(table: Table): Formulas {
    const known = this.formulasOf.get(table) ?? new Formulas(table);
    this.formulasOf.set(table, known);
    return known;
  }

  texts(table: Table): Texts {
    const known = this.textsOf.get(table) ?? lazyTexts(table);
    this.textsOf.set(table, known);
    return known;
  }

  inside(contexts: readonly Context[], scopes: readonly Setting[]): Table {
    return new Table(contexts, scopes, this.literals);
  }

  column(table: Table, values: readonly Json[]): Column {
    return { table, rows: table.rows, values };
  }
}

function lazyTexts(table: Table): Texts {
  const plain = plainTexts(table);
  let all: Texts['all'] | undefined;
  return {
    plain,
    get all() {
      all ??= [...plain, ...functionTexts(table, plain)];
      return all;
    },
  };
}
