import type { argocd } from '../../manifest';
import type { Target } from './target';

const API = 'argoproj.io/v1alpha1';

/** What an Application of the project says, wherever it goes. */
export function applicationSpec(project: string, { source, destination, syncPolicy, ignoreDifferences }: Target): argocd.ApplicationSpec {
  return { project, source, destination, syncPolicy, ...(ignoreDifferences.length > 0 && { ignoreDifferences }) };
}

export function application(project: string, namespace: string, target: Target): object {
  return { apiVersion: API, kind: 'Application', metadata: { name: `${project}-${target.suffix}`, namespace }, spec: applicationSpec(project, target) };
}

/** What Applications of the project may do: write to the namespaces of the targets, on the clusters given, from the repository. */
export function appProject(
  project: string,
  namespace: string,
  targets: readonly Target[],
  clustersOf: (target: Target) => readonly argocd.ApplicationDestination[],
): object {
  const destinations = targets.flatMap((target) =>
    clustersOf(target).flatMap(({ server, name }) =>
      target.namespaces.map(
        (own): argocd.ApplicationDestination => ({ ...(server !== undefined && { server }), ...(name !== undefined && { name }), namespace: own }),
      ),
    ),
  );
  const kinds = targets.flatMap(({ clusterKinds }) => clusterKinds);
  const spec: argocd.AppProjectSpec = {
    sourceRepos: distinct(targets.map(({ source }) => source.repoURL)),
    destinations: distinct(destinations),
    ...(kinds.length > 0 && { clusterResourceWhitelist: distinct(kinds) }),
  };
  return { apiVersion: API, kind: 'AppProject', metadata: { name: project, namespace }, spec };
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
