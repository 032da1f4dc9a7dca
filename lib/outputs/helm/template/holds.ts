import { isObject, type Json } from '../../../manifest';
import { isEqual } from './is-equal';
import { elementsOf, type Frames, readPath, readPlace } from './place';
import type { Amount, Condition } from './template';

/** Whether a condition holds. */
export function holds(condition: Condition, frames: Frames): boolean {
  switch (condition.op) {
    case 'true':
      return readPlace(frames, condition.place) === true;
    case 'has':
      return readPlace(frames, condition.place) !== undefined;
    case 'filled':
      return isFilled(readPlace(frames, condition.place));
    case 'equals':
      return isEqual(readPlace(frames, condition.place), condition.value);
    case 'same': {
      const left = readPlace(frames, condition.left);
      return left !== undefined && isEqual(left, readPlace(frames, condition.right));
    }
    case 'less': {
      const [left, right] = [amount(condition.left, frames), amount(condition.right, frames)];
      return left !== undefined && right !== undefined && left < right;
    }
    case 'prefix':
    case 'suffix':
    case 'contains':
      return matches(condition.op, readPlace(frames, condition.place), condition.text);
    case 'first':
      return frames[condition.scope]?.key === 0;
    case 'repeats': {
      const keys = elementsOf(readPlace(frames, condition.place)).map(({ value }) => String(readPath(value, condition.path)));
      return new Set(keys).size < keys.length;
    }
    case 'not':
      return !holds(condition.of, frames);
    case 'and':
      return condition.of.every((one) => holds(one, frames));
    case 'or':
      return condition.of.some((one) => holds(one, frames));
  }
}

/** Whether Go templates and JavaScript alike take a text, a list or a map for something. */
export function isFilled(value: Json | undefined): boolean {
  if (typeof value === 'string' || Array.isArray(value)) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== 0 && value !== false;
}

function matches(op: 'prefix' | 'suffix' | 'contains', value: Json | undefined, text: string): boolean {
  if (typeof value !== 'string') return false;
  if (op === 'prefix') return value.startsWith(text);
  return op === 'suffix' ? value.endsWith(text) : value.includes(text);
}

function amount(of: Amount, frames: Frames): number | undefined {
  if (of.op === 'constant') return of.value;
  const value = readPlace(frames, of.place);
  if (of.op === 'number') return typeof value === 'number' ? value : undefined;
  return lengthOf(value);
}

/** How many elements a list or record has. */
export function lengthOf(value: Json | undefined): number | undefined {
  return Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : undefined;
}
