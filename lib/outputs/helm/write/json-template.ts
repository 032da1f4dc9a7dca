import type { Setting } from '../values';
import { alphabetOf, keyAlphabet, type Writing } from './writing';

/**
 * The template that writes a value as JSON which YAML takes. toJson leaves characters as they are that YAML takes only escaped: DEL and the C1 controls, of which
 * it reads U+0085 as the end of a line, and U+FEFF, U+FFFE, U+FFFF (gopkg.in/yaml, readerc.go).
 */
export function jsonTemplate(at: Writing): string {
  return at.define('json', JSON_TEXT, { ...at, ranges: [] }).split('"')[1] ?? '';
}

const JSON_TEXT = `
{{- $json := toJson . }}
{{- range $code := concat (untilStep 127 160 1) (list 65279 65534 65535) }}
{{- $json = replace (printf "%c" $code) (printf "\\\\u%04x" $code) $json }}
{{- end }}
{{- $json }}`;

/** Whether a text with any characters may stand in a setting. */
export function hasAnyText(setting: Setting | undefined, at: Writing): boolean {
  if (setting === undefined) return true;
  const { kind, members, branches, element } = setting;
  switch (kind) {
    case 'string':
      return alphabetOf(setting, at.domain) === 'any';
    case 'record':
      return keyAlphabet(setting, at.domain) === 'any' || hasAnyText(element, at);
    case 'list':
      return hasAnyText(element, at);
    case 'map':
    case 'union':
    case 'mixed':
      return [...members, ...branches].some((one) => hasAnyText(one, at));
    case 'any':
      return true;
    default:
      return false;
  }
}
