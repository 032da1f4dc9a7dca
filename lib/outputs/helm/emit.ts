import { asJson, type Json } from '../../manifest';
import { GENERATED } from '../output';
import { releaseRules } from './release-rules';
import { sharedNodes } from './shared-nodes';
import { constant, type Node, type Template } from './template';
import type { Derived } from './types';
import { conditionText } from './write-condition';
import { linesText, writeValue } from './write-node';
import { rangeWriting } from './write-range';
import { inDefine, literal, textBody } from './write-text';
import { contextOf, goText, placeText, unpackContext, type Writing } from './writing';

/** A file of a chart, relative to it. */
export interface TemplateFile {
  readonly path: string;
  readonly text: string;
}

/** The label that says which part of its program an object belongs to. */
const COMPONENT_LABEL = 'app.kubernetes.io/component';

/** The templates of a chart as text: one file a component, the named templates, and the rules. */
export function emitTemplates(derived: Derived): readonly TemplateFile[] {
  return new Emitter(derived).files();
}

class Emitter {
  private readonly defines = new Map<string, string>();
  private readonly names = new Map<string, string>();
  private readonly shared: ReturnType<typeof sharedNodes>;
  /** The shared part that is being written, which is not a call of itself. */
  private writing: Node | undefined;
  private usesHash = false;
  private hint = '';

  constructor(private readonly derived: Derived) {
    const { templates, order } = derived;
    const objects = order.map(({ group, name }) => [slug(name), templates.objects.get(group) as Template] as const);
    this.shared = sharedNodes(objects, [...templates.payloads.values()]);
  }

  files(): readonly TemplateFile[] {
    const { chart, order, templates } = this.derived;
    const documents = new Map<string, string[]>();
    for (const { group, example, name } of order) {
      const file = slug(componentOf(asJson(example)) ?? chart);
      this.hint = slug(name);
      documents.set(file, [...(documents.get(file) ?? []), this.document(templates.objects.get(group) as Template)]);
    }
    const header = `{{- /* ${GENERATED} from the program ${chart}; do not edit: change the program, and run synth */ -}}\n`;
    const files = [...documents].map(([file, texts]) => ({ path: `templates/${file}.yaml`, text: `${header}${texts.join('\n')}\n` }));
    const rules = this.rules();
    const helpers = this.helpers();
    return [
      ...(helpers === '' ? [] : [{ path: 'templates/_helpers.tpl', text: `${header}${helpers}\n` }]),
      ...files.sort((a, b) => (a.path < b.path ? -1 : 1)),
      ...(rules === '' ? [] : [{ path: 'templates/validate.yaml', text: `${header}${rules}\n` }]),
    ];
  }

  private root(): Writing {
    const { chart, domain, binding, expressions, tree } = this.derived;
    return { chart, domain, binding, expressions, scopes: [tree], ranges: [], isMoved: false, define: this.define, payload: this.payload, shared: this.call };
  }

  private document({ ranges, when, node }: Template): string {
    let at = this.root();
    const open: string[] = [];
    const close: string[] = [];
    for (const over of ranges) {
      const range = rangeWriting({ over, sorted: false }, at, '-');
      open.push(`{{- ${range.open} }}`);
      close.unshift(...range.close.map((word) => `{{- ${word} }}`));
      at = range.inner;
    }
    if (when !== undefined) {
      open.push(`{{- if ${conditionText(when, at)} }}`);
      close.unshift('{{- end }}');
    }
    return linesText([...open, '---', ...this.lines(node, at), ...close]);
  }

  private lines(node: Node, at: Writing): readonly string[] {
    const written = writeValue(node, at);
    return 'inline' in written ? [written.inline] : written.lines;
  }

  /** The call of a shared part. */
  private readonly call = (node: Node, at: Writing): string | undefined => {
    const isPart = node.op === 'map' || node.op === 'concat' || (node.op === 'constant' && typeof node.value === 'object');
    const shared = isPart ? this.shared.get(JSON.stringify(node)) : undefined;
    if (shared === undefined || shared.node === this.writing) return undefined;
    const name = `${this.derived.chart}.${shared.name}`;
    if (!this.defines.has(name)) {
      this.defines.set(name, '');
      const before = this.writing;
      this.writing = shared.node;
      const body = node.op === 'concat' ? textBody(node, this.root()) : `\n${linesText(this.lines(shared.node, this.root()))}\n`;
      this.writing = before;
      this.defines.set(name, node.op === 'concat' ? `{{- define ${goText(name)} }}${body}{{ end }}` : `{{- define ${goText(name)} -}}${body}{{- end }}`);
    }
    return `include ${goText(name)} ${at.isMoved ? '$' : '.'}`;
  };

  /** A text in a template of its own. */
  private readonly define = (name: string, body: string, at: Writing): string => {
    const known = this.names.get(body);
    const own = known ?? this.freeName(name === 'uri' ? 'uri' : `${this.hint}-${name}`);
    if (known === undefined) {
      this.names.set(body, own);
      this.defines.set(own, `{{- define ${goText(own)} }}${body}{{ end }}`);
    }
    return `include ${goText(own)} ${contextOf(at)}`;
  };

  private readonly payload = (id: string, at: Writing): string => {
    this.usesHash = true;
    const template = this.derived.templates.payloads.get(id);
    const [hash = '', label = ''] = id.split('|');
    const object = this.derived.order.find(({ group }) => group === id.slice(hash.length + 1))?.name ?? label;
    const key = JSON.stringify([template, at.ranges.length]);
    const name = this.names.get(key) ?? this.freeName(`${slug(object)}-${hash}`);
    const inner = { ...at, scopes: at.scopes.slice(0, (template?.ranges.length ?? 0) + 1), ranges: at.ranges.slice(0, template?.ranges.length ?? 0) };
    if (!this.names.has(key)) {
      this.names.set(key, name);
      const lines = linesText(this.lines(template?.node ?? constant({}), inDefine({ ...inner, isMoved: false })));
      this.defines.set(name, `{{- define ${goText(name)} -}}${unpackContext(inner)}\n${lines}\n{{- end }}`);
    }
    return `include ${goText(name)} ${contextOf(inner)}`;
  };

  private freeName(word: string): string {
    let name = `${this.derived.chart}.${word}`;
    for (let n = 2; this.defines.has(name) || [...this.names.values()].includes(name); n++) name = `${this.derived.chart}.${word}${n}`;
    return name;
  }

  private helpers(): string {
    const texts = [...this.defines.values()];
    if (this.usesHash) texts.push(hashTemplate(this.derived.chart));
    return texts.join('\n\n');
  }

  private rules(): string {
    const at = this.root();
    return [...releaseRules(this.derived), ...this.learnedRules(at)].join('\n');
  }

  private learnedRules(at: Writing): readonly string[] {
    return this.derived.templates.rules.map(({ when, message }) => {
      const fail = `{{- fail ${goText(message)} }}`;
      if (when.op !== 'repeats') return `{{- if ${conditionText(when, at)} }}\n${fail}\n{{- end }}`;
      const value = when.path.length === 0 ? '$one' : placeText({ scope: 1, path: when.path }, { ...at, ranges: [{ value: '$one', key: '$n' }] });
      const range = rangeWriting({ over: when.place, sorted: false }, at, '-');
      const open = range.open.replace(/range \$\w+, \$\w+ :=/, 'range $n, $one :=');
      const close = range.close.map((word) => `{{- ${word} }}`).join('\n');
      return `{{- $seen := dict }}\n{{- ${open} }}\n{{- if hasKey $seen (toString ${value}) }}\n${fail}\n{{- end }}\n{{- $_ := set $seen (toString ${value}) true }}\n${close}`;
    });
  }
}

/** The sha256 of a map's canonical JSON. fromYaml gives an error as a map with one key, which must not be hashed. */
function hashTemplate(chart: string): string {
  const name = goText(`${chart}.hash`);
  return `{{- define ${name} -}}\n{{- $value := fromYaml . }}\n{{- if hasKey $value "Error" }}\n{{- fail $value.Error }}\n{{- end }}\n{{- toJson $value | sha256sum }}\n{{- end }}`;
}

function componentOf(manifest: Json): string | undefined {
  const labels = (manifest as { metadata?: { labels?: { [key: string]: Json } } }).metadata?.labels;
  const component = labels?.[COMPONENT_LABEL];
  return typeof component === 'string' ? component : undefined;
}

function slug(text: string): string {
  return (
    literal(text)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'objects'
  );
}
