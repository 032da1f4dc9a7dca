import { configReadsOf, type Derived, derive, derivedOf, podTemplateOf, type RenderedObject, withTemplateAnnotation } from '../manifest';

/** The pod template annotation that changes when config that the pods read does. */
export const CHECKSUM_ANNOTATION = 'checksum/config';

/** A sha256 in hexadecimal, whole. */
const CHECKSUM_LENGTH = 64;

/** Objects, and the derived values whose tokens they hold. */
export interface WithDerived {
  readonly objects: readonly RenderedObject[];
  readonly derived: readonly Derived[];
}

/**
 * Gives the pods of each object with the intent `rolls-with-config` a token for the hash of the config that they read, unless they read none, or only kept
 * config: its name, which is in the pod template already, changes with it. The tokens are registered beside those of the tree, not in it: a second rendering
 * of the tree starts from what the program says.
 */
export function withChecksums(objects: readonly RenderedObject[], root: object): WithDerived {
  const registry = {};
  for (const derived of derivedOf(root)) derive(registry, derived);
  const kept = new Set(objects.filter(({ intents }) => intents.some(({ intent }) => intent === 'kept')).map(({ manifest }) => manifest.metadata.name));
  const annotated = objects.map((object): RenderedObject => {
    if (!object.intents.some(({ intent }) => intent === 'rolls-with-config')) return object;
    const pod = podTemplateOf(object.manifest);
    if (pod === undefined || configReadsOf(pod).every(({ kind, name }) => kind === 'ConfigMap' && kept.has(name))) return object;
    const checksum = derive(registry, { hash: 'reads', of: object.origin, length: CHECKSUM_LENGTH });
    return { ...object, manifest: withTemplateAnnotation(object.manifest, CHECKSUM_ANNOTATION, checksum) };
  });
  return { objects: annotated, derived: derivedOf(registry) };
}
