import type { Json } from '../../../manifest';
import type { Derived } from '../template';
import { classOf, eachSetting, NAMESPACE_NAME, RELEASE_NAME, textRule, writeRegex } from '../values';

/** What a chart says when the release's name or namespace is none that the program takes: no schema of values sees them. */
export function releaseRules({ tree, domain, binding }: Pick<Derived, 'tree' | 'domain' | 'binding'>): readonly string[] {
  const bound = [
    { id: binding.name, word: '.Release.Name', what: 'name', widest: RELEASE_NAME },
    { id: binding.namespace, word: '.Release.Namespace', what: 'namespace', widest: NAMESPACE_NAME },
  ];
  return bound.flatMap(({ id, word, what, widest }) => {
    const setting = id === undefined ? undefined : [...eachSetting(tree)].find(({ path }) => path.join('.') === id);
    if (id === undefined || setting === undefined) return [];
    const pins = domain.pinned.get(id);
    if (pins !== undefined)
      return [
        refusal(
          `not (has ${word} (list ${pins
            .filter((one) => one !== undefined)
            .map(quoted)
            .join(' ')}))`,
          `the ${what} of the release must be ${pins.join(' or ')}`,
        ),
      ];
    const kind = classOf(domain, setting.path);
    const rule = textRule(setting.schema);
    const narrower = kind.regex === undefined || kind.name === widest.name ? [] : [kind.regex];
    const patterns = [...narrower, ...rule.regexes].map((regex) => `(regexMatch ${quoted(writeRegex(regex))} ${word})`);
    const most = Math.min(kind.most, rule.most);
    const lengths = most < widest.most ? [`(le (len ${word}) ${most})`] : [];
    const asked = [...patterns, ...lengths, ...(rule.least > 1 ? [`(ge (len ${word}) ${rule.least})`] : [])];
    if (asked.length === 0) return [];
    const needs = [
      ...(kind.name === widest.name ? [] : [`be ${kind.name}`]),
      ...rule.patterns.map((pattern) => `match ${pattern}`),
      ...(most < widest.most && most !== kind.most ? [`have ${most} characters at most`] : []),
      ...(rule.least > 1 ? [`have ${rule.least} characters at least`] : []),
    ];
    return [refusal(`not (and ${asked.join(' ')} true)`, `the ${what} of the release must ${needs.join(' and ')}, as the program asks for its setting ${id}`)];
  });
}

function refusal(condition: string, message: string): string {
  return `{{- if ${condition} }}\n{{- fail ${quoted(message)} }}\n{{- end }}`;
}

function quoted(text: Json): string {
  return JSON.stringify(text);
}
