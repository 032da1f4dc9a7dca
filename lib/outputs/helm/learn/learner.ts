import { elementsOf, type Node, type Place, readPlace, type Sequence, settingId } from '../template';
import type { Setting } from '../values';
import { functionTexts, plainTexts } from './expressions';
import { Formulas } from './formulas';
import { learnNode } from './learn-node';
import { learnSequence } from './learn-sequence';
import type { Inside, Learning, Members, Texts } from './learning';
import { type Column, type Context, type Readable, Table } from './table';

/** The learner: explains columns of values by settings. Remembers what it found out about each table. */
export class Learner implements Learning {
  private readonly formulasOf = new WeakMap<Table, Formulas>();
  private readonly textsOf = new WeakMap<Table, Texts>();
  private readonly insides = new WeakMap<Table, Map<string, Inside>>();

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

  /** Objects of the same elements ask for the same table. */
  inside(table: Table, rows: readonly number[], { place, setting }: Readable): Inside {
    const known = this.insides.get(table) ?? new Map<string, Inside>();
    this.insides.set(table, known);
    const id = `${place.scope} ${place.path.join('.')} ${rows === table.rows ? '' : rows.join()}`;
    const inside = known.get(id) ?? opened(table, rows, place, setting, this.literals);
    known.set(id, inside);
    return inside;
  }
}

function opened(table: Table, rows: readonly number[], place: Place, { path, element }: Setting, literals: Table['literals']): Inside {
  const over = settingId(path);
  const keys: (readonly (string | number)[])[] = [];
  const contexts: Context[] = [];
  for (const row of rows) {
    const { frames, symbols } = table.contexts[row] as Context;
    const elements = elementsOf(readPlace(frames, place));
    keys.push(elements.map(({ key }) => key));
    for (const { key, value } of elements) contexts.push({ frames: [...frames, { key, value, over }], symbols });
  }
  return { table: new Table(contexts, [...table.scopes, element as Setting], literals), keys };
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
