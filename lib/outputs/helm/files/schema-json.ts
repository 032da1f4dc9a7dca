import type { ChartFacts } from './chart';
import { headerText } from './header';

/** values.schema.json. JSON has no comments; JSON Schema has a keyword for them, which stands in the first line where a header has to be. */
export function schemaJson(facts: ChartFacts): string {
  const text = JSON.stringify({ $comment: headerText(facts, 'its settings'), ...facts.derived.schema }, null, 2);
  return `${text.replace(/^\{\n {2}/, '{ ')}\n`;
}
