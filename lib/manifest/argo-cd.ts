/**
 * Argo CD's kinds (argoproj.io/v1alpha1) as plain data: the fields that rollwright writes and those that people set on them, in Argo CD's own words.
 * Upstream: argo-cd v3.5 pkg/apis/application/v1alpha1/types.go and applicationset_types.go.
 */
import type { Json, JsonObject } from './json';
import type { Manifest } from './object';

/** Where an Application's objects go. Either `server` or `name`. */
export interface ApplicationDestination {
  /** The URL of the cluster's API server; `https://kubernetes.default.svc` is the cluster that Argo CD runs in. */
  readonly server?: string;
  /** The name under which the cluster is registered in Argo CD; `in-cluster` is its own. */
  readonly name?: string;
  /** For objects that name none. */
  readonly namespace?: string;
}

/** Values and names for a Helm source. */
export interface ApplicationSourceHelm {
  /** Relative to the chart. */
  readonly valueFiles?: readonly string[];
  readonly valuesObject?: JsonObject;
  readonly parameters?: readonly { readonly name: string; readonly value?: string; readonly forceString?: boolean }[];
  /** @default the Application's name */
  readonly releaseName?: string;
  readonly ignoreMissingValueFiles?: boolean;
  readonly skipCrds?: boolean;
  readonly skipTests?: boolean;
  readonly skipSchemaValidation?: boolean;
}

/** A folder of a git repository, or a chart of a Helm repository. */
export interface ApplicationSource {
  readonly repoURL: string;
  /** A folder of a git repository. */
  readonly path?: string;
  /** A chart of a Helm repository. */
  readonly chart?: string;
  /** A branch, tag or commit; of a chart its version. */
  readonly targetRevision?: string;
  readonly helm?: ApplicationSourceHelm;
  readonly directory?: { readonly recurse?: boolean; readonly include?: string; readonly exclude?: string };
}

/** How Argo CD tries a failed sync again. Durations as Go writes them: `5s`, `3m`. */
export interface RetryStrategy {
  /** At most so many times; negative means for ever. */
  readonly limit?: number;
  readonly backoff?: { readonly duration?: string; readonly factor?: number; readonly maxDuration?: string };
  /** Whether it then takes the latest revision instead of the one that failed. */
  readonly refresh?: boolean;
}

/** When and how Argo CD syncs. */
export interface SyncPolicy {
  /** Syncs by itself when the revision changes. Absent: only when asked to. */
  readonly automated?: {
    /** Deletes what is in the source no more. */
    readonly prune?: boolean;
    /** Undoes changes that others make in the cluster. */
    readonly selfHeal?: boolean;
    readonly allowEmpty?: boolean;
    readonly enabled?: boolean;
  };
  /** `CreateNamespace=true`, `ServerSideApply=true` and the like. */
  readonly syncOptions?: readonly string[];
  readonly retry?: RetryStrategy;
  /** With `CreateNamespace=true`. */
  readonly managedNamespaceMetadata?: {
    readonly labels?: { readonly [key: string]: string };
    readonly annotations?: { readonly [key: string]: string };
  };
}

/** Fields that somebody else owns. */
export interface ResourceIgnoreDifferences {
  readonly group?: string;
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly jsonPointers?: readonly string[];
  readonly jqPathExpressions?: readonly string[];
  readonly managedFieldsManagers?: readonly string[];
}

export interface ApplicationSpec {
  readonly project: string;
  readonly source: ApplicationSource;
  readonly destination: ApplicationDestination;
  readonly syncPolicy?: SyncPolicy;
  readonly ignoreDifferences?: readonly ResourceIgnoreDifferences[];
  readonly revisionHistoryLimit?: number;
  readonly info?: readonly { readonly name: string; readonly value: string }[];
}

/** What Argo CD keeps in sync. */
export interface Application extends Manifest {
  readonly apiVersion: 'argoproj.io/v1alpha1';
  readonly kind: 'Application';
  readonly spec: ApplicationSpec & JsonObject;
}

export interface AppProjectSpec {
  readonly description?: string;
  readonly sourceRepos: readonly string[];
  readonly destinations: readonly ApplicationDestination[];
  /** Kinds without a namespace that Applications of the project may have. */
  readonly clusterResourceWhitelist?: readonly { readonly group: string; readonly kind: string }[];
}

/** A list of parameters, or every pair of two lists. */
export type ApplicationSetGenerator =
  | { readonly list: { readonly elements: readonly JsonObject[] } }
  | { readonly matrix: { readonly generators: readonly { readonly list: { readonly elements: readonly JsonObject[] } }[] } };

export interface ApplicationSetSpec {
  readonly goTemplate: true;
  readonly goTemplateOptions: readonly string[];
  readonly generators: readonly ApplicationSetGenerator[];
  readonly template: { readonly metadata: { readonly name: string; readonly labels?: { readonly [key: string]: string } }; readonly spec: ApplicationSpec };
  /** A template whose text is a patch of the Application. */
  readonly templatePatch?: string;
  /** What becomes of Applications that the generators name no more, and of their objects. */
  readonly syncPolicy?: ApplicationSetSyncPolicy;
  /** In which order Applications are synced; upstream calls it beta. */
  readonly strategy?: { readonly [field: string]: Json };
}

export interface ApplicationSetSyncPolicy {
  readonly applicationsSync?: 'create-only' | 'create-update' | 'create-delete' | 'sync';
  readonly preserveResourcesOnDeletion?: boolean;
}
