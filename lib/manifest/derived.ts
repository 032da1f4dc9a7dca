/**
 * Values that are computed from other objects after all of them are rendered: "the hash of that".
 *
 * A derived value travels through the construct tree as a token, a string that no user text contains, so that it can stand inside any field, of any
 * library's construct. What it means is kept aside, in the registry of its tree: the plain output computes it, a Helm chart writes the expression that
 * computes the same bytes.
 */

/** What a derived value is the hash of, and how many hexadecimal digits of it are written. */
export interface Derived {
  /**
   * - `reads`: the config (ConfigMap and Secret data) that the pods of the workload `of` read
   * - `run`: the pod template of the Job `of` and the config that it reads
   * - `data`: the data of the ConfigMap or Secret `of`
   */
  readonly hash: 'reads' | 'run' | 'data';
  /** The ApiObject (as an opaque reference) that is hashed. */
  readonly of: object;
  /** Hexadecimal digits of the sha256. */
  readonly length: number;
}

const OPEN = '\uE000rw';
const CLOSE = '\uE001';
const TOKEN = /\uE000rw(\d+)\uE001/g;
const DERIVED = Symbol.for('rollwright.derived');

/** All derived values of the tree below this root, in the order of their tokens. */
export function derivedOf(root: object): readonly Derived[] {
  return (root as { [DERIVED]?: Derived[] })[DERIVED] ?? [];
}

/** Registers a derived value with the root of its tree and returns the token that stands for it, to be put (alone or inside a longer text) where the value goes. */
export function derive(root: object, derived: Derived): string {
  const holder = root as { [DERIVED]?: Derived[] };
  if (holder[DERIVED] === undefined) Object.defineProperty(root, DERIVED, { value: [], enumerable: false });
  const all = holder[DERIVED] as Derived[];
  all.push(derived);
  return `${OPEN}${all.length - 1}${CLOSE}`;
}

/** Whether a text holds a token. */
export function hasToken(text: string): boolean {
  return text.includes(OPEN);
}

/** A text with each token replaced by what `value` says of its number. */
export function replaceTokens(text: string, value: (token: number) => string): string {
  return hasToken(text) ? text.replace(TOKEN, (_, token: string) => value(Number(token))) : text;
}
