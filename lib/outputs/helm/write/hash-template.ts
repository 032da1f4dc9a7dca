import { goText } from './writing';

/** The sha256 of a map's canonical JSON. fromYaml gives an error as a map with one key, which must not be hashed. */
export function hashTemplate(chart: string): string {
  const name = goText(`${chart}.hash`);
  return `{{- define ${name} -}}\n{{- $value := fromYaml . }}\n{{- if hasKey $value "Error" }}\n{{- fail $value.Error }}\n{{- end }}\n{{- toJson $value | sha256sum }}\n{{- end }}`;
}
