import type { Domain, ExcludedKeys, Setting } from '../values';
import { isRecordKeyOf, type Keyed, keysOf, sameRange, shapeOf } from './keys-of-map';
import type { Place } from './place';
import { nodeAt, placesIn, rangesSettings, type Scopes, settingAt } from './places-in';
import type { Condition, Node, Range, Rule, Sequence, Template } from './template';

/** What a chart must refuse so that its templates stay equal: found by looking at them, not by samples. */
export interface Guards {
  readonly excluded: Domain['excluded'];
  readonly bounds: Domain['bounds'];
  /** Texts that go through functions which JavaScript and Go agree on for ASCII only. */
  readonly ascii: ReadonlySet<string>;
  readonly rules: readonly Rule[];
  /** Collections whose keys may meet others in one map, which nothing can tell apart. */
  readonly colliding: ReadonlySet<string>;
}

/** Looks for what goes wrong for values that no sample has. */
export function guardsOf(templates: Iterable<Template>, tree: Setting): Guards {
  const finder = new Finder(tree);
  for (const template of templates) {
    finder.node(template.node, rangesSettings(tree, template.ranges));
    finder.names(template);
  }
  return finder;
}

class Finder implements Guards {
  readonly excluded = new Map<string, ExcludedKeys>();
  readonly bounds = new Map<string, number>();
  readonly ascii = new Set<string>();
  readonly rules: Rule[] = [];
  readonly colliding = new Set<string>();

  constructor(private readonly tree: Setting) {}

  node(node: Node, scopes: Scopes): void {
    if (node.op === 'map') this.map(node.entries, scopes);
    if (node.op === 'map' || node.op === 'list' || node.op === 'lines') this.sequence(node.op === 'map' ? node.entries : node.items, scopes);
    if (node.op === 'if') for (const one of [node.yes, node.no]) this.node(one, scopes);
    if (node.op === 'concat') for (const part of node.parts) this.node(part, scopes);
    if (node.op === 'text' || node.op === 'apply' || node.op === 'cut' || node.op === 'scaled') this.node(node.of, scopes);
    if (node.op === 'join' && node.sorted) this.mark(node, scopes);
    if (node.op === 'cut' || (node.op === 'apply' && (node.fn === 'lower' || node.fn === 'upper'))) this.mark(node.of, scopes);
    if (node.op === 'scaled' && node.of.op === 'setting') {
      const id = settingAt(scopes, node.of.place)?.path.join('.') ?? '';
      const bound = Math.floor((Number.MAX_SAFE_INTEGER - Math.abs(node.plus)) / Math.abs(node.times));
      this.bounds.set(id, Math.min(bound, this.bounds.get(id) ?? bound));
    }
  }

  /** Objects that are made for elements must not have the same name. */
  names({ ranges, node }: Template): void {
    const [over] = ranges;
    if (over === undefined || ranges.length > 1 || node.op !== 'map' || this.listAt(over) === undefined) return;
    const named = nodeAt(node, ['metadata', 'name']);
    const own = named === undefined || /"op":"(?:key|hash)"/.test(JSON.stringify(named)) ? [] : placesIn(named).filter(({ scope }) => scope === 1);
    if (own.length === 1) this.unique(over, own[0] as Place);
  }

  private listAt(over: Place): Setting | undefined {
    const setting = settingAt([this.tree], over);
    return setting?.kind === 'list' ? setting : undefined;
  }

  private unique(over: Place, { path }: Place): void {
    const id = over.path.join('.');
    const when: Condition = { op: 'repeats', place: over, path: path as readonly string[] };
    if (this.rules.some((rule) => JSON.stringify(rule.when) === JSON.stringify(when))) return;
    this.rules.push({ whose: 'chart', when, message: `two elements of ${id} have the same ${path.length === 0 ? 'value' : path.join('.')}` });
  }

  private sequence(items: Sequence, scopes: Scopes): void {
    for (const segment of items) {
      if (segment.op === 'range' && segment.sorted) this.mark({ op: 'setting', place: segment.over }, scopes);
      if (segment.op === 'range') this.sequence(segment.body, [...scopes, settingAt(scopes, segment.over)?.element]);
      else for (const one of [segment.node, ...(segment.key === undefined ? [] : [segment.key])]) this.node(one, scopes);
    }
  }

  /** Every text that a node reads. */
  private mark(node: Node, scopes: Scopes): void {
    if (node.op === 'setting' || node.op === 'join') {
      const setting = settingAt(scopes, node.place);
      for (const one of [setting, setting?.element]) if (one?.kind === 'string') this.ascii.add(one.path.join('.'));
    } else if (node.op === 'key') this.ascii.add(`${scopes[node.scope]?.path.slice(0, -1).join('.')}.~`);
    else if (node.op === 'concat') for (const part of node.parts) this.mark(part, scopes);
    else if (node.op === 'if') for (const one of [node.yes, node.no]) this.mark(one, scopes);
    else if (node.op === 'apply' || node.op === 'cut') this.mark(node.of, scopes);
  }

  /** Keys of a map that may be the same. */
  private map(entries: Sequence, scopes: Scopes): void {
    const keyed = keysOf(entries, []);
    for (const [at, one] of keyed.entries()) {
      const range = one.ranges.at(-1);
      if (range === undefined) continue;
      this.uniqueInRange(one, range, scopes);
      for (const other of keyed.filter((_, n) => n !== at)) this.apart(one, other, scopes);
    }
  }

  /** The elements of a list that give their own names to keys must not repeat them. */
  private uniqueInRange({ item, ranges }: Keyed, range: Range, scopes: Scopes): void {
    const reads = placesIn(item.key as Node);
    const inner = scopes.length + ranges.length - 1;
    const isIndexed = JSON.stringify(item.key).includes('"op":"key"');
    const own = reads.find((place) => place.scope === inner);
    if (isIndexed || ranges.length > 1) return;
    const over = settingAt(scopes, range.over);
    if (over === undefined || own === undefined || range.over.scope !== 0) return void this.colliding.add(over?.path.join('.') ?? '');
    this.unique(range.over, own);
  }

  private apart(one: Keyed, other: Keyed, scopes: Scopes): void {
    const { start, end, reads } = shapeOf(one.item.key as Node);
    const range = one.ranges.at(-1) as Range;
    const over = settingAt([...scopes, ...one.ranges.slice(0, -1).map(() => undefined)], range.over);
    const id = over?.path.join('.') ?? '';
    const isRecordKey = reads && start === '' && end === '' && over?.kind === 'record' && one.item.key?.op === 'key';
    const against = shapeOf(other.item.key as Node);
    if (!against.reads) {
      if (!against.start.startsWith(start) || !against.start.endsWith(end) || this.cannotBe(one, against.start)) return;
      if (isRecordKey) this.exclude(id, { names: [against.start], prefixes: [] });
      else if (over?.kind === 'record' && end === '') this.exclude(id, { names: [against.start.slice(start.length)], prefixes: [] });
      else this.colliding.add(id);
      return;
    }
    const areApart = !(start.startsWith(against.start) || against.start.startsWith(start)) || !(end.endsWith(against.end) || against.end.endsWith(end));
    if (areApart || other.ranges.length === 0) return;
    if (sameRange(one, other)) return;
    if (isRecordKey && against.start !== '') this.exclude(id, { names: [], prefixes: [against.start] });
    else if (against.start === start || against.start === '' ? !isRecordKeyOf(other) || isRecordKey : true) this.colliding.add(id);
  }

  /** A key that ends in an index is no other text than digits there. */
  private cannotBe({ item }: Keyed, text: string): boolean {
    const { start, end } = shapeOf(item.key as Node);
    const inner = text.slice(start.length, text.length - end.length);
    return JSON.stringify(item.key).includes('"op":"text","of":{"op":"key"') && !/^\d+$/.test(inner);
  }

  private exclude(id: string, more: ExcludedKeys): void {
    const known = this.excluded.get(id) ?? { names: [], prefixes: [] };
    this.excluded.set(id, { names: [...new Set([...known.names, ...more.names])], prefixes: [...new Set([...known.prefixes, ...more.prefixes])] });
  }
}
