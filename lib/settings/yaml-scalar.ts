import { type Json, own } from './json';

/** Why a scalar of a values file cannot be taken over exactly. */
export type ScalarProblem = 'beyond 2^53' | 'not a number that JSON has' | 'tag';

/** What an untagged or tagged scalar means. */
export type Resolved = { readonly value: Json; readonly integer?: bigint | undefined } | { readonly problem: ScalarProblem };

const WORDS = new Map<string, Json>();
for (const word of 'y Y yes Yes YES true True TRUE on On ON'.split(' ')) WORDS.set(word, true);
for (const word of 'n N no No NO false False FALSE off Off OFF'.split(' ')) WORDS.set(word, false);
for (const word of ['', '~', 'null', 'Null', 'NULL']) WORDS.set(word, null);
const NOT_JSON = /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/;
const FLOAT = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;
/** Go's ParseFloat takes underscores between digits; where a number starts with a digit or a sign, go-yaml removes them all before. */
const DOT_FLOAT = /^\.\d+(_\d+)*([eE][-+]?\d+(_\d+)*)?$/;
const STR = 'tag:yaml.org,2002:str';
const TAGS: { readonly [tag: string]: (value: Json) => boolean } = {
  'tag:yaml.org,2002:bool': (value) => typeof value === 'boolean',
  'tag:yaml.org,2002:int': (value) => typeof value === 'number',
  'tag:yaml.org,2002:float': (value) => typeof value === 'number',
  'tag:yaml.org,2002:null': (value) => value === null,
};

/**
 * What a scalar means to Helm, which reads values files with sigs.k8s.io/yaml, that is with the rules of go.yaml.in/yaml/v2 `resolve` (resolve.go):
 * YAML 1.1 booleans, `017` and `0o17` are octal, `1_000` is a number, `1:30` and `2001-01-01` are text.
 * @param plain whether it stands without quotes
 * @param tag its explicit tag, if any
 */
export function resolveScalar(text: string, plain: boolean, tag: string | undefined): Resolved {
  if (tag === STR || (tag === undefined && !plain)) return { value: text };
  const fits = tag === undefined ? () => true : own(TAGS, tag);
  if (fits === undefined) return { problem: 'tag' };
  const resolved = resolvePlain(text);
  if ('problem' in resolved) return resolved;
  const isInt = resolved.integer !== undefined;
  return fits(resolved.value) && (tag !== 'tag:yaml.org,2002:int' || isInt) ? resolved : { problem: 'tag' };
}

function resolvePlain(text: string): Resolved {
  const word = WORDS.get(text);
  if (word !== undefined) return { value: word };
  if (NOT_JSON.test(text)) return { problem: 'not a number that JSON has' };
  if (text.startsWith('.')) return DOT_FLOAT.test(text) ? float(text.replaceAll('_', ''), text) : { value: text };
  if (!/^[-+\d]/.test(text)) return { value: text };
  const digits = text.replaceAll('_', '');
  const integer = parseInteger(digits);
  if (integer !== undefined) return Number.isSafeInteger(Number(integer)) ? { value: Number(integer), integer } : { problem: 'beyond 2^53' };
  return FLOAT.test(digits) ? float(digits, text) : { value: text };
}

/** Go's ParseFloat fails where the number is out of range, and the scalar is text. */
function float(digits: string, text: string): Resolved {
  const value = Number(digits);
  if (!Number.isFinite(value)) return { value: text };
  return /^[-+]?\d+$/.test(digits) && !Number.isSafeInteger(value) ? { problem: 'beyond 2^53' } : { value };
}

/** Go's strconv.ParseInt and ParseUint with base 0, and go-yaml's own second try at `0b` (which takes a sign after it). */
function parseInteger(digits: string): bigint | undefined {
  const sign = /^[-+]?/.exec(digits)?.[0] ?? '';
  const rest = digits.slice(sign.length);
  const prefixed = /^(0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.test(rest);
  const magnitude = prefixed
    ? BigInt(rest.toLowerCase())
    : /^0[0-7]+$/.test(rest)
      ? BigInt(`0o${rest.slice(1)}`)
      : /^(0|[1-9]\d*)$/.test(rest)
        ? BigInt(rest)
        : undefined;
  if (magnitude === undefined) {
    const second = /^0b([-+])([01]+)$/.exec(digits);
    return second === null ? undefined : BigInt(`0b${second[2]}`) * (second[1] === '-' ? -1n : 1n);
  }
  const value = sign === '-' ? -magnitude : magnitude;
  // ParseUint takes no sign; beyond both ranges the scalar is a float.
  const most = sign === '+' ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  return value >= -(2n ** 63n) && value <= most ? value : undefined;
}
