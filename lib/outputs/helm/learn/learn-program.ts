import type { Json } from '../../../manifest';
import { type Place, rootFrames, settingId, type Template, UNKNOWN } from '../template';
import type { Setting } from '../values';
import { grouped } from './grouping';
import { withHashes } from './hashes';
import type { Learner } from './learner';
import { isKnown } from './learning';
import type { Grouped } from './member';
import { objectLabels, type RenderedItem, renderedItems } from './rendered-items';
import type { Sample } from './sample';
import { Symbols } from './symbols';
import { type Column, type Context, Table } from './table';

/** What was learned of a program's objects, or of its payloads, by group. */
export interface LearnedProgram {
  readonly objects: ReadonlyMap<string, Template>;
  readonly payloads: ReadonlyMap<string, Template>;
  /** Groups of which something is not explained. */
  readonly unknown: ReadonlySet<string>;
}

/** What is known already: templates of groups that need no new look. */
export interface Known {
  readonly learned: LearnedProgram;
  readonly dirty: ReadonlySet<string>;
  /**
   * Whether a group is learned from a sample.
   * @default it is
   */
  readonly counts?: ((sample: Sample, group: string) => boolean) | undefined;
}

/** Learns the templates of a program from samples. */
export function learnProgram(
  samples: readonly Sample[],
  tree: Setting,
  learner: Learner,
  literals: readonly (string | number)[],
  known?: Known,
): LearnedProgram {
  const words = literals.join('\n').toLowerCase();
  const contexts = samples.map(({ settings }): Context => ({ frames: rootFrames(settings), symbols: new Symbols(tree, settings, words) }));
  const groups = groupObjects(samples, contexts);
  const items = samples.map(({ rendered }, at) => renderedItems(rendered, groups[at] as readonly Grouped[]));
  const table = new Table(contexts, [tree], literals);
  const learn = (of: readonly (readonly RenderedItem[])[], before: ReadonlyMap<string, Template> | undefined) =>
    new Map(
      [...byGroup(of)].map(([group, own]): [string, Template] => {
        const kept = known?.dirty.has(group) === false ? before?.get(group) : undefined;
        const rows = known?.counts === undefined ? table.rows : table.rows.filter((row) => known.counts?.(samples[row] as Sample, group));
        return [group, kept ?? learnGroup(own, table, rows, learner)];
      }),
    );
  const objects = learn(
    items.map((one) => one.objects),
    known?.learned.objects,
  );
  const payloads = learn(
    items.map((one) => one.payloads),
    known?.learned.payloads,
  );
  const unknown = new Set([...objects, ...payloads].filter(([, template]) => !isKnown(template.node)).map(([group]) => group));
  return { objects, payloads, unknown };
}

/** Objects by name or by construct, whichever tells fewer apart: a name may be cut or hashed, a construct may be numbered. */
function groupObjects(samples: readonly Sample[], contexts: readonly Context[]): readonly (readonly Grouped[])[] {
  const [byName, byConstruct] = (['name', 'construct'] as const).map((by) =>
    grouped(
      contexts,
      samples.map(({ rendered }) => objectLabels(rendered.objects, by)),
    ),
  );
  const size = (groups: readonly (readonly Grouped[])[] = []) => new Set(groups.flatMap((some) => some.map(({ group }) => group))).size;
  return (size(byConstruct) < size(byName) ? byConstruct : byName) ?? [];
}

/** The items of each group, by sample. */
function byGroup(items: readonly (readonly RenderedItem[])[]): ReadonlyMap<string, readonly (readonly RenderedItem[])[]> {
  const groups = new Map<string, RenderedItem[][]>();
  for (const [row, some] of items.entries()) {
    for (const item of some) {
      const own = groups.get(item.group) ?? items.map(() => []);
      groups.set(item.group, own);
      own[row]?.push(item);
    }
  }
  return groups;
}

function learnGroup(items: readonly (readonly RenderedItem[])[], table: Table, rows: readonly number[], learner: Learner): Template {
  const collection = items.flat().find(({ element }) => element !== undefined)?.element?.collection;
  if (collection !== undefined) return ofRange(items, collection, table, rows, learner);
  return ofColumn(
    [],
    rows.map((row) => items[row]?.[0]?.value),
    table,
    rows,
    learner,
  );
}

/** One object for each element of a collection. */
function ofRange(items: readonly (readonly RenderedItem[])[], collection: string, table: Table, rows: readonly number[], learner: Learner): Template {
  const over = table.readables.find(({ setting, place }) => settingId(setting.path) === collection && !place.path.includes(0));
  if (over?.setting.element === undefined) return { ranges: [], node: UNKNOWN };
  const inside = learner.inside(table, rows, over);
  const values = inside.keys.flatMap((keys, at) => keys.map((key) => items[rows[at] as number]?.find((item) => item.element?.key === key)?.value));
  return ofColumn([over.place], values, inside.table, inside.table.rows, learner);
}

function ofColumn(ranges: readonly Place[], values: readonly (Json | undefined)[], table: Table, rows: readonly number[], learner: Learner): Template {
  const present = values.map((value) => value !== undefined);
  const when = present.includes(false) ? learner.formulas(table).find(rows, present) : undefined;
  if (present.includes(false) && when === undefined) return { ranges, node: UNKNOWN };
  const column: Column = { table, rows: rows.filter((_, at) => present[at]), values: values.filter((value) => value !== undefined) };
  return { ranges, when, node: withHashes(learner.node(column)) };
}
