import type { argocd } from '../../manifest';

/** A cluster of a fleet. */
export interface ArgoCdCluster {
  /** The name under which it is registered in Argo CD; `in-cluster` is the one that Argo CD runs in. */
  readonly name: string;
  /**
   * The environments that it gets.
   * @default all
   */
  readonly environments?: readonly string[] | undefined;
}

/** What one environment says differently. */
export interface ArgoCdEnvironment {
  readonly targetRevision?: string | undefined;
  readonly syncPolicy?: argocd.SyncPolicy | undefined;
  /** Where its objects go, if not to all clusters of the list or to Argo CD's own. */
  readonly destination?: argocd.ApplicationDestination | undefined;
  /**
   * The name of the release, where a chart is followed; a chart with `release: { name }` puts it into the names of its objects.
   * @default the program's name
   */
  readonly releaseName?: string | undefined;
}

/** What Argo CD is to follow, and how. Words of Argo CD mean what they mean there. */
export interface ArgoCdOptions {
  /** The repository that holds the output folder. */
  readonly repoURL: string;
  /**
   * Where the output folder is in it.
   * @default 'dist'
   */
  readonly path?: string | undefined;
  /**
   * A branch, tag or commit.
   * @default 'HEAD'
   */
  readonly targetRevision?: string | undefined;
  /**
   * The name of the AppProject, and the beginning of the names of its Applications.
   * @default the name of the only program
   */
  readonly project?: string | undefined;
  /**
   * The namespace that Argo CD looks for Applications in.
   * @default 'argocd'
   */
  readonly namespace?: string | undefined;
  /**
   * What Applications follow:
   * - `waves`: `argocd/<environment>`, plain YAML in which a migration has a sync wave: Argo CD waits for it, and changes nothing else before it is done
   * - `plain`: `<environment>`, the output of plainYaml() as it is: the sync ends at once, new pods wait for a migration by themselves, and a commit that
   *   changes the migration deletes one that still runs
   * - `chart`: `chart/<program>` with `values.<environment>.yaml`, an Application for each program. Argo CD runs the hooks of a chart with every sync, so
   *   migrations are refused unless they are `rerunnable`
   * @default 'waves'
   */
  readonly source?: 'waves' | 'plain' | 'chart' | undefined;
  /**
   * Clusters by their names in Argo CD. With them one ApplicationSet makes an Application for each cluster and environment; without, there is an
   * Application for each environment.
   * @default none
   */
  readonly clusters?: readonly (string | ArgoCdCluster)[] | undefined;
  /**
   * Where objects go without `clusters`. Its namespace is that of the environment's objects, where they have one.
   * @default { server: 'https://kubernetes.default.svc' }, the cluster that Argo CD runs in
   */
  readonly destination?: argocd.ApplicationDestination | undefined;
  /**
   * Says all of it: nothing is merged with the default but sync options without which the Application could not work.
   * @default automated with prune and selfHeal; retry 5 times after 5 s, 10 s, … at most 3 min, each time with the latest revision
   */
  readonly syncPolicy?: argocd.SyncPolicy | undefined;
  /** What single environments say differently, by their names. */
  readonly environments?: Readonly<Record<string, ArgoCdEnvironment>> | undefined;
  /**
   * What becomes of an Application and its objects when its cluster or environment leaves the list, and in which order Applications are synced.
   * @default Argo CD's: both are deleted; all at once
   */
  readonly applicationSet?: Pick<argocd.ApplicationSetSpec, 'syncPolicy' | 'strategy'> | undefined;
}
