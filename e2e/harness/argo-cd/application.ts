import type { LiveObject } from '../live-object';

/** One resource as Argo CD sees it. */
export interface ArgoCdResource {
  readonly group?: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** `Synced`, `OutOfSync` or `Unknown`. */
  readonly status?: string;
  readonly health?: { readonly status?: string; readonly message?: string };
  readonly requiresPruning?: boolean;
  readonly hook?: boolean;
  readonly syncWave?: number;
}

/** What a sync did with one resource. */
export interface ArgoCdResourceResult {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** `Synced`, `SyncFailed`, `Pruned` or `PruneSkipped`. */
  readonly status?: string;
  readonly message?: string;
  readonly hookType?: string;
  /** Of hooks, and of resources that a later wave waits for: `Running`, `Succeeded`, `Failed`, … */
  readonly hookPhase?: string;
  readonly syncPhase?: string;
}

/** A sync, going on or ended. */
export interface ArgoCdOperation {
  /** `Running`, `Terminating`, `Succeeded`, `Failed` or `Error`. */
  readonly phase: string;
  readonly message: string;
  /** The commit; empty as long as it is not known. */
  readonly revision: string;
  readonly startedAt: string;
  readonly finishedAt?: string | undefined;
  readonly retryCount: number;
  readonly automated: boolean;
  readonly resources: readonly ArgoCdResourceResult[];
}

/** What an Application says of itself. */
export interface ArgoCdStatus {
  /** `Synced`, `OutOfSync` or `Unknown`. */
  readonly sync: string;
  /** The commit that the comparison was made with. */
  readonly revision: string;
  /** `Healthy`, `Progressing`, `Degraded`, `Suspended`, `Missing` or `Unknown`. */
  readonly health: string;
  readonly reconciledAt: string;
  /** Errors of the comparison and of syncs. */
  readonly conditions: readonly string[];
  /** The sync that goes on, else the last one. */
  readonly operation?: ArgoCdOperation | undefined;
  /** Whether a sync goes on, or is asked for and not yet begun. */
  readonly isSyncing: boolean;
  readonly resources: readonly ArgoCdResource[];
}

/** Reads the status of an Application. */
export function statusOf(application: LiveObject): ArgoCdStatus {
  const status = application.status ?? {};
  const state = status.operationState;
  return {
    sync: status.sync?.status ?? 'Unknown',
    revision: status.sync?.revision ?? '',
    health: status.health?.status ?? 'Unknown',
    reconciledAt: status.reconciledAt ?? '',
    conditions: ((status.conditions ?? []) as { type: string; message: string }[]).map(({ type, message }) => `${type}: ${message}`),
    operation: state && {
      phase: state.phase,
      message: state.message ?? '',
      revision: state.syncResult?.revision ?? state.operation?.sync?.revision ?? '',
      startedAt: state.startedAt,
      finishedAt: state.finishedAt,
      retryCount: state.retryCount ?? 0,
      automated: state.operation?.initiatedBy?.automated === true,
      resources: state.syncResult?.resources ?? [],
    },
    isSyncing: (application as { operation?: object }).operation !== undefined || ['Running', 'Terminating'].includes(state?.phase),
    resources: status.resources ?? [],
  };
}

/** A status in one paragraph, for the message of a failed wait. */
export function describeStatus({ sync, health, revision, conditions, operation, resources }: ArgoCdStatus): string {
  const odd = resources.filter((resource) => resource.status !== 'Synced' || !['Healthy', undefined].includes(resource.health?.status));
  return [
    `${sync} ${health} at ${revision.slice(0, 7)}`,
    ...(operation === undefined ? [] : [`sync ${operation.phase}: ${operation.message}`]),
    ...conditions,
    ...odd.map(({ kind, name, status, health: own }) => `${kind} ${name}: ${status} ${own?.status ?? ''} ${own?.message ?? ''}`.trimEnd()),
  ].join('\n  ');
}
