/**
 * What a chart's templates are before they are text: a small language with the meaning that Go templates have. It is learned from samples, evaluated here to check
 * it on thousands of values, and written as text at the end.
 */
import type { Json } from '../../../manifest';
import type { Place } from './place';

/** Functions of one text that mean the same in TypeScript and in Helm. `lower` and `upper` do for ASCII only, and narrow the setting to it. */
export type TextFunction = 'lower' | 'upper' | 'b64enc' | 'sha256sum' | 'uri';

/** A condition over settings; false where a setting that it reads is absent. */
export type Condition =
  | { readonly op: 'true'; readonly place: Place }
  | { readonly op: 'has'; readonly place: Place }
  | { readonly op: 'filled'; readonly place: Place }
  | { readonly op: 'equals'; readonly place: Place; readonly value: Json }
  | { readonly op: 'same'; readonly left: Place; readonly right: Place }
  | { readonly op: 'less'; readonly left: Amount; readonly right: Amount }
  | { readonly op: 'prefix' | 'suffix' | 'contains'; readonly place: Place; readonly text: string }
  | { readonly op: 'first'; readonly scope: number }
  /** Two elements of a list are the same, or have the same at a path. Only in rules. */
  | { readonly op: 'repeats'; readonly place: Place; readonly path: readonly string[] }
  | { readonly op: 'not'; readonly of: Condition }
  | { readonly op: 'and' | 'or'; readonly of: readonly Condition[] };

/** A number that conditions compare. */
export type Amount =
  | { readonly op: 'constant'; readonly value: number }
  | { readonly op: 'number'; readonly place: Place }
  | { readonly op: 'length'; readonly place: Place };

/** A value of a manifest, or a text inside one. */
export type Node =
  | { readonly op: 'constant'; readonly value: Json }
  | { readonly op: 'setting'; readonly place: Place }
  | { readonly op: 'key'; readonly scope: number; readonly plus: number }
  | { readonly op: 'length'; readonly place: Place }
  | { readonly op: 'scaled'; readonly of: Node; readonly times: number; readonly plus: number }
  | { readonly op: 'decide'; readonly condition: Condition }
  | { readonly op: 'text'; readonly of: Node }
  | { readonly op: 'apply'; readonly fn: TextFunction; readonly of: Node }
  | { readonly op: 'cut'; readonly of: Node; readonly length: number }
  | { readonly op: 'join'; readonly place: Place; readonly separator: string; readonly sorted: boolean }
  | { readonly op: 'concat'; readonly parts: readonly Node[] }
  | { readonly op: 'lines'; readonly separator: string; readonly items: Sequence }
  | { readonly op: 'hash'; readonly payload: string; readonly length: number }
  | { readonly op: 'map'; readonly entries: Sequence }
  | { readonly op: 'list'; readonly items: Sequence }
  | { readonly op: 'if'; readonly condition: Condition; readonly yes: Node; readonly no: Node }
  /** What no explanation was found for. */
  | { readonly op: 'unknown' };

/** Items of a list, entries of a map or lines of a text, in order. */
export type Sequence = readonly Segment[];

export type Segment = Item | Range;

/** One item, entry (with `key`) or line; there only `when` its condition holds. */
export interface Item {
  readonly op: 'item';
  readonly when?: Condition | undefined;
  readonly key?: Node | undefined;
  readonly node: Node;
}

/** The same items for each element of a list or record. */
export interface Range {
  readonly op: 'range';
  readonly over: Place;
  readonly sorted: boolean;
  readonly body: Sequence;
}

/** The template of one object (or one for each element of what `ranges` names, the outer first), or of the payload of a derived value. */
export interface Template {
  readonly ranges: readonly Place[];
  readonly when?: Condition | undefined;
  readonly node: Node;
}

/** Everything a program renders: the templates of its objects and of what its hashes are of, by stable ids. */
export interface Templates {
  readonly objects: ReadonlyMap<string, Template>;
  readonly payloads: ReadonlyMap<string, Template>;
  readonly rules: readonly Rule[];
}

/** Values that are refused, and what the chart says then. */
export interface Rule {
  /** Whether the program refuses them too; or the chart alone, which says so where it lists what it takes less of. */
  readonly whose: 'program' | 'chart';
  readonly when: Condition;
  readonly message: string;
}

export const UNKNOWN: Node = { op: 'unknown' };

export const constant = (value: Json): Node => ({ op: 'constant', value });

/** A text that stands beside others; constants next to each other become one. */
export function concat(parts: readonly Node[]): Node {
  const merged: Node[] = [];
  for (const part of parts.flatMap((one) => (one.op === 'concat' ? one.parts : [one]))) {
    const last = merged.at(-1);
    if (part.op !== 'constant') merged.push(part);
    else if (last?.op === 'constant') merged[merged.length - 1] = constant(`${last.value}${part.value}`);
    else if (part.value !== '') merged.push(part);
  }
  if (merged.length === 0) return constant('');
  return merged.length === 1 ? (merged[0] as Node) : { op: 'concat', parts: merged };
}

/** All of some conditions, or none where the list is empty. */
export function allOf(conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const some = conditions.filter((one) => one !== undefined).flatMap((one) => (one.op === 'and' ? one.of : [one]));
  return some.length <= 1 ? some[0] : { op: 'and', of: some };
}

export function not(condition: Condition): Condition {
  return condition.op === 'not' ? condition.of : { op: 'not', of: condition };
}
