import type { Json } from '../../../manifest';
import type { Amount, Condition, Place } from '../template';
import { goText, isWholeNumber, mayBeEmpty, optionalAround, placeText, rootOf, settingOf, type Writing } from './writing';

/** A condition as the words after `if`. */
export function conditionText(condition: Condition, at: Writing): string {
  switch (condition.op) {
    case 'true':
      return guarded(condition.place, placeText(condition.place, at), at);
    case 'filled':
      return guarded(condition.place, placeText(condition.place, at), at);
    case 'has':
      return hasText(condition.place, at);
    case 'equals':
      return equalsText(condition.place, condition.value, at);
    case 'same': {
      const [left, right] = [condition.left, condition.right].map((place) => comparable(place, at));
      return present([condition.left, condition.right], `eq ${left} ${right}`, at);
    }
    case 'less': {
      const isWhole = [condition.left, condition.right].every((one) =>
        one.op === 'number' ? isWholeNumber(settingOf(one.place, at)) : one.op === 'length' || Number.isInteger(one.value),
      );
      const places = [condition.left, condition.right].flatMap((one) => (one.op === 'constant' ? [] : [one.place]));
      return present(places, `lt ${amountText(condition.left, isWhole, at)} ${amountText(condition.right, isWhole, at)}`, at);
    }
    case 'prefix':
      return present([condition.place], `hasPrefix ${goText(condition.text)} ${placeText(condition.place, at)}`, at);
    case 'suffix':
      return present([condition.place], `hasSuffix ${goText(condition.text)} ${placeText(condition.place, at)}`, at);
    case 'contains':
      return present([condition.place], `contains ${goText(condition.text)} ${placeText(condition.place, at)}`, at);
    case 'first':
      return `eq ${at.ranges[condition.scope - 1]?.key ?? '$'} 0`;
    case 'repeats':
      return 'false';
    case 'not':
      return notText(condition.of, at);
    case 'and':
    case 'or':
      return `${condition.op} ${[...new Set(condition.of.map((one) => nested(condition.op, conditionText(one, at))))].join(' ')}`;
  }
}

/** A condition inside `and` or `or`; an `and` inside an `and` is more of it. */
function nested(op: string, text: string): string {
  return op === 'and' && text.startsWith('and ') ? text.slice(4) : operand(text);
}

/** Words that stand as one argument. */
export function operand(text: string): string {
  return text.includes(' ') && !/^\((?:[^()]|\([^()]*\))*\)$/.test(text) ? `(${text})` : text;
}

function notText(condition: Condition, at: Writing): string {
  const isPlain = condition.op === 'equals' && optionalAround(condition.place, at).length === 0 && typeof condition.value === 'string';
  return isPlain ? conditionText(condition, at).replace(/^eq /, 'ne ') : `not ${operand(conditionText(condition, at))}`;
}

/** A condition after those that what it reads is there. */
function guarded(place: Place, text: string, at: Writing): string {
  const around = optionalAround(place, at).map((one) => placeText(one, at));
  return around.length === 0 ? text : `and ${around.join(' ')} ${operand(text)}`;
}

/** A condition that may ask only what is there. */
function present(places: readonly Place[], text: string, at: Writing): string {
  const asked = places.flatMap((place) => {
    if (settingOf(place, at)?.optional === true) return [operand(hasText(place, at))];
    return optionalAround(place, at).map((one) => placeText(one, at));
  });
  return asked.length === 0 ? text : `and ${[...new Set(asked)].join(' ')} ${operand(text)}`;
}

export function hasText(place: Place, at: Writing): string {
  const setting = settingOf(place, at);
  const key = place.path.at(-1);
  if (setting?.optional !== true && optionalAround(place, at).length === 0) return 'true';
  if (!mayBeEmpty(setting, at.domain) || key === undefined || typeof key === 'number') return guarded(place, placeText(place, at), at);
  const parent = place.path.length === 1 && place.scope === 0 ? `${rootOf(at)}.Values` : placeText({ scope: place.scope, path: place.path.slice(0, -1) }, at);
  return guarded(place, `hasKey ${parent} ${goText(key)}`, at);
}

function equalsText(place: Place, value: Json, at: Writing): string {
  const setting = settingOf(place, at);
  const text = placeText(place, at);
  if (setting?.kind === 'mixed' || setting?.kind === 'any' || (typeof value === 'object' && value !== null))
    return present([place], `eq (toJson ${text}) ${goText(JSON.stringify(value))}`, at);
  if (typeof value === 'number') return present([place], Number.isInteger(value) ? `eq (int64 ${text}) ${value}` : `eq (float64 ${text}) ${value}`, at);
  return guarded(place, `eq ${text} ${typeof value === 'string' ? goText(value) : value}`, at);
}

function comparable(place: Place, at: Writing): string {
  const setting = settingOf(place, at);
  const text = placeText(place, at);
  if (setting?.kind !== 'number') return text;
  return isWholeNumber(setting) ? `(int64 ${text})` : `(float64 ${text})`;
}

function amountText(amount: Amount, isWhole: boolean, at: Writing): string {
  if (amount.op === 'constant') return isWhole ? String(amount.value) : `(float64 ${amount.value})`;
  const text = placeText(amount.place, at);
  if (amount.op === 'length') return isWhole ? `(len ${text})` : `(float64 (len ${text}))`;
  return isWhole ? `(int64 ${text})` : `(float64 ${text})`;
}
