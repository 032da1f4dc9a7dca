import {
  asJson,
  type Identity,
  identityKey,
  identityOf,
  isObject,
  type Json,
  type JsonObject,
  KEPT_LABEL,
  type Manifest,
  objectAt,
  objectsAt,
  pointerKeys,
  providedBy,
  type Reference,
  type RenderedObject,
  referencesOf,
} from '../../../manifest';
import { boundAccounts } from '../../migrations';
import { asHook, BEFORE } from './annotations';
import { withManifest } from './with-manifest';

/** The names that copies have, by what refers to the originals. */
type Names = ReadonlyMap<string, string>;

/** Copies of objects for hooks, and manifests that refer to them. */
export class Copies {
  private readonly names = new Map<string, string>();
  private readonly taken: Set<string>;

  constructor(
    private readonly objects: readonly RenderedObject[],
    private readonly copied: ReadonlySet<number>,
  ) {
    this.taken = new Set(objects.map(({ manifest }) => identityKey(identityOf(manifest))));
    for (const at of copied) this.name((objects[at] as RenderedObject).manifest);
  }

  /** The copies as hooks: what bindings name has a lower weight than they, since the API server looks at a role when it is bound. */
  rendered(weight: number): readonly RenderedObject[] {
    return this.objects
      .filter((_, at) => this.copied.has(at))
      .map((object) => {
        const { manifest } = object;
        const isLast = manifest.kind.endsWith('Binding');
        return withManifest(object, asHook(this.copy(manifest), BEFORE, isLast ? weight : weight - 1), {
          origin: {},
          intents: [],
          construct: `${object.construct}/hook`,
          dependsOn: [],
        });
      });
  }

  /** A manifest that refers to the copies where it named the originals; the same one where it names none. */
  referring(manifest: Manifest): Manifest {
    return referring(manifest, this.names);
  }

  private name(manifest: Manifest): void {
    const identity = identityOf(manifest);
    const own = this.free((suffix) => identityKey({ ...identity, name: `${identity.name}${suffix}` }));
    this.taken.add(identityKey({ ...identity, name: `${identity.name}${own}` }));
    this.names.set(identityKey(identity), `${identity.name}${own}`);
    for (const made of providedBy(manifest)) this.names.set(identityKey(made), `${made.name}${own}`);
  }

  private free(key: (suffix: string) => string): string {
    for (let n = 1; ; n++) {
      const suffix = n === 1 ? '-hook' : `-hook${n}`;
      if (!this.taken.has(key(suffix))) return suffix;
    }
  }

  private copy(manifest: Manifest): Manifest {
    const named = ownName(manifest, this.names);
    const narrowed = manifest.kind.endsWith('Binding') ? { ...named, subjects: this.copiedSubjects(manifest) } : named;
    return withSecretName(referring(narrowed, this.names), manifest, this.names);
  }

  /** Of a binding's subjects those of which there are copies. */
  private copiedSubjects(binding: Manifest): readonly JsonObject[] {
    return objectsAt(binding, 'subjects').filter((subject) =>
      boundAccounts({ ...binding, subjects: [subject] }).some((account) => {
        const [namespace = '', name = ''] = account.split('/');
        return this.names.has(identityKey({ group: '', kind: 'ServiceAccount', namespace, name }));
      }),
    );
  }
}

function ownName(manifest: Manifest, names: Names): Manifest {
  const { metadata } = manifest;
  // A copy is no generation of a kept config, and goes with its hook.
  const labels = Object.entries(metadata.labels ?? {}).filter(([label]) => label !== KEPT_LABEL);
  const name = names.get(identityKey(identityOf(manifest))) ?? '';
  return { ...manifest, metadata: { ...metadata, name, ...(metadata.labels && { labels: Object.fromEntries(labels) }) } };
}

/** An ExternalSecret makes a Secret under a name that it says, or under its own. */
function withSecretName(copy: Manifest, original: Manifest, names: Names): Manifest {
  const secret = original.kind === 'ExternalSecret' ? objectAt(original, 'spec', 'target').name : undefined;
  if (typeof secret !== 'string') return copy;
  const { namespace = '' } = original.metadata;
  const name = names.get(identityKey({ group: '', kind: 'Secret', namespace, name: secret })) ?? secret;
  return replaced(asJson(copy), ['spec', 'target', 'name'], name) as unknown as Manifest;
}

function referring(manifest: Manifest, names: Names): Manifest {
  return referencesOf(manifest).reduce((value, reference) => {
    const name = names.get(identityKey(target(reference)));
    return name === undefined ? value : (replaced(asJson(value), pointerKeys(reference.path), name) as unknown as Manifest);
  }, manifest);
}

function target({ group, kind, namespace, name }: Reference): Identity {
  return { group, kind, namespace, name };
}

/** A value with a text at a place that there is. */
function replaced(value: Json, keys: readonly string[], by: string): Json {
  const [key, ...rest] = keys;
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item: Json, at) => (String(at) === key ? replaced(item, rest, by) : item));
  return isObject(value) ? { ...value, [key]: replaced(value[key] ?? null, rest, by) } : value;
}
