import { compareUtf8 } from './canonical-json';
import type { EffectiveVariable, EnvLookup, EnvSource } from './effective-env';
import { expandReferences } from './env-expansion';
import { fieldValue, isServiceVariable, type PodFacts, resourceValue } from './env-fields';
import { isObject, type JsonObject } from './json';
import { type Placed, placedAt } from './json-pointer';
import type { PodTemplate } from './pod-template';

/** What is known of a variable while the environment is made; here alone secrets have their text. */
interface Setting {
  readonly text: string | undefined;
  readonly secret: boolean;
  readonly source: EnvSource;
  readonly problem?: string | undefined;
}

/** An envFrom source that is not known: it may set any name that begins with its prefix. */
interface OpenSource {
  readonly prefix: string;
  readonly secret: boolean;
  readonly source: EnvSource;
}

/** How a name begins that stands for an open source, and no variable can have. */
const OPEN = '=';

/** An environment in the making: envFrom sources and env entries are added in the kubelet's order. */
export class Environment {
  /** Each name's settings, the last of which wins. */
  private readonly settings = new Map<string, Setting[]>();
  private readonly open: OpenSource[] = [];
  /** How many open sources came before a name was set: those that came after may set it over again. */
  private readonly openBefore = new Map<string, number>();

  constructor(
    private readonly pod: PodTemplate,
    private readonly container: string,
    private readonly lookup: EnvLookup,
    private readonly facts: PodFacts,
  ) {}

  addFrom(from: Placed): void {
    const prefix = typeof from.value.prefix === 'string' ? from.value.prefix : '';
    const kind = isObject(from.value.configMapRef) ? 'ConfigMap' : 'Secret';
    const { value } = placedAt(from, kind === 'ConfigMap' ? 'configMapRef' : 'secretRef');
    if (typeof value.name !== 'string' || value.name === '') return;
    const source = { kind, name: value.name, path: from.path } as const;
    const config = this.lookup(kind, value.name);
    if (config === undefined) {
      this.open.push({ prefix, secret: kind === 'Secret', source });
      this.set(`${OPEN}${from.path}`, { text: undefined, secret: kind === 'Secret', source });
      return;
    }
    for (const key of Object.keys(config.data).sort(compareUtf8)) {
      const secret = kind === 'Secret' || config.secret;
      this.set(`${prefix}${key}`, { text: config.data[key], secret, source: { ...source, key } });
      this.openBefore.set(`${prefix}${key}`, this.open.length);
    }
  }

  add(variable: Placed): void {
    const { name, value } = variable.value;
    if (typeof name !== 'string') return;
    const setting = typeof value === 'string' && value !== '' ? this.literal(value, variable) : this.from(variable);
    if (setting === undefined) return;
    this.set(name, setting);
    this.openBefore.delete(name);
  }

  variables(): readonly EffectiveVariable[] {
    return [...this.settings].map(([id, settings]) => {
      const { text, secret, source, problem } = settings.at(-1) as Setting;
      const open = id.startsWith(OPEN) ? this.open.find((one) => one.source === source) : undefined;
      return {
        name: open === undefined ? id : `${open.prefix}*`,
        value: secret ? undefined : text,
        known: text !== undefined,
        secret,
        source,
        overrides: settings.slice(0, -1).map((hidden) => hidden.source),
        problems: [problem, ...(open === undefined ? [nameProblem(id), this.openProblem(id)] : [])].filter((one) => one !== undefined),
      };
    });
  }

  private set(name: string, setting: Setting): void {
    const settings = this.settings.get(name);
    if (settings === undefined) this.settings.set(name, [setting]);
    else settings.push(setting);
  }

  private literal(value: string, variable: Placed): Setting {
    let known = true;
    let secret = false;
    const text = expandReferences(value, (name) => {
      const used = this.settings.get(name)?.at(-1) ?? this.unseen(name);
      if (used === undefined) return undefined;
      secret ||= used.secret;
      known &&= used.text !== undefined;
      return used.text;
    });
    return { text: known ? text : undefined, secret, source: { kind: 'literal', path: variable.path } };
  }

  /** A name that nothing known sets, but that something unknown may: a source that cannot be read, or the kubelet for a Service. */
  private unseen(name: string): { readonly text: undefined; readonly secret: boolean } | undefined {
    const sources = this.open.filter(({ prefix }) => name.startsWith(prefix));
    const mayBe = sources.length > 0 || isServiceVariable(this.pod, name, this.facts);
    return mayBe ? { text: undefined, secret: sources.some(({ secret }) => secret) } : undefined;
  }

  /** A variable with `valueFrom`; undefined where an optional key is not there, which leaves the name as it was. */
  private from(variable: Placed): Setting | undefined {
    const from = placedAt(variable, 'valueFrom').value;
    const { path } = variable;
    if (isObject(from.configMapKeyRef)) return this.fromKey('ConfigMap', from.configMapKeyRef, path);
    if (isObject(from.secretKeyRef)) return this.fromKey('Secret', from.secretKeyRef, path);
    if (isObject(from.fieldRef)) {
      const fieldPath = String(from.fieldRef.fieldPath ?? '');
      return { text: fieldValue(this.pod, fieldPath, this.facts), secret: false, source: { kind: 'field', name: fieldPath, path } };
    }
    if (isObject(from.resourceFieldRef)) {
      const text = resourceValue(this.pod, this.container, from.resourceFieldRef);
      return { text, secret: false, source: { kind: 'resourceField', name: String(from.resourceFieldRef.resource ?? ''), path } };
    }
    if (isObject(from.fileKeyRef)) {
      const { volumeName, key } = from.fileKeyRef;
      return { text: undefined, secret: false, source: { kind: 'file', name: String(volumeName ?? ''), key: String(key ?? ''), path } };
    }
    return { text: '', secret: false, source: { kind: 'literal', path } };
  }

  private fromKey(kind: 'ConfigMap' | 'Secret', reference: JsonObject, path: string): Setting | undefined {
    const name = String(reference.name ?? '');
    const key = String(reference.key ?? '');
    const config = this.lookup(kind, name);
    const text = config !== undefined && Object.hasOwn(config.data, key) ? config.data[key] : undefined;
    const isMissing = config !== undefined && text === undefined;
    if (isMissing && reference.optional === true) return undefined;
    const problem = isMissing ? `the container does not start: ${kind} ${name} has no key "${key}"` : undefined;
    return { text, secret: kind === 'Secret' || config?.secret === true, source: { kind, name, key, path }, problem };
  }

  private openProblem(name: string): string | undefined {
    const later = this.open.slice(this.openBefore.get(name) ?? this.open.length).filter(({ prefix }) => name.startsWith(prefix));
    return later.length === 0
      ? undefined
      : `${later.map(({ source }) => `${source.kind} ${source.name}`).join(' or ')}, which is not known, may set this name too`;
  }
}

function nameProblem(name: string): string | undefined {
  if (!/^[ -<>-~]+$/.test(name)) return 'the API server refuses this name: printable ASCII without "=" is allowed';
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? undefined : 'no shell reads a variable of this name';
}
