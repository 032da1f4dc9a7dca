import type { ChartFacts } from './chart';
import { headerText } from './header';
import { namespaceWords } from './namespace';
import { hasTest, hookJobs, rollingKinds, selectorOf } from './objects';

/** NOTES.txt: what was installed, and how to look at it. Helm prints it after an install and an upgrade. */
export function notes(facts: ChartFacts): string {
  const selector = selectorOf(facts);
  const kinds = rollingKinds(facts);
  const look = kinds.map((kind) => `kubectl rollout status ${kind}${namespaceWords(facts, kinds)} --selector ${selector}`);
  const all = `helm get manifest {{ .Release.Name }} --namespace {{ .Release.Namespace }} | kubectl get${namespaceWords(facts)} --filename -`;
  return `{{- /* ${headerText(facts)} */ -}}
{{ .Chart.Name }} {{ .Chart.Version }}{{ with .Chart.AppVersion }} (version {{ . }}){{ end }}: revision {{ .Release.Revision }} of release {{ .Release.Name }} in namespace {{ .Release.Namespace }}.

Look at it:
${[...look, all].map((line) => `  ${line}`).join('\n')}
${hasTest(facts) ? 'Test it:\n  helm test {{ .Release.Name }} --namespace {{ .Release.Namespace }} --logs\n' : ''}Go back to the revision before:
  helm rollback {{ .Release.Name }} --namespace {{ .Release.Namespace }} --wait
Upgrade with the same values files: Helm takes nothing over from this revision where it is given any values.
${hookJobs(facts).length > 0 ? 'A migration that takes more than 5 minutes needs a longer --timeout; --no-hooks runs none, and records them as done.\n' : ''}${unknownValues(facts)}`;
}

/** The root of the values is open, so that a mistyped map there is no error: it is mentioned. */
function unknownValues({ derived }: ChartFacts): string {
  const known = [...derived.tree.members.map(({ path }) => path[0] ?? ''), ...(derived.kept === undefined ? [] : [derived.kept]), 'global']
    .map((name) => JSON.stringify(name))
    .join(' ');
  return `{{- range $key, $_ := .Values }}
{{- if not (has $key (list ${known})) }}
NOTE: the chart has no setting {{ $key }}; what was given for it changes nothing.
{{- end }}
{{- end }}
`;
}
