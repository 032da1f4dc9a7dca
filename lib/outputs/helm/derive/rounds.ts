import type { Json } from '../../../manifest';
import type { Random, Setting } from '../values';
import { eachNumber, eachText } from './scalar-places';

const MOST_EQUAL = 12;

/** What settings get in one round of a sweep. */
export interface Round {
  /** What the setting at some place of the row of all settings gets. */
  readonly value: (kind: Setting['kind'], at: number, settings: Json) => Json | undefined;
  /** How probable it is to get it. */
  readonly share: number;
  /** How it stands beside what stands there. */
  readonly form: Form;
}

/** A value alone, or a text before or behind what stands there; undefined for what is no text. */
export type Form = (value: Json | undefined, before: Json) => Json | undefined;

export const FORMS: readonly [alone: Form, behind: Form, before: Form] = [
  (value) => value,
  (value, before) => (typeof value === 'string' ? `${before}${value}` : undefined),
  (value, before) => (typeof value === 'string' ? `${value}${before}` : undefined),
];

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
export function literalRounds(random: Random, literals: Literals, form: Form = FORMS[0]): readonly Round[] {
  return rounds(random, literals, 1, form);
}

/** The same in half of the settings, alone and beside what stands there. */
export function sparseRounds(random: Random, literals: Literals): readonly Round[] {
  return FORMS.flatMap((form) => rounds(random, literals, 0.5, form));
}

/** Each place begins with another literal, so that what meets in two places changes from sweep to sweep. */
function rounds(random: Random, { texts, numbers, most }: Literals, share: number, form: Form): readonly Round[] {
  const first = new Map<number, number>();
  const firstAt = (at: number): number => {
    const known = first.get(at) ?? random.int(0, most);
    first.set(at, known);
    return known;
  };
  return Array.from({ length: most }, (_, n) => ({
    value: (kind, at) => (kind === 'number' ? numbers[(firstAt(at) + n) % numbers.length] : texts[(firstAt(at) + n) % texts.length]),
    share,
    form,
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
    return { value, share: n % 3 === 0 ? 1 : 0.6, form: FORMS[0] };
  });
}
