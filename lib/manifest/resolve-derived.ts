import { RollwrightError } from '../errors';
import { contentHash } from './canonical-json';
import { type ConfigLookup, dataPayload, readsPayload, runPayload } from './config-payload';
import { type ConfigRead, configReadsOf } from './config-reads';
import { type Derived, hasToken, replaceTokens } from './derived';
import { isObject, type Json, type JsonObject } from './json';
import { describeIdentity, identityOf, type Manifest } from './object';
import { type PodTemplate, podTemplateOf } from './pod-template';
import type { Rendered, RenderedObject } from './rendered';
import { RenderedConfigs } from './rendered-configs';
import { replaceStrings } from './replace-strings';

/**
 * The manifests of a rendered program with each token replaced by the hash that it stands for, in the order of the objects. A manifest without a token is given
 * back as it is. What is hashed is said in config-payload.ts; derived values in what is hashed are resolved first.
 * @throws RollwrightError `DERIVED_CYCLE` when a value is derived from itself, `DERIVED_UNKNOWN` when it is derived from an object that is not rendered or that has nothing to hash
 */
export function resolveDerived(rendered: Rendered): Manifest[] {
  if (rendered.derived.length === 0) return rendered.objects.map(({ manifest }) => manifest);
  const resolver = new Resolver(rendered);
  return rendered.objects.map(({ manifest }) => resolver.resolve(manifest));
}

class Resolver {
  private readonly objects = new Map<object, RenderedObject>();
  private readonly configs: RenderedConfigs;
  /** The full digests, by object and what of it is hashed. */
  private readonly hashes = new Map<object, Map<Derived['hash'], string>>();
  /** What is being computed, from the first asked for to the last, for the message about a cycle. */
  private readonly computing: Derived[] = [];

  constructor(private readonly rendered: Rendered) {
    const hashed = new Set(rendered.derived.map(({ of }) => of));
    for (const object of [...rendered.objects, ...(rendered.hidden ?? [])]) if (hashed.has(object.origin)) this.objects.set(object.origin, object);
    this.configs = new RenderedConfigs(rendered);
  }

  resolve<Value extends Manifest | JsonObject>(value: Value): Value {
    return replaceStrings(value as JsonObject, this.text) as Value;
  }

  private readonly text = (text: string): string => (hasToken(text) ? replaceTokens(text, this.value) : text);

  private readonly value = (token: number): string => {
    const derived = this.derived(token);
    return this.hash(derived).slice(0, derived.length);
  };

  private tokensOf(text: string): readonly Derived[] {
    const found: Derived[] = [];
    replaceTokens(text, (token) => {
      found.push(this.derived(token));
      return '';
    });
    return found;
  }

  private derived(token: number): Derived {
    const derived = this.rendered.derived[token];
    if (derived === undefined) throw unknown(`token ${token} belongs to another program`);
    return derived;
  }

  private hash(derived: Derived): string {
    const known = this.hashes.get(derived.of)?.get(derived.hash);
    if (known !== undefined) return known;
    const from = this.computing.findIndex((other) => other.of === derived.of && other.hash === derived.hash);
    if (from >= 0) throw this.cycle([...this.computing.slice(from), derived]);
    this.computing.push(derived);
    const hash = contentHash(this.payload(derived));
    this.computing.pop();
    const ofObject = this.hashes.get(derived.of) ?? new Map<Derived['hash'], string>();
    this.hashes.set(derived.of, ofObject.set(derived.hash, hash));
    return hash;
  }

  private payload(derived: Derived): JsonObject {
    const object = this.objects.get(derived.of);
    if (object === undefined) throw unknown('the object that is hashed is not rendered');
    if (derived.hash === 'data') return dataPayload(object.manifest, this.text);
    const pod = podTemplateOf(object.manifest);
    if (pod === undefined) throw unknown('the object that is hashed has no pod template', object);
    const reads = this.reads(object.manifest, pod);
    return derived.hash === 'reads' ? reads : runPayload(this.resolve(this.withoutOwn(pod.template, derived.of)), reads);
  }

  private reads(workload: Manifest, pod: PodTemplate): JsonObject {
    const reads = configReadsOf(pod).map((read) => this.resolveRead(read));
    const lookup: ConfigLookup = (kind, name) => this.configs.find(kind, workload.metadata.namespace, name, this.text);
    return readsPayload(reads, lookup, this.text);
  }

  /** Names may carry a hash, and keys may. */
  private resolveRead(read: ConfigRead): ConfigRead {
    const keys = (some: ConfigRead['keys']) => (some === 'all' ? some : some.map(this.text));
    return { ...read, name: this.text(read.name), keys: keys(read.keys), fileKeys: keys(read.fileKeys) };
  }

  /** A pod template without what is derived from its own workload: such annotations are left out, and such parts of other texts are empty. */
  private withoutOwn(template: JsonObject, own: object): JsonObject {
    const isOwn = (text: Json | undefined) => typeof text === 'string' && this.tokensOf(text).some((derived) => derived.of === own);
    const metadata = isObject(template.metadata) ? template.metadata : {};
    const annotations = Object.entries(isObject(metadata.annotations) ? metadata.annotations : {}).filter(([, text]) => !isOwn(text));
    const rest = { ...metadata, annotations: annotations.length > 0 ? Object.fromEntries(annotations) : undefined };
    const isEmpty = Object.values(rest).every((member) => member === undefined);
    return replaceStrings({ ...template, metadata: isEmpty ? undefined : rest }, (text) => (isOwn(text) ? this.withoutOwnTokens(text, own) : text));
  }

  private withoutOwnTokens(text: string, own: object): string {
    return replaceTokens(text, (token) => (this.derived(token).of === own ? '' : this.value(token)));
  }

  private cycle(path: readonly Derived[]): RollwrightError {
    const steps = path.map(({ hash, of }) => {
      const object = this.objects.get(of);
      return `${object === undefined ? 'an object' : describe(object)} (${hash})`;
    });
    const first = this.objects.get(path[0]?.of ?? {});
    return new RollwrightError({
      code: 'DERIVED_CYCLE',
      message: `a hash depends on itself: ${steps.join(' -> ')}`,
      object: first && describe(first),
      construct: first?.construct,
      file: first?.source,
      fix: 'Take the hash of one of these objects out of what another of them reads.',
    });
  }
}

function describe({ manifest }: RenderedObject): string {
  return describeIdentity(identityOf(manifest));
}

function unknown(message: string, object?: RenderedObject): RollwrightError {
  return new RollwrightError({
    code: 'DERIVED_UNKNOWN',
    message,
    object: object && describe(object),
    construct: object?.construct,
    file: object?.source,
    fix: 'Derive the value from an object of the same program: a ConfigMap or Secret for its data, a workload for what its pods read.',
  });
}
