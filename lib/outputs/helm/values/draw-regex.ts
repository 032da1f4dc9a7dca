import type { CharacterSet } from './character-set';
import type { Random } from './random';
import type { Regex } from './regex';

/** How often a repetition without an end is drawn at most beyond its least; one inside another less often. */
const MORE = 7;
const MORE_INSIDE = 2;

/** A text that a regular expression matches, mostly of letters and digits. */
export function drawRegex(regex: Regex, random: Random, inside = false): string {
  switch (regex.op) {
    case 'set':
      return drawCharacter(regex.set, random);
    case 'sequence':
      return regex.of.map((one) => drawRegex(one, random, inside)).join('');
    case 'choice':
      return regex.of.length === 0 ? '' : drawRegex(random.pick(regex.of), random, inside);
    case 'repeat': {
      const isSet = regex.of.op === 'set';
      const most = Math.min(regex.most, regex.least + (inside || !isSet ? MORE_INSIDE : MORE));
      // mostly several, so that what is drawn is told apart from other texts
      const count = random.chance(0.6) ? most : random.int(regex.least, most);
      let text = '';
      for (let n = 0; n < count; n++) text += drawRegex(regex.of, random, true);
      return text;
    }
    default:
      return '';
  }
}

interface Choices {
  readonly letters: readonly number[];
  readonly printable: CharacterSet;
}

const CHOICES = new WeakMap<CharacterSet, Choices>();

function choicesOf(set: CharacterSet): Choices {
  const known = CHOICES.get(set) ?? {
    letters: set.flatMap(([from, to]) => LETTERS.filter((code) => from <= code && code <= to)),
    printable: set.filter(([from, to]) => to >= 0x20 && from < 0x7f).map(([from, to]) => [Math.max(from, 0x20), Math.min(to, 0x7e)] as const),
  };
  CHOICES.set(set, known);
  return known;
}

function drawCharacter(set: CharacterSet, random: Random): string {
  const { letters, printable } = choicesOf(set);
  if (letters.length > 0 && random.chance(0.8)) return String.fromCharCode(random.pick(letters));
  const [from, to] = random.pick(printable.length > 0 && random.chance(0.8) ? printable : set) ?? [97, 97];
  return String.fromCharCode(random.int(from, to));
}

const LETTERS = [...Array(26).keys()].flatMap((at) => [97 + at, 65 + at]).concat([...Array(10).keys()].map((at) => 48 + at));
