/** The template of earlier generations of kept config: each beside the present one, with its metadata; never a second object of the present one's name. */
import { KEPT_HASH_LENGTH, KEPT_LABEL, type Manifest, podTemplateOf } from '../../../manifest';
import { placeMark } from '../input';
import { constant, type Node, type Template } from '../template';
import { enclosing } from './enclosing';
import { isKept, RELEASE } from './kept-values';
import { memberOf, withMember } from './layout';
import { textArgument } from './write-argument';
import type { Role } from './write-hooks';
import { linesText } from './write-node';
import { inDefine, textBody } from './write-text';
import { unpackContext, type Writing } from './writing';

/** An object of the chart. */
export interface KeptDocument {
  readonly template: Template;
  readonly role: Role;
  readonly example: Manifest;
  /** Whether no values make it another object than a generation of a kept config. */
  readonly isAlwaysKept: boolean;
}

export interface KeptChart {
  readonly documents: readonly KeptDocument[];
  readonly root: Writing;
  /** Whether there is a named template with the labels of all objects. */
  readonly hasLabels: boolean;
  readonly lines: (node: Node, at: Writing) => readonly string[];
}

const HASH = goRegex(`-[0-9a-f]{${KEPT_HASH_LENGTH}}$`);

/** The text of the template, below its header. */
export function keptTemplate(key: string, chart: KeptChart): string {
  const present = chart.documents.filter(({ role, example }) => role === undefined && isKept(example));
  const lines = ['{{- $made := list }}', ...present.flatMap((document) => besidePresent(document, key, chart)), ...ofGone(key, chart)];
  return linesText(lines);
}

/** Those of a config that is made: with the metadata that it has. */
function besidePresent({ template, isAlwaysKept }: KeptDocument, key: string, { root, lines }: KeptChart): readonly string[] {
  const { open, close, at } = enclosing(template, root);
  const metadata = memberOf(template.node, 'metadata') ?? constant({});
  const name = memberOf(metadata, 'name') ?? constant('');
  const inner: Writing = { ...at, isMoved: true, expressions: [...at.expressions, '$name | quote'] };
  const renamed = withMember(metadata, 'name', () => constant(placeMark(at.expressions.length)));
  // Under a fixed name it is not kept, for these values.
  const guard = isAlwaysKept ? [] : [`{{- if regexMatch ${HASH} $present }}`];
  return [
    ...open,
    `{{- $present := ${argument(name, at)} }}`,
    ...guard,
    `{{- $config := regexReplaceAll ${HASH} $present "" }}`,
    '{{- $made = append $made $config }}',
    `{{- range $.Values.${key} }}`,
    `{{- $name := printf "%s-%s" $config .hash }}`,
    `{{- if and (eq $config ${configOf('.config', root)}) (ne $name $present) }}`,
    '---',
    'apiVersion: v1',
    'kind: ConfigMap',
    'metadata:',
    ...lines(renamed, inner).map((line) => `  ${line}`),
    ...contents('.'),
    '{{- end }}',
    '{{- end }}',
    ...guard.map(() => '{{- end }}'),
    ...close,
  ];
}

/** Those of a config that the program makes no more: wherever it has pods, since their revisions may read them. */
function ofGone(key: string, { documents, root, hasLabels }: KeptChart): readonly string[] {
  const ordinary = documents.filter(({ role }) => role !== 'test' && role !== 'copy' && role !== 'record');
  const withPods = ordinary.filter(({ example }) => podTemplateOf(example) !== undefined);
  const namespaces = withPods.length > 0 ? withPods : ordinary.filter(({ example }) => example.metadata.namespace !== undefined);
  return [
    '{{- $namespaces := list }}',
    ...new Set(namespaces.map((document) => namespaceOf(document, root))),
    `{{- range $one := $.Values.${key} }}`,
    `{{- $config := ${configOf('$one.config', root)} }}`,
    '{{- if not (has $config $made) }}',
    '{{- range $namespaces | uniq }}',
    '---',
    'apiVersion: v1',
    'kind: ConfigMap',
    'metadata:',
    '  name: {{ printf "%s-%s" $config $one.hash | quote }}',
    '  {{- with . }}',
    '  namespace: {{ . | quote }}',
    '  {{- end }}',
    '  labels:',
    ...(hasLabels ? [`    {{- include "${root.chart}.labels" $ | nindent 4 }}`] : []),
    `    ${KEPT_LABEL}: {{ $config | quote }}`,
    ...contents('$one.'),
    '{{- end }}',
    '{{- end }}',
    '{{- end }}',
  ];
}

function namespaceOf({ template }: KeptDocument, root: Writing): string {
  const { open, close, at } = enclosing(template, root);
  const node = memberOf(memberOf(template.node, 'metadata'), 'namespace');
  return [...open, `{{- $namespaces = append $namespaces ${node === undefined ? '""' : argument(node, at)} }}`, ...close].join('\n');
}

function contents(one: string): readonly string[] {
  // Not toYaml, which gives nothing where a text holds U+007F.
  const texts = ['  {{- range $key, $text := . }}', '  {{ $key | quote }}: {{ $text | quote }}', '  {{- end }}'];
  const part = (name: string) => [`{{- with ${one}${name} }}`, `${name}:`, ...texts, '{{- end }}'];
  return [...part('binaryData'), ...part('data'), 'immutable: true'];
}

/** A config's name in this release. */
function configOf(text: string, { binding }: Writing): string {
  return binding.name === undefined ? text : `(${text} | replace "${RELEASE}" $.Release.Name)`;
}

function argument(node: Node, at: Writing): string {
  return textArgument(node, at) ?? `(${at.define('text', unpackContext(at) + textBody(node, inDefine(at)), at)})`;
}

function goRegex(source: string): string {
  return JSON.stringify(source);
}
