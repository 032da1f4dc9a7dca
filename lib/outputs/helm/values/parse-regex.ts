import { ESCAPES } from './character-escapes';
import { type CharacterSet, complement, ranges, setOf } from './character-set';
import type { Regex } from './regex';

/** Parses the source of a regular expression without flags; undefined where RE2 could not say the same. */
export function parseRegex(source: string): Regex | undefined {
  try {
    return new Parser(source).parse();
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

class Unsupported extends Error {}

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
