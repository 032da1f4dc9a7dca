import { hasToken } from './derived';
import type { Manifest } from './object';
import type { Rendered } from './rendered';

/** The ConfigMaps and Secrets of a rendered program; the names that carry a hash are resolved when they may be the one that is asked for. */
export class RenderedConfigs {
  private readonly byName = new Map<string, Manifest[]>();
  private readonly hashed: Manifest[] = [];

  constructor(rendered: Rendered) {
    for (const { manifest } of rendered.objects) {
      if ((manifest.kind !== 'ConfigMap' && manifest.kind !== 'Secret') || manifest.apiVersion !== 'v1') continue;
      const { name = '' } = manifest.metadata;
      if (hasToken(name)) this.hashed.push(manifest);
      else this.add(name, manifest);
    }
  }

  /** The ConfigMap or Secret of a name that holds no token; `resolve` computes the names that do. */
  find(kind: string, namespace: string | undefined, name: string, resolve: (text: string) => string): Manifest | undefined {
    const isIt = (manifest: Manifest) => manifest.kind === kind && (manifest.metadata.namespace ?? '') === (namespace ?? '');
    const found = this.byName.get(name)?.find(isIt);
    if (found !== undefined) return found;
    const hashed = this.hashed.find((manifest) => isIt(manifest) && mayBe(manifest, name) && resolve(manifest.metadata.name ?? '') === name);
    if (hashed !== undefined) this.add(name, hashed);
    return hashed;
  }

  private add(name: string, manifest: Manifest): void {
    const others = this.byName.get(name);
    if (others === undefined) this.byName.set(name, [manifest]);
    else others.push(manifest);
  }
}

/** Whether a name is told apart already by what stands before the hash, so that no other object's hash need be known. */
function mayBe({ metadata: { name = '' } }: Manifest, wanted: string): boolean {
  return wanted.startsWith(name.slice(0, name.search(/\ue000/)));
}
