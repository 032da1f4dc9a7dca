import type { Json } from '../../../manifest';
import type { Random, Setting } from '../values';
import { eachNumber, eachText } from './scalar-places';

/** How often each setting meets each literal of the program, among different others. */
const SWEEPS = 3;
const MOST_EQUAL = 12;

/** What settings get in one round of a sweep. */
export interface Round {
  /** What the setting at some place of the row of all settings gets. */
  readonly value: (kind: Setting['kind'], at: number, settings: Json) => Json | undefined;
  /** How probable it is to get it. */
  readonly share: number;
}

export interface Literals {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  readonly most: number;
}

export function literalsOf(literals: readonly (string | number)[]): Literals {
  const texts = literals.filter((one) => typeof one === 'string');
  const numbers = [...new Set(literals.flatMap((one) => (typeof one === 'number' ? [one - 1, one, one + 1] : [])))];
  return { texts, numbers, most: Math.max(texts.length, numbers.length) };
}

/** Each literal in each setting, all at once. */
export function literalRounds(random: Random, literals: Literals): readonly Round[] {
  return rounds(random, literals, literals.most, 1);
}

/** The same in half of the settings. */
export function sparseRounds(random: Random, literals: Literals): readonly Round[] {
  return rounds(random, literals, literals.most * (SWEEPS - 1), 0.5);
}

function rounds(random: Random, { texts, numbers, most }: Literals, count: number, share: number): readonly Round[] {
  const shift = random.int(0, most);
  return Array.from({ length: count }, (_, n) => ({
    value: (kind, at) => (kind === 'number' ? numbers[(shift + n + at) % numbers.length] : texts[(shift + n + at) % texts.length]),
    share,
  }));
}

/** The same value in several settings, which `a === b` asks for: a word, or what stands in one of them. */
export function equalRounds(random: Random, { most }: Literals): readonly Round[] {
  return Array.from({ length: Math.min(MOST_EQUAL, most + 1) }, (_, n) => {
    const word = `q${String.fromCharCode(97 + n)}samez`;
    const number = random.int(1, 9);
    const value: Round['value'] = (kind, _at, settings) => {
      const own = kind === 'number' ? [...eachNumber(settings)] : [...eachText(settings)];
      return n % 2 === 0 || own.length === 0 ? (kind === 'number' ? number : word) : own[(n * 7) % own.length];
    };
    return { value, share: n % 3 === 0 ? 1 : 0.6 };
  });
}
