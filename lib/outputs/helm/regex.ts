/**
 * Regular expressions as both JavaScript and Go's RE2 read them: parsed, written again in the words that both know, and drawn from. What RE2 lacks
 * (look-around, back references) and what the two read differently is not parsed.
 */
import { type CharacterSet, complement, escapeSet, ranges, setOf } from './character-set';

export type Regex =
  | { readonly op: 'set'; readonly set: CharacterSet }
  | { readonly op: 'start' | 'end' }
  | { readonly op: 'sequence'; readonly of: readonly Regex[] }
  | { readonly op: 'choice'; readonly of: readonly Regex[] }
  | { readonly op: 'repeat'; readonly of: Regex; readonly least: number; readonly most: number };

/** Parses the source of a regular expression without flags; undefined where RE2 could not say the same. */
export function parseRegex(source: string): Regex | undefined {
  try {
    return new Parser(source).parse();
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

/** A regular expression in words that mean the same to JavaScript (with the flag `u`) and to RE2. */
export function writeRegex(regex: Regex): string {
  switch (regex.op) {
    case 'set':
      return escapeSet(regex.set);
    case 'start':
      return '^';
    case 'end':
      return '$';
    case 'sequence':
      return regex.of.map((one) => (one.op === 'choice' ? `(${writeRegex(one)})` : writeRegex(one))).join('');
    case 'choice':
      return regex.of.map(writeRegex).join('|');
    case 'repeat':
      return `${regex.of.op === 'set' ? writeRegex(regex.of) : `(${writeRegex(regex.of)})`}${writeCount(regex.least, regex.most)}`;
  }
}

function writeCount(least: number, most: number): string {
  if (most === Number.POSITIVE_INFINITY) return least === 0 ? '*' : least === 1 ? '+' : `{${least},}`;
  if (least === 0 && most === 1) return '?';
  return least === most ? `{${least}}` : `{${least},${most}}`;
}

class Unsupported extends Error {}

const ESCAPES: { readonly [letter: string]: CharacterSet } = {
  d: setOf('09'),
  D: complement(setOf('09')),
  w: setOf('09', 'AZ', '__', 'az'),
  W: complement(setOf('09', 'AZ', '__', 'az')),
  s: setOf('\t\r', '  ', '\u00a0\u00a0', '\u1680\u1680', '\u2000\u200a', '\u2028\u2029', '\u202f\u202f', '\u205f\u205f', '\u3000\u3000', '\ufeff\ufeff'),
  n: setOf('\n\n'),
  r: setOf('\r\r'),
  t: setOf('\t\t'),
  f: setOf('\f\f'),
  v: setOf('\v\v'),
  0: setOf('\0\0'),
};

class Parser {
  private at = 0;

  constructor(private readonly source: string) {}

  parse(): Regex {
    const regex = this.choice();
    if (this.at < this.source.length) throw new Unsupported();
    return regex;
  }

  private choice(): Regex {
    const of = [this.sequence()];
    while (this.take('|')) of.push(this.sequence());
    return of.length === 1 ? (of[0] as Regex) : { op: 'choice', of };
  }

  private sequence(): Regex {
    const of: Regex[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.source[this.at] as string)) of.push(this.repeated());
    return of.length === 1 ? (of[0] as Regex) : { op: 'sequence', of };
  }

  private repeated(): Regex {
    const of = this.atom();
    const count = this.count();
    if (count === undefined) return of;
    if (of.op === 'start' || of.op === 'end') throw new Unsupported();
    this.take('?'); // lazy: the same texts match
    // RE2 counts to 1000
    if (count.least > 1000 || (count.most > 1000 && count.most !== Number.POSITIVE_INFINITY)) throw new Unsupported();
    return { op: 'repeat', of, ...count };
  }

  private count(): { least: number; most: number } | undefined {
    if (this.take('*')) return { least: 0, most: Number.POSITIVE_INFINITY };
    if (this.take('+')) return { least: 1, most: Number.POSITIVE_INFINITY };
    const [all, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(this.source.slice(this.at)) ?? [];
    if (all !== undefined) {
      this.at += all.length;
      return { least: Number(least), most: comma === '' ? Number(least) : most === '' ? Number.POSITIVE_INFINITY : Number(most) };
    }
    return this.source[this.at] === '?' && this.take('?') ? { least: 0, most: 1 } : undefined;
  }

  private atom(): Regex {
    const character = this.next();
    switch (character) {
      case '^':
        return { op: 'start' };
      case '$':
        return { op: 'end' };
      case '.':
        return { op: 'set', set: complement(setOf('\n\n', '\r\r', '\u2028\u2029')) };
      case '[':
        return { op: 'set', set: this.set() };
      case '(':
        return this.group();
      case '\\':
        return { op: 'set', set: this.escape() };
      case '*':
      case '+':
      case '?':
      case ')':
        throw new Unsupported();
      default:
        return { op: 'set', set: setOf(character + character) };
    }
  }

  private group(): Regex {
    if (this.take('?') && !this.take(':')) throw new Unsupported();
    const inner = this.choice();
    if (!this.take(')')) throw new Unsupported();
    return inner;
  }

  private set(): CharacterSet {
    const negated = this.take('^');
    let set: CharacterSet = [];
    while (!this.take(']')) {
      const from = this.member();
      const isSpan = this.source[this.at] === '-' && this.source[this.at + 1] !== ']';
      if (!isSpan) {
        set = ranges([...set, ...from]);
        continue;
      }
      this.at++;
      const to = this.member();
      const [first, last] = [from[0]?.[0], to[0]?.[0]];
      if (from.length !== 1 || to.length !== 1 || first === undefined || last === undefined || first !== from[0]?.[1] || last !== to[0]?.[1])
        throw new Unsupported();
      set = ranges([...set, [first, last]]);
    }
    return negated ? complement(set) : set;
  }

  private member(): CharacterSet {
    const character = this.next();
    if (character === '\\') return this.take('b') ? setOf('\b\b') : this.escape();
    return setOf(character + character);
  }

  private escape(): CharacterSet {
    const letter = this.next();
    const [hex] = (letter === 'x' ? /^[0-9a-fA-F]{2}/ : /^[0-9a-fA-F]{4}/).exec(this.source.slice(this.at)) ?? [];
    if ((letter === 'x' || letter === 'u') && hex !== undefined) {
      this.at += hex.length;
      const character = String.fromCharCode(Number.parseInt(hex, 16));
      return setOf(character + character);
    }
    const known = ESCAPES[letter];
    if (known !== undefined) return known;
    if (/[A-Za-z0-9]/.test(letter)) throw new Unsupported();
    return setOf(letter + letter);
  }

  private next(): string {
    const character = this.source[this.at++];
    // Half of a pair: JavaScript reads the pair as two characters without the flag u.
    if (character === undefined || /[\ud800-\udfff]/.test(character)) throw new Unsupported();
    return character;
  }

  private take(character: string): boolean {
    if (this.source[this.at] !== character) return false;
    this.at++;
    return true;
  }
}

/** Whether every text that a regular expression matches consists of these characters, from its first to its last. */
export function onlyHas(regex: Regex, allowed: CharacterSet): boolean {
  return isAnchored(regex) && setsOf(regex).every((set) => covers(ranges(allowed), set));
}

function covers(outer: CharacterSet, inner: CharacterSet): boolean {
  return inner.every(([from, to]) => outer.some(([low, high]) => low <= from && to <= high));
}

function setsOf(regex: Regex): readonly CharacterSet[] {
  if (regex.op === 'set') return [regex.set];
  if (regex.op === 'repeat') return setsOf(regex.of);
  return regex.op === 'sequence' || regex.op === 'choice' ? regex.of.flatMap(setsOf) : [];
}

/** Whether a regular expression matches whole texts only. */
export function isAnchored(regex: Regex): boolean {
  if (regex.op === 'choice') return regex.of.every(isAnchored);
  return regex.op === 'sequence' && regex.of[0]?.op === 'start' && regex.of.at(-1)?.op === 'end';
}
