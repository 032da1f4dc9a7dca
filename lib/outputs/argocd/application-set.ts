import type { argocd, Json, JsonObject } from '../../manifest';
import { applicationSpec } from './application';
import type { ArgoCdCluster, ArgoCdOptions } from './options';
import type { Target } from './target';

/**
 * One ApplicationSet for a fleet: an Application for each cluster and target. Clusters with the same environments share a matrix of two lists, so that its
 * size is the number of clusters plus that of targets, not their product: `kubectl apply` refuses objects of more than 256 KiB.
 * What targets say differently stands with each of them: texts as parameters, all else as a patch.
 */
export function applicationSet(
  project: string,
  namespace: string,
  targets: readonly Target[],
  clusters: readonly ArgoCdCluster[],
  options: ArgoCdOptions,
): object {
  const specs = targets.map((target) => specOf(project, target));
  const template = common(specs);
  // With the target's own texts: what stands in a parameter is not read as a template again.
  const patches = targets.map((target) =>
    Object.fromEntries(Object.entries(applicationSpec(project, target)).filter(([field]) => !Object.hasOwn(template, field))),
  );
  const isPatched = patches.some((patch) => Object.keys(patch).length > 0);
  const elements = targets.map(({ environment, suffix, source, destination }, at): JsonObject => {
    const { path = '', targetRevision = '' } = source;
    const { namespace: where = '' } = destination;
    return { environment, suffix, path, targetRevision, namespace: where, ...(isPatched && { patch: { spec: patches[at] ?? {} } as JsonObject }) };
  });
  const spec: argocd.ApplicationSetSpec = {
    goTemplate: true,
    goTemplateOptions: ['missingkey=error'],
    generators: groups(clusters, targets).map(({ names, of }) =>
      matrix(
        names,
        of.map((at) => elements[at] ?? {}),
      ),
    ),
    template: { metadata: { name: `${project}-{{ .suffix }}-{{ .cluster }}`, labels: LABELS }, spec: template as unknown as argocd.ApplicationSpec },
    ...(isPatched && { templatePatch: '{{ toJson .patch }}' }),
    ...options.applicationSet,
  };
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', metadata: { name: project, namespace }, spec };
}

/** So that `argocd app list -l` finds those of an environment or a cluster. */
const LABELS = { 'rollwright.dev/environment': '{{ .environment }}', 'rollwright.dev/cluster': '{{ .cluster }}' };

function specOf(project: string, target: Target): JsonObject {
  const source = { ...target.source, path: '{{ .path }}', targetRevision: '{{ .targetRevision }}' };
  return { ...applicationSpec(project, target), source, destination: { name: '{{ .cluster }}', namespace: '{{ .namespace }}' } } as unknown as JsonObject;
}

/** The fields that all say alike. */
function common(specs: readonly JsonObject[]): JsonObject {
  const [first = {}] = specs;
  return Object.fromEntries(Object.entries(first).filter(([field, value]) => specs.every((spec) => JSON.stringify(spec[field]) === JSON.stringify(value))));
}

function matrix(clusters: readonly string[], elements: readonly JsonObject[]): argocd.ApplicationSetGenerator {
  const names: readonly { readonly [key: string]: Json }[] = clusters.map((cluster) => ({ cluster }));
  return { matrix: { generators: [{ list: { elements: names } }, { list: { elements } }] } };
}

/** Clusters by what they get, in the order in which they are listed. */
function groups(clusters: readonly ArgoCdCluster[], targets: readonly Target[]): readonly { names: string[]; of: readonly number[] }[] {
  const byTargets = new Map<string, { names: string[]; of: readonly number[] }>();
  for (const { name, environments } of clusters) {
    const of = targets.flatMap(({ environment }, at) => (environments === undefined || environments.includes(environment) ? [at] : []));
    const group = byTargets.get(of.join()) ?? { names: [], of };
    group.names.push(name);
    byTargets.set(of.join(), group);
  }
  return [...byTargets.values()].filter(({ of }) => of.length > 0);
}
