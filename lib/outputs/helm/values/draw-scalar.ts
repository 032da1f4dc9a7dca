import type { JsonObject } from '../../../manifest';
import { drawRegex } from './draw-regex';
import type { Random } from './random';
import { writeRegex } from './regex';
import { compiled, isOfClass, type TextClass } from './text-class';
import { fitsRule, type TextRule, textRule } from './text-rule';
import { HOSTILE_NUMBERS, HOSTILE_TEXTS } from './wild';

/** What drawing a scalar needs of {@link Drawing}. */
export interface TextDraw {
  readonly random: Random;
  readonly wild: number;
  readonly empty: number;
  readonly literals: readonly (string | number)[];
  readonly drawn: { readonly texts: string[]; readonly numbers: number[] };
}

const TRIES = 30;

/** A text: a marker that is nowhere else in the sample, or a hostile one. Undefined where none was found that the schema and the class take. */
export function drawText(schema: JsonObject, kind: TextClass, at: TextDraw): string | undefined {
  const rule = textRule(schema);
  const fits = (text: string) =>
    fitsRule(text, rule) && isOfClass(text, kind) && isCountedAlike(text, rule.least, Math.min(rule.most, kind.most)) && isReadAlike(text, rule, kind);
  if (at.wild > 0 && at.random.chance(at.wild)) {
    for (let n = 0; n < TRIES; n++) {
      const text = wildText(rule, kind, at);
      if (fits(text)) return text;
    }
  }
  if (at.random.chance(at.empty) && fits('')) return '';
  for (let n = 0; n < TRIES; n++) {
    const text = n < SHAPES.length ? (SHAPES[n] as Shape)(at.random, rule) : drawn(rule, kind, at.random);
    if (!fits(text) || at.drawn.texts.includes(text.toLowerCase())) continue;
    at.drawn.texts.push(text.toLowerCase());
    return text;
  }
  return undefined;
}

/** Whether JSON Schema, which counts characters beyond the basic plane once, finds a text long enough too; none of them may be where there is a most. */
function isCountedAlike(text: string, least: number, most: number): boolean {
  return !/[\ud800-\udfff]/.test(text) || (most === Number.POSITIVE_INFINITY && [...text].length >= least);
}

/** Whether the patterns that the chart has take a text with characters beyond the basic plane: "any but" means none of them there. */
function isReadAlike(text: string, { regexes }: TextRule, { regex }: TextClass): boolean {
  if (!/[\ud800-\udfff]/.test(text)) return true;
  return [...regexes, ...(regex === undefined ? [] : [regex])].every((one) => compiled(writeRegex(one), 'u').test(text));
}

type Shape = (random: Random, rule: TextRule) => string;

/** Markers, from the most telling. None is part of another: each begins with q, ends with z, and has neither inside. */
const SHAPES: readonly Shape[] = [
  (random, rule) => marker(random, rule, 'abcdefghijklmnoprstuvwxyABCDEFGHIJKLMNOPRSTUVWXY'),
  (random, rule) => marker(random, rule, 'abcdefghijklmnoprstuvwxy'),
  (random, rule) => marker(random, rule, 'ABCDEFGHIJKLMNOPRSTUVWXY').toUpperCase(),
  (random, rule) => marker(random, rule, 'abcdefghijklmnoprstuvwxy', false),
];

function marker(random: Random, { least, most }: TextRule, letters: string, mayBeLong = true): string {
  const long = mayBeLong && random.chance(0.12) ? Math.min(most, Math.max(least, random.int(20, 70))) : 0;
  const length = long > 0 ? long : Math.min(most, Math.max(least, random.int(6, 11)));
  let inner = '';
  for (let n = 0; n < length - 2; n++) inner += random.pick([...letters]);
  return `q${inner}z`.slice(0, length);
}

function drawn(rule: TextRule, kind: TextClass, random: Random): string {
  const regexes = [...rule.regexes, ...(kind.regex === undefined ? [] : [kind.regex])];
  if (regexes.length === 0) return marker(random, rule, 'abcdefg');
  const texts = Array.from({ length: 3 }, () => drawRegex(random.pick(regexes), random));
  // Short ones are found by chance; what a pattern asks for may be all of a text or its beginning or end.
  const word = marker(random, rule, 'abcdefghijklmnoprstuvwxy', false);
  const longer = texts.flatMap((text) => [`${text}${word}`, `${word}${text}`]).filter((text) => fitsRule(text, rule) && isOfClass(text, kind));
  return [...texts, ...longer].find((text) => text.length >= 6) ?? (texts[0] as string);
}

function wildText(rule: TextRule, kind: TextClass, at: TextDraw): string {
  const { random } = at;
  const texts = at.literals.filter((one) => typeof one === 'string');
  switch (random.int(0, 5)) {
    case 0:
      return random.pick(kind.rims.length > 0 ? kind.rims : HOSTILE_TEXTS);
    case 1:
      return texts.length > 0 ? aroundText(random.pick(texts), random) : random.pick(HOSTILE_TEXTS);
    case 2:
      return at.drawn.texts.length > 0 ? random.pick(at.drawn.texts) : '';
    case 3:
      return drawn(rule, kind, random);
    case 4:
      return texts.length > 0 ? random.pick(texts) : '';
    default:
      return random.pick(HOSTILE_TEXTS);
  }
}

/** A literal with something before or after it: what `startsWith`, `includes` and the like look for. */
function aroundText(literal: string, random: Random): string {
  return random.pick([`${literal}zz`, `zz${literal}`, `zz${literal}zz`, literal.toUpperCase(), literal]);
}

const LARGEST = Number.MAX_SAFE_INTEGER;

/** A number that is nowhere else in the sample, where there are enough; or a hostile one. */
export function drawNumber(schema: JsonObject, at: TextDraw): number | undefined {
  const integer = schema.type === 'integer';
  const least = bound(schema.minimum, schema.exclusiveMinimum, integer ? 1 : 1e-3) ?? -LARGEST;
  const most = bound(schema.maximum, schema.exclusiveMaximum, integer ? -1 : -1e-3) ?? LARGEST;
  const step = typeof schema.multipleOf === 'number' ? schema.multipleOf : undefined;
  const fits = (value: number) =>
    value >= least &&
    value <= most &&
    (!integer || Number.isSafeInteger(value)) &&
    (step === undefined || Number.isInteger(value / step)) &&
    !Object.is(value, -0);
  for (let n = 0; n < TRIES; n++) {
    const value = at.wild > 0 && n < TRIES / 2 && at.random.chance(at.wild) ? wildNumber(least, most, at) : ordinary(least, most, step, integer, at.random);
    if (!fits(value) || (n < TRIES / 2 && at.wild === 0 && at.drawn.numbers.includes(value))) continue;
    at.drawn.numbers.push(value);
    return value;
  }
  return undefined;
}

function bound(inclusive: unknown, exclusive: unknown, inside: number): number | undefined {
  if (typeof inclusive === 'number') return inclusive;
  return typeof exclusive === 'number' ? exclusive + inside : undefined;
}

function ordinary(least: number, most: number, step: number | undefined, integer: boolean, random: Random): number {
  const near = least > 0 || most < 0 ? (least > 0 ? least : most) : random.chance(0.1) ? Math.max(least, -1000) : 0;
  const span = Math.min(most - near, random.pick([20, 200, 2000, 30000, 70000]));
  if (step !== undefined) return Math.round((near + random.next() * span) / step) * step;
  if (integer) return near + random.int(0, Math.max(0, Math.floor(span)));
  return random.chance(0.3) ? Math.round(near + random.next() * span) : Math.round((near + random.next() * span) * 1000) / 1000;
}

function wildNumber(least: number, most: number, at: TextDraw): number {
  const { random } = at;
  const numbers = at.literals.filter((one) => typeof one === 'number');
  switch (random.int(0, 4)) {
    case 0:
      return least;
    case 1:
      return most;
    case 2:
      return numbers.length > 0 ? random.pick(numbers) + random.pick([-1, 0, 1]) : 0;
    case 3:
      return at.drawn.numbers.length > 0 ? random.pick(at.drawn.numbers) : 0;
    default:
      return random.pick(HOSTILE_NUMBERS);
  }
}
