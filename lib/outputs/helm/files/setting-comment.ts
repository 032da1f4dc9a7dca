import type { Json } from '../../../manifest';
import { formatPath, isSecretPath } from '../../../settings';
import type { Setting } from '../values';
import type { ChartFacts } from './chart';
import { inline } from './inline';

/** What values.yaml says above a setting: its description, what it takes where that can be counted, and why it cannot be changed. */
export function settingComment(facts: ChartFacts, setting: Setting): readonly string[] {
  const { description } = setting.schema;
  const words = typeof description === 'string' ? description.trim().split(/\r?\n/) : [];
  const choices = setting.kind === 'enum' && setting.values.length > 1 ? setting.values.map(inline).join(', ') : undefined;
  const frozen = facts.derived.frozen.find(({ path }) => path === setting.path.join('.'));
  return [
    ...withChoices(words, choices),
    ...(frozen === undefined ? [] : oneLine(`Fixed in this chart: ${frozen.reason}`)),
    ...(isSecret(facts, setting) ? secretComment(setting) : []),
  ].map((line) => line.trimEnd());
}

function withChoices(words: readonly string[], choices: string | undefined): readonly string[] {
  if (choices === undefined) return words;
  const last = words.at(-1);
  return last === undefined ? [`One of ${choices}`] : [...words.slice(0, -1), `${last} (one of ${choices})`];
}

/** Text that somebody else wrote, kept from ending the comment. */
function oneLine(text: string): readonly string[] {
  return text.split(/\s*[\r\n]+\s*/).filter((line) => line !== '');
}

export function isSecret({ source }: Pick<ChartFacts, 'source'>, { path }: Setting): boolean {
  return path.length > 0 && isSecretPath(source.schema, path);
}

function secretComment({ path, optional }: Setting): readonly string[] {
  return [
    `Secret, ${optional ? 'optional' : 'required'}: not in this file; give it with --set-file ${formatPath(path)}=FILE, or in a values file that is under no version control`,
  ];
}

/** A value as an example in a comment; undefined where it is too long for one. */
export function exampleText(value: Json): string | undefined {
  const text = inline(value);
  return text.length > 100 ? undefined : text;
}
