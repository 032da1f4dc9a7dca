import type { Derived } from '../template';
import { releaseRules } from './release-rules';
import { conditionText } from './write-condition';
import { rangeWriting } from './write-range';
import { goText, placeText, type Writing } from './writing';

/** The templates that refuse values. */
export function rulesText(derived: Derived, at: Writing): string {
  return [...releaseRules(derived), ...learnedRules(derived, at)].join('\n');
}

function learnedRules({ templates }: Derived, at: Writing): readonly string[] {
  return templates.rules.map(({ when, message }) => {
    const fail = `{{- fail ${goText(message)} }}`;
    if (when.op !== 'repeats') return `{{- if ${conditionText(when, at)} }}\n${fail}\n{{- end }}`;
    const value = when.path.length === 0 ? '$one' : placeText({ scope: 1, path: when.path }, { ...at, ranges: [{ value: '$one', key: '$n' }] });
    const range = rangeWriting({ over: when.place, sorted: false }, at, '-');
    const open = range.open.replace(/range \$\w+, \$\w+ :=/, 'range $n, $one :=');
    const close = range.close.map((word) => `{{- ${word} }}`).join('\n');
    return `{{- $seen := dict }}\n{{- ${open} }}\n{{- if hasKey $seen (toString ${value}) }}\n${fail}\n{{- end }}\n{{- $_ := set $seen (toString ${value}) true }}\n${close}`;
  });
}
