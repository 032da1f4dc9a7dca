import type { Manifest, RenderedObject } from '../../../manifest';

/** An object with another manifest. Its source is not read, which would be a walk through a stack for each of thousands of renders. */
export function withManifest(object: RenderedObject, manifest: Manifest, own: Partial<RenderedObject> = {}): RenderedObject {
  if (manifest === object.manifest && Object.keys(own).length === 0) return object;
  const { origin, intents, construct, dependsOn } = object;
  return {
    manifest,
    origin,
    intents,
    construct,
    get source() {
      return object.source;
    },
    dependsOn,
    ...own,
  };
}
