/** What random programs do with settings, and which of their branches have been taken. */
import type { Json, JsonObject } from '../../../../manifest';
import { config, type HashOf, type Objects, thing } from '../program';
import { type Leaf, type LeafKind, leafName } from './leaves';
import type { Amount, Entry, Item, RandomProgram, Test, Text, Value } from './program';

type Settings = { readonly [name: string]: Json | undefined };

interface Element {
  readonly value: Json;
  readonly index: number;
  readonly key?: string | undefined;
}

/** Runs a program; remembers which branches ran, as V8's coverage would. */
export class Runner {
  private readonly taken = new Set<string>();
  private readonly seen = new Map<object, number>();
  private readonly branches: { node: object; arm: string }[] = [];

  constructor(private readonly program: RandomProgram) {
    this.collect(program.objects);
  }

  /** The branches that no run took. */
  untaken(): number {
    return this.branches.filter(({ node, arm }) => !this.taken.has(this.armOf(node, arm))).length;
  }

  build(settings: Settings, hash: HashOf): Objects {
    return new Run(this.program.leaves, settings, hash, (node, arm) => this.taken.add(this.armOf(node, arm))).objects(this.program);
  }

  private armOf(node: object, arm: string): string {
    const id = this.seen.get(node) ?? this.seen.size;
    this.seen.set(node, id);
    return `${id} ${arm}`;
  }

  private collect(node: unknown): void {
    if (Array.isArray(node)) for (const one of node) this.collect(one);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const { op, when, by, left } = node as { op?: string; when?: unknown; by?: string; left?: unknown };
    if (op === 'choose') this.branches.push({ node, arm: 'yes' }, { node, arm: 'no' });
    // What a filter keeps is no branch of its own.
    else if (when !== undefined && op !== 'each') this.branches.push({ node, arm: 'yes' });
    if (op === 'or' && by !== undefined) this.branches.push({ node, arm: 'no' });
    if ((op === 'and' || op === 'or') && typeof left === 'object') this.branches.push({ node, arm: 'right' });
    for (const member of Object.values(node)) this.collect(member);
  }
}

class Run {
  constructor(
    private readonly leaves: readonly Leaf[],
    private readonly settings: Settings,
    private readonly hash: HashOf,
    private readonly take: (node: object, arm: string) => void,
  ) {}

  objects({ objects }: RandomProgram): Objects {
    const all: { [construct: string]: JsonObject } = {};
    for (const [at, one] of objects.entries()) {
      if (one.when !== undefined && !this.when(one, one.when, undefined)) continue;
      const elements = one.each === undefined ? [undefined] : this.elements('entries', one.each);
      for (const element of elements) {
        const construct = element === undefined ? `o${at}` : `o${at}-${element.index}`;
        const name = this.text(one.name, element);
        const data = this.entries(one.body, element);
        const hashed = objects[one.hashOf ?? -1];
        if (hashed?.kind === 'ConfigMap' && hashed.each === undefined && hashed.when === undefined) data.hash = this.hash('data', `o${one.hashOf}`);
        all[construct] = one.kind === 'ConfigMap' ? config(this.texts(data), name) : thing(data, name);
      }
    }
    return all;
  }

  /** Data of a ConfigMap: texts only. */
  private texts(data: JsonObject): JsonObject {
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, typeof value === 'object' ? (JSON.stringify(value).length > 2 ? 'object' : 'empty') : String(value)]),
    );
  }

  private read(kind: LeafKind, pick: number): Json | undefined {
    const own = this.leaves.flatMap((leaf, at) => (leaf.kind === kind ? [leafName(this.leaves, at)] : []));
    return own.length === 0 ? undefined : this.settings[own[pick % own.length] as string];
  }

  private elements(kind: LeafKind, pick: number): readonly Element[] {
    const value = this.read(kind, pick);
    if (Array.isArray(value)) return value.map((one: Json, index) => ({ value: one, index }));
    if (typeof value !== 'object' || value === null) return [];
    return Object.keys(value)
      .sort()
      .map((key, index) => ({ key, index, value: (value as JsonObject)[key] as Json }));
  }

  private when(node: object, test: Test, element: Element | undefined): boolean {
    const holds = this.test(test, element);
    this.take(node, holds ? 'yes' : 'no');
    return holds;
  }

  text(node: Text, element: Element | undefined): string {
    switch (node.op) {
      case 'say':
        return node.text;
      case 'read':
        return String(this.read(node.of, node.pick) ?? node.otherwise);
      case 'or': {
        const value = this.read('text', node.pick) as string | undefined;
        const isThere = node.by === '??' ? value !== undefined : Boolean(value);
        this.take(node, isThere ? 'yes' : 'no');
        return isThere ? (value as string) : node.otherwise;
      }
      case 'element':
        return elementText(element, node.of);
      case 'number':
        return String(this.amount(node.of, element));
      case 'concat':
        return node.parts.map((part) => this.text(part, element)).join('');
      case 'apply':
        return applied(node.fn, this.text(node.of, element));
      case 'cut':
        return this.text(node.of, element).slice(0, node.length);
      case 'join': {
        const all = this.elements('texts', node.pick).map(({ value }) => `${node.before}${value}`);
        return (node.sorted ? all.sort() : all).join(node.separator);
      }
      case 'choose':
        return this.text(this.when(node, node.when, element) ? node.yes : node.no, element);
      case 'lines':
        return node.lines
          .flatMap((line) => {
            const elements = line.each === undefined ? [element] : this.elements('entries', line.each);
            return elements.flatMap((one) => (line.when === undefined || this.when(line, line.when, one) ? [this.text(line.text, one)] : []));
          })
          .join('\n')
          .concat(node.end);
    }
  }

  private amount(node: Amount, element: Element | undefined): number {
    switch (node.op) {
      case 'say':
        return node.number;
      case 'read':
        return Number(this.read(node.of, node.pick) ?? 7);
      case 'element':
        if (node.of === 'index') return element?.index ?? 0;
        return Number(typeof element?.value === 'object' ? ((element.value as JsonObject).port ?? 1) : typeof element?.value === 'number' ? element.value : 1);
      case 'line':
        return Number(this.read('small', node.pick) ?? 1) * node.times + node.plus;
      case 'length':
        return this.elements(node.of, node.pick).length;
      case 'greater':
        return Math.max(Number(this.read('small', node.left) ?? 1), Number(this.read('small', node.right) ?? 1));
      case 'choose':
        return this.amount(this.when(node, node.when, element) ? node.yes : node.no, element);
    }
  }

  private test(node: Test, element: Element | undefined): boolean {
    const text = (pick: number) => String(this.read('text', pick) ?? '');
    switch (node.op) {
      case 'on':
        return this.read('switch', node.pick) === true;
      case 'element':
        return typeof element?.value === 'object' && (element.value as JsonObject).on === true;
      case 'is':
        return this.read('word', node.pick) === node.word;
      case 'equals':
        return text(node.pick) === node.text;
      case 'starts':
        return text(node.pick).startsWith(node.text);
      case 'ends':
        return text(node.pick).endsWith(node.text);
      case 'includes':
        return text(node.pick).includes(node.text);
      case 'true':
        return Boolean(this.read(node.of, node.pick));
      case 'has':
        return this.read(node.of, node.pick) !== undefined;
      case 'filled':
        return this.elements(node.of, node.pick).length > 0;
      case 'more':
        return Number(this.read('small', node.pick) ?? 0) > node.number;
      case 'exactly':
        return this.read('whole', node.pick) === node.number;
      case 'less':
        return Number(this.read('small', node.left) ?? 0) < Number(this.read('small', node.right) ?? 0);
      case 'same':
        return this.read('text', node.left) === this.read('text', node.right);
      case 'not':
        return !this.test(node.of, element);
      case 'and':
        if (!this.test(node.left, element)) return false;
        this.take(node, 'right');
        return this.test(node.right, element);
      case 'or':
        if (this.test(node.left, element)) return true;
        this.take(node, 'right');
        return this.test(node.right, element);
    }
  }

  private value(node: Value, element: Element | undefined): Json | undefined {
    switch (node.op) {
      case 'text':
        return this.text(node.of, element);
      case 'number':
        return this.amount(node.of, element);
      case 'test':
        return this.test(node.of, element);
      case 'whole':
        return this.read(node.of, node.pick);
      case 'choose':
        return this.value(this.when(node, node.when, element) ? node.yes : node.no, element);
      case 'map':
        return this.entries(node.entries, element);
      case 'list':
        return node.items.flatMap((item) => this.items(item, element));
    }
  }

  private entries(entries: readonly Entry[], element: Element | undefined): { [key: string]: Json } {
    const all: [string, Json | undefined][] = entries.flatMap((entry): [string, Json | undefined][] => {
      if (entry.op === 'spread') return Object.entries((this.read('record', entry.pick) ?? {}) as JsonObject);
      if (entry.op === 'entry') {
        const isThere = entry.when === undefined || this.when(entry, entry.when, element);
        return isThere ? [[this.text(entry.key, element), this.value(entry.value, element)]] : [];
      }
      return this.elements(entry.of, entry.pick).map((one) => {
        const key = entry.of === 'entries' ? elementText(one, 'name') : String(one.index);
        return [`${entry.before}${key}`, this.value(entry.value, one)];
      });
    });
    return Object.fromEntries(all.filter((entry): entry is [string, Json] => entry[1] !== undefined));
  }

  private items(item: Item, element: Element | undefined): readonly Json[] {
    if (item.op === 'item') return item.when === undefined || this.when(item, item.when, element) ? [this.value(item.value, element) ?? 'none'] : [];
    return this.elements(item.of, item.pick)
      .filter((one) => item.when === undefined || this.test(item.when, one))
      .map((one) => this.value(item.value, one) ?? 'none');
  }
}

function elementText(element: Element | undefined, of: 'name' | 'note'): string {
  if (element === undefined) return 'no element';
  const { value, key } = element;
  if (typeof value === 'object') return String((value as JsonObject)[of] ?? 'no note');
  return key !== undefined && of === 'name' ? key : String(value);
}

function applied(fn: Extract<Text, { op: 'apply' }>['fn'], text: string): string {
  switch (fn) {
    case 'lower':
      return text.toLowerCase();
    case 'upper':
      return text.toUpperCase();
    case 'base64':
      return Buffer.from(text).toString('base64');
    case 'uri':
      return encodeURIComponent(text);
    case 'trim':
      return text.trim();
  }
}
