import type { JsonObject } from '../../../manifest';
import { ANY_CHARACTER, ANY_TEXT, onlyHas, type Regex, setOf, type TextClass, textRule, writeRegex } from '../values';

/** Characters beyond the basic plane, which JavaScript counts twice. */
const BEYOND = '\u{10000}-\u{10ffff}';

export function textSchema(schema: JsonObject, kind: TextClass): JsonObject {
  const rule = textRule(schema);
  const most = Math.min(rule.most, kind.most);
  const regexes = [...(kind === ANY_TEXT || kind.regex === undefined || implied(kind.regex, rule.regexes) ? [] : [kind.regex]), ...rule.regexes];
  const patterns = regexes.map(writeRegex);
  const counts = Number.isFinite(most) && !regexes.some((regex) => onlyHas(regex, ANY_CHARACTER));
  const refused = `${kind.without === undefined ? '' : writeRegex({ op: 'set', set: setOf(kind.without) })}${counts ? BEYOND : ''}`;
  return {
    type: 'string',
    ...(rule.least > 0 && { minLength: rule.least }),
    ...(Number.isFinite(most) && { maxLength: most }),
    ...(patterns.length === 1 && { pattern: patterns[0] as string }),
    ...(patterns.length > 1 && { allOf: patterns.map((pattern) => ({ pattern })) }),
    ...(refused !== '' && { not: { pattern: `[${refused}]` } }),
  };
}

function implied(regex: Regex, others: readonly Regex[]): boolean {
  return others.some((other) => writeRegex(other) === writeRegex(regex));
}
