import { type Problem, RollwrightError } from '../errors';
import { pointer } from './json-pointer';
import { describeIdentity, groupOf, type Identity } from './object';

/** Text with half of a surrogate pair: no UTF-8 can hold it. */
const LONE_SURROGATE = /\p{Surrogate}/u;
const SURROGATE = /[\ud800-\udfff]/;

/** Whether a text is what UTF-8 can hold. */
export function isWellFormed(text: string): boolean {
  return !SURROGATE.test(text) || !LONE_SURROGATE.test(text);
}

/**
 * The error for a value that no text can carry: it names every place that is wrong. Writers call it when they meet such a value, so that writing itself
 * need not keep track of where it is.
 */
export function unwritable(value: unknown, refusesNegativeZero = false): RollwrightError {
  const problems: Problem[] = [];
  collect(value, '', refusesNegativeZero, { object: objectName(value), problems });
  return new RollwrightError(problems);
}

interface Found {
  readonly object: string | undefined;
  readonly problems: Problem[];
}

function collect(value: unknown, path: string, refusesNegativeZero: boolean, found: Found): void {
  const why = reason(value, refusesNegativeZero);
  if (why !== undefined) {
    found.problems.push({
      code: 'UNWRITABLE_VALUE',
      message: why,
      object: found.object,
      path: path === '' ? '/' : path,
      fix: 'Write a value that JSON can carry.',
    });
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => {
      collect(item, pointer(path, index), refusesNegativeZero, found);
    });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined) continue;
      if (!isWellFormed(key)) collect(key, pointer(path, key.replace(/\p{Surrogate}/gu, '\ufffd')), refusesNegativeZero, found);
      else collect(member, pointer(path, key), refusesNegativeZero, found);
    }
  }
}

function reason(value: unknown, refusesNegativeZero: boolean): string | undefined {
  if (value === null) return undefined;
  switch (typeof value) {
    case 'string':
      return isWellFormed(value) ? undefined : 'the text holds half of a surrogate pair, which UTF-8 cannot carry';
    case 'number':
      if (!Number.isFinite(value)) return `${value} is no JSON number`;
      return refusesNegativeZero && Object.is(value, -0) ? '-0 becomes 0 on its way through YAML, so its hash would not be that of the text' : undefined;
    case 'boolean':
    case 'object':
      return undefined;
    default:
      return `${value === undefined ? 'undefined in a list' : `a ${typeof value}`} is no JSON value`;
  }
}

function objectName(value: unknown): string | undefined {
  const { apiVersion, kind, metadata } = (typeof value === 'object' && value !== null ? value : {}) as { [key: string]: unknown };
  const { name, namespace = '' } = (typeof metadata === 'object' && metadata !== null ? metadata : {}) as { [key: string]: unknown };
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string' || !isWellFormed(name)) return undefined;
  const identity: Identity = { group: groupOf(apiVersion), kind, namespace: String(namespace), name };
  return describeIdentity(identity);
}
