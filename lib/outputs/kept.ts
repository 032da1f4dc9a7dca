import { configReadsOf, KEPT_LABEL, type Kept, type Manifest, objectAt, podTemplateOf, type Rendered, type RenderedObject, resolveDerived } from '../manifest';

/** One generation of a kept config: a ConfigMap that never changes. */
export interface Generation {
  /** The config's name and the hash of the data. */
  readonly name: string;
  readonly data?: Readonly<Record<string, string>> | undefined;
  readonly binaryData?: Readonly<Record<string, string>> | undefined;
}

/** A kept config of a rendered program. */
export interface KeptConfig {
  /** The name that its generations have in common. */
  readonly config: string;
  /** How many generations are held, the present ones counted. */
  readonly limit: number;
  /** What it says now; several where it is made in several namespaces. */
  readonly present: readonly Generation[];
}

/** An earlier generation, and where it was found (`file:line`), for messages. */
export interface EarlierGeneration extends Generation {
  readonly config: string;
  readonly source?: string | undefined;
}

/** What an apps workload keeps of its past where it does not say (pkg/apis/apps/v1/defaults.go; argo-rollouts, utils/defaults). */
const DEFAULT_HISTORY = 10;
const WITH_HISTORY: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout']);
/** The present one and the one before: pods of both live during a rollout, and a container that starts again reads its config again. */
const FEWEST = 2;

/** The kept configs of a program, in the order of their objects. */
export function keptConfigs(rendered: Rendered): readonly KeptConfig[] {
  if (!rendered.objects.some((object) => intentOf(object) !== undefined)) return [];
  const manifests = resolveDerived(rendered);
  const found = new Map<string, KeptConfig>();
  for (const [at, object] of rendered.objects.entries()) {
    const intent = intentOf(object);
    const manifest = manifests[at];
    if (intent === undefined || manifest === undefined) continue;
    const { limit = 0, present = [] } = found.get(intent.config) ?? {};
    const own = intent.generations ?? Math.max(FEWEST, 1 + revisions(manifest, manifests));
    found.set(intent.config, { config: intent.config, limit: limit + own, present: [...present, generationOf(manifest)] });
  }
  return [...found.values()];
}

/** How many earlier revisions the readers of a config keep, at most. */
function revisions(config: Manifest, manifests: readonly Manifest[]): number {
  const { name, namespace } = config.metadata;
  const readers = manifests.filter((manifest) => {
    const pod = podTemplateOf(manifest);
    if (pod === undefined || manifest.metadata.namespace !== namespace) return false;
    return configReadsOf(pod).some((read) => read.kind === 'ConfigMap' && read.name === name);
  });
  // Nobody reads it: it may be on its way out, while former revisions still do.
  return readers.length === 0 ? DEFAULT_HISTORY : Math.max(...readers.map(historyOf));
}

function historyOf(workload: Manifest): number {
  const { revisionHistoryLimit: limit } = objectAt(workload, 'spec');
  if (!WITH_HISTORY.has(workload.kind)) return 0;
  return typeof limit === 'number' ? limit : DEFAULT_HISTORY;
}

function generationOf({ metadata, data, binaryData }: Manifest): Generation {
  const texts = (part: unknown) => part as Readonly<Record<string, string>> | undefined;
  return { name: metadata.name ?? '', ...(data !== undefined && { data: texts(data) }), ...(binaryData !== undefined && { binaryData: texts(binaryData) }) };
}

/**
 * A program with earlier generations of its kept configs: each beside the present one, with the same labels, annotations and namespace. Those of a config
 * that the program makes no more are put into every namespace in which it has pods.
 * @param earlier none of the present ones
 */
export function withGenerations(rendered: Rendered, earlier: readonly EarlierGeneration[]): Rendered {
  if (earlier.length === 0) return rendered;
  const made = new Set(rendered.objects.flatMap((object) => intentOf(object)?.config ?? []));
  const gone = earlier.filter(({ config }) => !made.has(config));
  const orphans = podNamespaces(rendered).flatMap((namespace) => gone.map((one) => objectOf(one, metadataIn(namespace, one.config))));
  const objects = rendered.objects.flatMap((object) => {
    const config = intentOf(object)?.config;
    return [object, ...earlier.filter((one) => one.config === config).map((one) => objectOf(one, object.manifest.metadata))];
  });
  return { ...rendered, objects: [...orphans, ...objects] };
}

function objectOf({ name, data, binaryData, source }: EarlierGeneration, metadata: Manifest['metadata']): RenderedObject {
  return {
    manifest: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { ...metadata, name },
      ...(binaryData !== undefined && { binaryData }),
      ...(data !== undefined && { data }),
      immutable: true,
    },
    origin: {},
    intents: [],
    construct: '',
    source,
    dependsOn: [],
  };
}

function podNamespaces({ objects }: Rendered): readonly (string | undefined)[] {
  const namespaces = (some: readonly RenderedObject[]) => [...new Set(some.map(({ manifest }) => manifest.metadata.namespace))];
  const withPods = namespaces(objects.filter(({ manifest }) => podTemplateOf(manifest) !== undefined));
  return withPods.length > 0 ? withPods : namespaces(objects).filter((namespace) => namespace !== undefined);
}

function metadataIn(namespace: string | undefined, config: string): Manifest['metadata'] {
  return { labels: { [KEPT_LABEL]: config }, name: '', ...(namespace !== undefined && { namespace }) };
}

function intentOf({ intents }: RenderedObject): Kept | undefined {
  return intents.find((intent) => intent.intent === 'kept');
}
