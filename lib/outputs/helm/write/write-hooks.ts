/** The parts of a chart that ask the cluster: whether a migration is still to run. `helm template` has no cluster, and then all of them are. */
import type { Manifest } from '../../../manifest';
import { AFTER, BEFORE, HOOK, RECORD, RUN, TEST } from '../dialect';
import type { Node, Template } from '../template';
import { memberOf } from './layout';
import { textArgument } from './write-argument';
import type { Writing } from './writing';

/** What a document is, by the annotations that the dialect gave it. */
export type Role = 'before' | 'after' | 'copy' | 'record' | 'test' | undefined;

export function roleOf({ kind, metadata: { annotations = {} } }: Manifest): Role {
  const hook = annotations[HOOK];
  if (annotations[RECORD] !== undefined) return 'record';
  if (hook === TEST) return 'test';
  if (hook === AFTER) return 'after';
  return hook === BEFORE ? (kind === 'Job' ? 'before' : 'copy') : undefined;
}

/** The record and the hooks that it decides about. */
export interface Migrations {
  readonly record: Template;
  /** Whether there is but one migration, so that nothing has to say which. */
  readonly isSingle: boolean;
}

export function migrationsIn(all: readonly { readonly role: Role; readonly template: Template }[]): Migrations | undefined {
  const record = all.find(({ role }) => role === 'record')?.template;
  const jobs = all.filter(({ role }) => role === 'before' || role === 'after');
  return record === undefined ? undefined : { record, isSingle: jobs.length === 1 && jobs[0]?.template.ranges.length === 0 };
}

/** The condition under which a hook is in the chart at all. */
export function hookCondition(role: Role, { node }: Template, { isSingle }: Migrations, at: Writing): string | undefined {
  if (role !== 'before' && role !== 'after' && role !== 'copy') return undefined;
  const call = `include "${at.chart}.pending" ${at.isMoved ? '$' : '.'}`;
  const metadata = memberOf(node, 'metadata');
  const run = memberOf(memberOf(metadata, 'annotations'), RUN) ?? memberOf(metadata, 'name');
  const name = isSingle || role === 'copy' || run === undefined ? undefined : textArgument(run, at);
  const pending = name === undefined ? call : `has ${name} (${call} | fromYamlArray)`;
  return role === 'after' ? `or (${pending}) (include "${at.chart}.unsure" ${at.isMoved ? '$' : '.'})` : pending;
}

/** The named templates that the conditions call. */
export function hookTemplates(roles: readonly Role[], { record }: Migrations, at: Writing): readonly string[] {
  const lookup = `lookup "v1" "ConfigMap" ${textOf(record.node, 'namespace', '.Release.Namespace', at)} ${textOf(record.node, 'name', '""', at)}`;
  return [
    pendingTemplate(at.chart, lookup),
    ...(roles.includes('after') ? [unsureTemplate(at.chart)] : []),
    ...(roles.includes('before') || roles.includes('after') ? [ownerTemplate(at.chart, lookup)] : []),
  ];
}

function textOf(record: Node, field: string, absent: string, at: Writing): string {
  const node = memberOf(memberOf(record, 'metadata'), field);
  return (node === undefined ? undefined : textArgument(node, at)) ?? absent;
}

function pendingTemplate(chart: string, lookup: string): string {
  return `{{/*
The migrations that are still to run: those that the record in the cluster does not say to be done.
*/}}
{{- define "${chart}.pending" -}}
{{- $done := ${lookup} | dig "data" "done" "" | splitList "\\n" }}
{{- range include "${chart}.migrations" . | splitList "\\n" }}
{{- if not (has . $done) }}
- {{ . }}
{{- end }}
{{- end }}
{{- end }}`;
}

/** What runs after the rollout is on record before it has run. Upstream: helm.sh/helm/v4/pkg/storage/driver/secrets.go, newSecretsObject. */
function unsureTemplate(chart: string): string {
  return `{{/*
Whether the last revision may have failed after its record was written, before its migrations were done.
*/}}
{{- define "${chart}.unsure" -}}
{{- $last := printf "sh.helm.release.v1.%s.v%v" .Release.Name (sub .Release.Revision 1) }}
{{- $status := lookup "v1" "Secret" .Release.Namespace $last | dig "metadata" "labels" "status" "unknown" }}
{{- if not (has $status (list "deployed" "superseded")) }}{{ $status }}{{ end }}
{{- end }}`;
}

function ownerTemplate(chart: string, lookup: string): string {
  return `{{/*
A migration that failed stays, so that its log can be read; it goes with the release.
*/}}
{{- define "${chart}.owner" -}}
{{- with ${lookup} }}
ownerReferences:
  - apiVersion: v1
    kind: ConfigMap
    name: {{ .metadata.name }}
    uid: {{ .metadata.uid }}
{{- end }}
{{- end }}`;
}

/** The lines of a migration with what its owner is, at the end of its metadata. */
export function withOwner(lines: readonly string[], { chart, isMoved }: Writing): readonly string[] {
  const end = lines.findIndex((line, at) => at > lines.indexOf('metadata:') && /^\S/.test(line));
  if (end < 0) return lines;
  const owner = [`  {{- with include "${chart}.owner" ${isMoved ? '$' : '.'} }}`, '  {{- . | nindent 2 }}', '  {{- end }}'];
  return [...lines.slice(0, end), ...owner, ...lines.slice(end)];
}

/** The labels that `helm create` gives every object. Upstream: helm.sh/helm/v4/pkg/chart/v2/util/create.go. */
export function labelTemplates(chart: string, instance: string | undefined): readonly string[] {
  return [
    `{{- define "${chart}.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}`,
    `{{- define "${chart}.labels" -}}
helm.sh/chart: {{ include "${chart}.chart" . }}
${instance === undefined ? '' : `app.kubernetes.io/instance: ${instance}\n`}app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}`,
  ];
}
