import { GENERATED } from '../../output';
import { constant, type Derived, type Node, type Template } from '../template';
import { type Block, blockText, joined } from './blocks';
import { type Document, documentsOf } from './documents';
import { enclosing } from './enclosing';
import { hashTemplate } from './hash-template';
import { chartLabels, laidOut, memberOf } from './layout';
import { slug, wordFor } from './names';
import { type SharedNode, sharedNodes } from './shared-nodes';
import { hookCondition, hookTemplates, labelTemplates, migrationsIn, withOwner } from './write-hooks';
import { keptTemplate } from './write-kept';
import { linesText, writeValue } from './write-node';
import { rulesText } from './write-rules';
import { scalarText } from './write-scalar';
import { inDefine, textBody } from './write-text';
import { contextOf, goText, unpackContext, type Writing } from './writing';

/** A file of a chart, relative to it. */
export interface TemplateFile {
  readonly path: string;
  readonly text: string;
}

/** The templates of a chart as text: one file a component, the named templates, and the rules. */
export function emitTemplates(derived: Derived): readonly TemplateFile[] {
  return new Emitter(derived).files();
}

/** Named templates that are not made from the program's own words. */
const RESERVED = ['labels', 'chart', 'migrations', 'pending', 'unsure', 'owner', 'hash', 'uri', 'json'];

class Emitter {
  private readonly defines = new Map<string, string>();
  private readonly names = new Map<string, string>();
  private shared: ReadonlyMap<string, SharedNode>;
  private readonly documents: readonly Document[];
  private readonly payloads: ReadonlyMap<string, Template>;
  private readonly labels: ReturnType<typeof chartLabels>;
  private readonly migrations: ReturnType<typeof migrationsIn>;
  /** The shared part that is being written, which is not a call of itself. */
  private writing: Node | undefined;
  private usesHash = false;
  private hint = '';

  constructor(private readonly derived: Derived) {
    const { templates, chart, binding } = derived;
    this.labels = chartLabels([...templates.objects.values()], chart, binding);
    this.payloads = new Map([...templates.payloads].map(([id, template]) => [id, laidOut(template, undefined)]));
    this.documents = documentsOf(derived, this.labels);
    this.migrations = migrationsIn(this.documents);
    // What a copy shares is called after the original.
    const originals = [...this.documents].sort((a, b) => Number(a.role === 'copy') - Number(b.role === 'copy'));
    const own = originals.map(({ hint, template }) => [hint, template] as const);
    this.shared = sharedNodes(own, [...this.payloads.values()], RESERVED);
    const recorded = memberOf(memberOf(this.migrations?.record.node, 'data'), 'done');
    if (recorded !== undefined) this.shared = new Map([...this.shared, [JSON.stringify(recorded), { node: recorded, name: 'migrations' }]]);
  }

  files(): readonly TemplateFile[] {
    const { chart } = this.derived;
    const texts = new Map<string, Block[]>();
    for (const document of this.documents) {
      this.hint = document.hint;
      texts.set(document.file, joined([...(texts.get(document.file) ?? []), this.document(document)]));
    }
    const header = `{{- /* ${GENERATED} from the program ${chart}; do not edit: change the program, and run rollwright chart */ -}}\n`;
    const files = [...texts].map(([file, some]) => ({ path: `templates/${file}.yaml`, text: `${header}${some.map(blockText).join('\n')}\n` }));
    const kept = this.kept();
    if (kept !== undefined) files.push({ path: `templates/${texts.has('kept') ? 'kept-configs' : 'kept'}.yaml`, text: `${header}${kept}\n` });
    const rules = rulesText(this.derived, this.root());
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

  private document({ template, role }: Document): Block {
    const { ranges, node } = template;
    const around = enclosing(template, this.root());
    const { at } = around;
    let { open, close } = around;
    const condition = this.migrations && hookCondition(role, template, this.migrations, at);
    if (condition !== undefined) {
      open = [...open, `{{- if ${condition} }}`];
      close = ['{{- end }}', ...close];
    }
    const lines = this.lines(node, at);
    const isMigration = this.migrations !== undefined && (role === 'before' || role === 'after');
    return { open, documents: [isMigration ? withOwner(lines, at) : lines], close, isRange: ranges.length > 0 };
  }

  private kept(): string | undefined {
    const { kept } = this.derived;
    if (kept === undefined) return undefined;
    this.hint = 'kept';
    const { documents, labels } = this;
    return keptTemplate(kept, { documents, root: this.root(), hasLabels: labels !== undefined, lines: (node, at) => this.lines(node, at) });
  }

  private lines(node: Node, at: Writing): readonly string[] {
    const written = writeValue(node, at);
    return 'inline' in written ? [written.inline] : written.lines;
  }

  /** The call of a shared part. */
  private readonly call = (node: Node, at: Writing): string | undefined => {
    const isText = node.op === 'concat' || node.op === 'lines';
    const isPart = isText || node.op === 'map' || (node.op === 'constant' && typeof node.value === 'object');
    const shared = isPart ? this.shared.get(JSON.stringify(node)) : undefined;
    if (shared === undefined || shared.node === this.writing) return undefined;
    const name = `${this.derived.chart}.${shared.name}`;
    if (!this.defines.has(name)) {
      this.defines.set(name, '');
      const before = this.writing;
      this.writing = shared.node;
      const body = isText ? textBody(node, this.root()) : `\n${linesText(this.lines(shared.node, this.root()))}\n`;
      this.writing = before;
      this.defines.set(name, isText ? `{{- define ${goText(name)} }}${body}{{ end }}` : `{{- define ${goText(name)} -}}${body}{{- end }}`);
    }
    return `include ${goText(name)} ${at.isMoved ? '$' : '.'}`;
  };

  /** A text in a template of its own. */
  private readonly define = (name: string, body: string, at: Writing): string => {
    const known = this.names.get(body);
    const own = known ?? (name === 'uri' || name === 'json' ? `${this.derived.chart}.${name}` : this.freeName(wordFor(at.key) || `${this.hint}-${name}`));
    if (known === undefined) {
      this.names.set(body, own);
      this.defines.set(own, `{{- define ${goText(own)} }}${body}{{ end }}`);
    }
    return `include ${goText(own)} ${contextOf(at)}`;
  };

  private readonly payload = (id: string, at: Writing): string => {
    this.usesHash = true;
    const template = this.payloads.get(id);
    const [hash = '', label = ''] = id.split('|');
    const object = this.documents.find(({ group }) => group === id.slice(hash.length + 1))?.hint ?? label;
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
    const { chart } = this.derived;
    const others = [...RESERVED, ...[...this.shared.values()].map(({ name }) => name)].map((one) => `${chart}.${one}`);
    const taken = new Set([...this.defines.keys(), ...this.names.values(), ...others]);
    let name = `${chart}.${word}`;
    for (let n = 2; taken.has(name); n++) name = `${chart}.${word}${n}`;
    return name;
  }

  private helpers(): string {
    const { chart } = this.derived;
    const at = this.root();
    const { instance } = this.labels ?? {};
    return [
      ...(this.labels === undefined ? [] : labelTemplates(chart, instance && scalarText(instance, at))),
      ...this.defines.values(),
      ...(this.usesHash ? [hashTemplate(chart)] : []),
      ...(this.migrations === undefined
        ? []
        : hookTemplates(
            this.documents.map(({ role }) => role),
            this.migrations,
            at,
          )),
    ].join('\n\n');
  }
}
