import { z } from 'zod';
import { defOf, innerOf, isMarked, type Schema, zodOf } from './schema';

/** The parts of JSON Schema that a scalar or a list can have. */
interface Constraints {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

const FORMATS: { readonly [format: string]: string } = {
  uri: 'a URL',
  email: 'an e-mail address',
  uuid: 'a UUID',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  hostname: 'a host name',
  date: 'a date (2026-01-31)',
  'date-time': 'a date and time (2026-01-31T12:00:00Z)',
  time: 'a time (12:00:00)',
  duration: 'a duration (PT10M)',
};

/**
 * What a schema expects, in words that follow "expected": `a whole number of at least 1`, `one of "dev", "prod"`, `a text or true or false`.
 * @param secret leaves out everything that could tell the secret: fixed values and patterns
 */
export function expectation(schema: Schema, secret = false): string {
  const hidden = secret || isMarked(schema);
  const def = defOf(schema);
  if (def.type === 'object' || def.type === 'record') return 'a map';
  if (def.type === 'never') return 'nothing';
  if (def.type === 'pipe') return expectation(defOf(def.in).type === 'transform' ? def.out : def.in, hidden);
  const inner = innerOf(schema);
  if (inner !== undefined) {
    const parts = [...new Set(inner.map((one) => expectation(one, hidden)))];
    const specific = parts.filter((part) => part !== ANYTHING);
    return (specific.length > 0 ? specific : parts).join(def.type === 'intersection' ? ' and ' : ' or ');
  }
  return words(constraintsOf(schema), hidden);
}

const ANYTHING = 'a valid value';

/** Schemas do not change, and the conversion is the slow part. */
const known = new WeakMap<Schema, Constraints>();

function constraintsOf(schema: Schema): Constraints {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const constraints = convert(schema);
  known.set(schema, constraints);
  return constraints;
}

function convert(schema: Schema): Constraints {
  try {
    return z.toJSONSchema(zodOf(schema), { io: 'input', unrepresentable: 'any' }) as Constraints;
  } catch {
    return {};
  }
}

function words(is: Constraints, hidden: boolean): string {
  const fixed = is.enum ?? (is.const === undefined ? undefined : [is.const]);
  if (fixed !== undefined && !hidden) {
    const texts = fixed.map((value) => JSON.stringify(value));
    return texts.length === 1 ? (texts[0] as string) : `one of ${texts.join(', ')}`;
  }
  switch (is.type) {
    case 'string':
      return text(is, hidden);
    case 'integer':
    case 'number':
      return number(is);
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list${amount(is.minItems, is.maxItems, 'item')}`;
    case 'object':
      return 'a map';
    case 'null':
      return 'null';
    default:
      return ANYTHING;
  }
}

function text(is: Constraints, hidden: boolean): string {
  const format = is.format === undefined ? undefined : FORMATS[is.format];
  if (is.minLength === 1 && is.maxLength === undefined && is.pattern === undefined && format === undefined) return 'a text that is not empty';
  const length = amount(is.minLength, is.maxLength, 'character');
  const pattern = format === undefined && is.pattern !== undefined && !hidden ? ` that matches /${is.pattern}/` : '';
  return `${format ?? 'a text'}${length}${pattern}`;
}

function amount(least: number | undefined, most: number | undefined, unit: string): string {
  const units = (n: number) => `${n} ${unit}${n === 1 ? '' : 's'}`;
  if (least !== undefined && most !== undefined) return least === most ? ` of ${units(most)}` : ` of ${least} to ${units(most)}`;
  if (least !== undefined && least > 0) return ` of at least ${units(least)}`;
  return most === undefined ? '' : ` of at most ${units(most)}`;
}

function number(is: Constraints): string {
  // zod writes the limits of a safe integer into every schema of whole numbers.
  const least = is.minimum === Number.MIN_SAFE_INTEGER ? undefined : is.minimum;
  const most = is.maximum === Number.MAX_SAFE_INTEGER ? undefined : is.maximum;
  const limits =
    least !== undefined && most !== undefined
      ? [least === most ? `equal to ${most}` : `from ${least} to ${most}`]
      : [
          least === undefined ? '' : `of at least ${least}`,
          is.exclusiveMinimum === undefined ? '' : `greater than ${is.exclusiveMinimum}`,
          most === undefined ? '' : `of at most ${most}`,
          is.exclusiveMaximum === undefined ? '' : `less than ${is.exclusiveMaximum}`,
        ].filter((limit) => limit !== '');
  const multiple = is.multipleOf === undefined ? '' : `, a multiple of ${is.multipleOf}`;
  const noun = is.type === 'integer' ? 'a whole number' : 'a number';
  return `${noun}${limits.length === 0 ? '' : ` ${limits.join(' and ')}`}${multiple}`;
}
