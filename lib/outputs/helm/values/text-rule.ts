import type { Json, JsonObject } from '../../../manifest';
import { parseRegex } from './parse-regex';
import type { Regex } from './regex';
import { compiled } from './text-class';

/** What a schema asks of a text. */
export interface TextRule {
  readonly least: number;
  readonly most: number;
  /** As zod has them: sources without flags. */
  readonly patterns: readonly string[];
  /** The patterns, where RE2 can say the same. */
  readonly regexes: readonly Regex[];
  /** A pattern that a chart cannot carry. */
  readonly unwritable?: string | undefined;
}

const RULES = new WeakMap<JsonObject, TextRule>();

/** The rule of a string's JSON Schema. */
export function textRule(schema: JsonObject): TextRule {
  const known = RULES.get(schema);
  if (known !== undefined) return known;
  const patterns = [schema.pattern, ...((schema.allOf ?? []) as readonly JsonObject[]).map((one) => one.pattern)].filter((one) => typeof one === 'string');
  const regexes = patterns.map(parseRegex);
  const rule = {
    least: numberOr(schema.minLength, 0),
    most: numberOr(schema.maxLength, Number.POSITIVE_INFINITY),
    patterns,
    regexes: regexes.filter((one) => one !== undefined),
    unwritable: patterns[regexes.indexOf(undefined)],
  };
  RULES.set(schema, rule);
  return rule;
}

function numberOr(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

/** Whether the schema takes a text. */
export function fitsRule(text: string, rule: TextRule): boolean {
  return text.length >= rule.least && text.length <= rule.most && rule.patterns.every((pattern) => compiled(pattern).test(text));
}
