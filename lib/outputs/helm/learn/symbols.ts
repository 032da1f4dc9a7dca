import { isObject, type Json } from '../../../manifest';
import { elementsOf, type Frames } from '../template';
import type { Setting } from '../values';

/** An element of a collection: the list or record, and the index or key. */
export interface ElementOf {
  readonly collection: string;
  readonly key: string | number;
}

/** Where in the settings a marker stands. */
interface Mark {
  readonly id: string;
  /** The elements that it is in, outermost first. */
  readonly chain: readonly ElementOf[];
}

/** Texts shorter than this are too likely to be found by chance. */
const TELLING_LENGTH = 4;
/** Numbers of a setting itself; of elements every number tells, since a shape has to be told by several. */
const TELLING_NUMBER = 20;

const NONE: readonly Mark[] = [];

/** What a text holds of a sample's settings. */
export interface Scan {
  /** The text with each marker replaced by the name of its setting. */
  readonly symbolic: string;
  readonly marks: readonly Mark[];
}

/** Finds a sample's settings again in the text that a program made of them: each text setting of a sample is a marker that stands nowhere else. */
export class Symbols {
  private readonly texts = new Map<string, Mark>();
  private readonly numbers = new Map<number, Mark | undefined>();
  private readonly elements = new Map<string, { key: string | number; chain: readonly ElementOf[] }[]>();
  private readonly scans = new Map<string, Scan>();
  private readonly marks = new WeakMap<object, readonly Mark[]>();
  private pattern: RegExp | undefined;

  /**
   * @param words the program's own, in lower case: a text that is part of them may stand for itself inside of a word
   */
  constructor(tree: Setting, settings: Json, words = '') {
    this.collect(tree, settings, []);
    const texts = [...this.texts.keys()].sort((a, b) => b.length - a.length);
    const patternOf = (text: string) => {
      const escaped = text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
      return words.includes(text) ? `(?<!\\w)${escaped}(?!\\w)` : escaped;
    };
    if (texts.length > 0) this.pattern = new RegExp(texts.map(patternOf).join('|'), 'gi');
  }

  private collect(setting: Setting, value: Json | undefined, chain: readonly ElementOf[]): void {
    if (value === undefined) return;
    const id = setting.path.join('.');
    if (typeof value === 'string' && setting.kind !== 'enum') this.mark(value, { id, chain });
    if (typeof value === 'number' && (chain.length > 0 || value >= TELLING_NUMBER))
      this.numbers.set(value, this.numbers.has(value) ? undefined : { id, chain });
    for (const member of setting.members) this.collect(member, isObject(value) ? value[member.path.at(-1) as string] : undefined, chain);
    if (setting.element === undefined) return;
    for (const { key, value: element } of elementsOf(value)) {
      const inner = [...chain, { collection: id, key }];
      const known = this.elements.get(id) ?? [];
      known.push({ key, chain: inner });
      this.elements.set(id, known);
      if (typeof key === 'string') this.mark(key, { id: `${id}.~`, chain: inner });
      this.collect(setting.element, element, inner);
    }
  }

  /** The keys of a collection's elements, in the element that is open of each collection around it. */
  keysOf(collection: string, frames: Frames): readonly (string | number)[] {
    return (this.elements.get(collection) ?? [])
      .filter(({ chain }) => nextElement({ id: collection, chain }, frames)?.collection === collection)
      .map(({ key }) => key);
  }

  private mark(text: string, mark: Mark): void {
    if (text.length >= TELLING_LENGTH && !this.texts.has(text.toLowerCase())) this.texts.set(text.toLowerCase(), mark);
  }

  scan(text: string): Scan {
    if (this.pattern === undefined || text.length < TELLING_LENGTH) return { symbolic: text, marks: NONE };
    const known = this.scans.get(text) ?? this.scanned(text, this.pattern);
    this.scans.set(text, known);
    return known;
  }

  private scanned(text: string, pattern: RegExp): Scan {
    const marks: Mark[] = [];
    const symbolic = text.replace(pattern, (found) => {
      const mark = this.texts.get(found.toLowerCase());
      if (mark === undefined) return found;
      marks.push(mark);
      return `‹${mark.id}›`;
    });
    return marks.length === 0 ? { symbolic: text, marks: NONE } : { symbolic, marks };
  }

  /** The markers anywhere in a value; where it has none, numbers that stand in one setting only. */
  marksIn(value: Json | undefined): readonly Mark[] {
    if (typeof value !== 'object' || value === null) return this.marksOf(value);
    const known = this.marks.get(value) ?? this.marksOf(value);
    this.marks.set(value, known);
    return known;
  }

  private marksOf(value: Json | undefined): readonly Mark[] {
    const scalars = scalarsIn(value, []);
    const texts = scalars.flatMap((scalar) => (typeof scalar === 'string' ? this.scan(scalar).marks : NONE));
    if (texts.length > 0) return texts;
    return scalars.flatMap((scalar) => {
      if (typeof scalar === 'number') return this.numberMark(scalar);
      return scalar.match(/\d+/g)?.flatMap((digits) => this.numberMark(Number(digits))) ?? NONE;
    });
  }

  private numberMark(value: number): readonly Mark[] {
    const mark = this.numbers.get(value);
    return mark === undefined ? [] : [mark];
  }
}

/** All texts and numbers in a value, keys too. */
function scalarsIn(value: Json | undefined, found: (string | number)[]): readonly (string | number)[] {
  if (typeof value === 'string' || typeof value === 'number') found.push(value);
  else if (Array.isArray(value)) for (const item of value) scalarsIn(item as Json, found);
  else if (isObject(value)) {
    for (const key in value) {
      found.push(key);
      scalarsIn(value[key], found);
    }
  }
  return found;
}

/** The element that a marker belongs to, of a collection that no range around has opened yet; undefined for a marker of another element of an opened one. */
export function nextElement({ chain }: Mark, frames: Frames): ElementOf | undefined {
  let at = 0;
  for (const frame of frames.slice(1)) {
    const step = chain[at];
    if (step === undefined || step.collection !== frame.over) continue;
    if (step.key !== frame.key) return undefined;
    at++;
  }
  return chain[at];
}

export type { Mark };
