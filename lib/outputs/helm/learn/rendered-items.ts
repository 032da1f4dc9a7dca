/** A rendered program as the learner sees it: its objects and what its hashes are of, with the tokens of derived values in words that stay the same from render to render. */
import {
  asJson,
  type ConfigRead,
  configReadsOf,
  type Derived,
  dataPayload,
  isObject,
  type Json,
  type JsonObject,
  type Manifest,
  podTemplateOf,
  type Rendered,
  type RenderedObject,
  readsPayload,
  replaceStrings,
  replaceTokens,
  runPayload,
} from '../../../manifest';
import type { Grouped } from './member';

/** One object, or one payload, of a sample. */
export interface RenderedItem {
  readonly group: string;
  /** The element that it is made for, where its group is made once for each. */
  readonly element?: Grouped['element'];
  readonly value: Json;
}

export interface RenderedItems {
  readonly objects: readonly RenderedItem[];
  readonly payloads: readonly RenderedItem[];
}

/** How a token is written while it is learned: which hash, of which group of objects, made for which element. */
const OPEN = '\uE000#';
const CLOSE = '\uE001';
export const TOKEN = /\uE000#([^\uE001]*)\uE001/g;

/** A hash of an object, by the names that learning gives them. */
export interface TokenWords {
  readonly hash: Derived['hash'];
  readonly length: number;
  readonly group: string;
  readonly element: string;
}

export function tokenText({ hash, length, group, element }: TokenWords): string {
  return `${OPEN}${hash}|${length}|${group}|${element}${CLOSE}`;
}

/** The name of a payload: what is hashed of which group. */
export function payloadId(hash: Derived['hash'], group: string): string {
  return `${hash}|${group}`;
}

/** What a program's objects are once it is known which of them are the same in all samples. */
export function renderedItems(rendered: Rendered, groups: readonly Grouped[]): RenderedItems {
  const { hidden = [] } = rendered;
  const written = new Map(rendered.objects.map(({ origin }, at) => [origin, at]));
  // What is hashed instead of an object that is written is known by the name of that one.
  const place = new Map([...written, ...hidden.map(({ origin, writtenAs }) => [origin, written.get(writtenAs) ?? -1] as const)]);
  const words = rendered.derived.map((derived) => {
    const grouped = groups[place.get(derived.of) ?? -1];
    return grouped === undefined
      ? undefined
      : { derived, text: tokenText({ hash: derived.hash, length: derived.length, group: grouped.group, element: String(grouped.element?.key ?? '') }) };
  });
  const text = (value: string) => replaceTokens(value, (token) => words[token]?.text ?? '');
  const manifests = rendered.objects.map(({ manifest }) => replaceStrings(asJson(manifest), text) as unknown as Manifest);
  const hashed = new Map(hidden.map(({ origin, manifest }) => [origin, replaceStrings(asJson(manifest), text) as unknown as Manifest]));
  const objects = manifests.map((manifest, at): RenderedItem => ({ ...(groups[at] as Grouped), value: asJson(manifest) }));
  const payloads = new Map<string, RenderedItem>();
  for (const word of words) {
    const at = word === undefined ? undefined : place.get(word.derived.of);
    const grouped = at === undefined ? undefined : groups[at];
    if (word === undefined || at === undefined || grouped === undefined) continue;
    const id = payloadId(word.derived.hash, grouped.group);
    payloads.set(`${id}|${grouped.element?.key ?? ''}`, {
      ...grouped,
      group: id,
      value: payloadOf(word.derived.hash, hashed.get(word.derived.of) ?? (manifests[at] as Manifest), manifests, grouped),
    });
  }
  return { objects, payloads: [...payloads.values()] };
}

/** What is hashed, as lib/manifest's `resolveDerived` says it, with the tokens of other derived values kept. */
function payloadOf(hash: Derived['hash'], manifest: Manifest, manifests: readonly Manifest[], grouped: Grouped): JsonObject {
  if (hash === 'data') return plain(dataPayload(manifest));
  const pod = podTemplateOf(manifest);
  if (pod === undefined) return {};
  const lookup = (kind: ConfigRead['kind'], name: string) =>
    manifests.find(
      (other) =>
        other.apiVersion === 'v1' &&
        other.kind === kind &&
        other.metadata.name === name &&
        (other.metadata.namespace ?? '') === (manifest.metadata.namespace ?? ''),
    );
  const reads = readsPayload(configReadsOf(pod), lookup);
  return plain(hash === 'reads' ? reads : runPayload(withoutOwn(pod.template, grouped), reads));
}

/** A pod template without what is derived from its own workload, as `resolveDerived` leaves it out. */
function withoutOwn(template: JsonObject, { group, element }: Grouped): JsonObject {
  const isOwn = (words: string) => words.split('|').slice(2).join('|') === `${group}|${element?.key ?? ''}`;
  const hasOwn = (text: Json | undefined) => typeof text === 'string' && [...text.matchAll(TOKEN)].some(([, words = '']) => isOwn(words));
  const metadata = isObject(template.metadata) ? template.metadata : {};
  const annotations = Object.entries(isObject(metadata.annotations) ? metadata.annotations : {}).filter(([, text]) => !hasOwn(text));
  const rest = { ...metadata, annotations: annotations.length > 0 ? Object.fromEntries(annotations) : undefined };
  const isEmpty = Object.values(rest).every((member) => member === undefined);
  return replaceStrings({ ...template, metadata: isEmpty ? undefined : rest }, (text) =>
    text.replace(TOKEN, (all, words: string) => (isOwn(words) ? '' : all)),
  );
}

/** Without members that are undefined. */
function plain(value: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}

/** What objects of several samples are told apart by: their kind and name, or their kind and construct. */
export function objectLabels(objects: readonly RenderedObject[], by: 'name' | 'construct'): readonly { label: string; value: Json }[] {
  return objects.map(({ manifest, construct }) => {
    const { apiVersion, kind, metadata } = manifest;
    const namespace = metadata.namespace === undefined ? '' : `${metadata.namespace}/`;
    const name = by === 'name' ? `${namespace}${replaceTokens(metadata.name ?? '', () => '')}` : construct;
    return { label: `${apiVersion}/${kind} ${name}`, value: asJson(manifest) };
  });
}
