import type { Manifest } from '../../../manifest';

/** When a hook runs. Upstream: helm.sh/helm/v4/pkg/release/v1/hook.go. */
export const HOOK = 'helm.sh/hook';
/** Hooks of one event run by weight, the lowest first (pkg/action/hooks.go, hookByWeight). */
export const HOOK_WEIGHT = 'helm.sh/hook-weight';
export const HOOK_DELETE_POLICY = 'helm.sh/hook-delete-policy';
/** Whose pods' logs Helm prints (since 4.0 and 3.18; others take no notice). */
export const HOOK_OUTPUT_LOG_POLICY = 'helm.sh/hook-output-log-policy';
/** What the record says once a migration is done, where that is not the Job's name. */
export const RUN = 'rollwright.dev/run';
/** The ConfigMap that tells which migrations are done. */
export const RECORD = 'rollwright.dev/record';

export const BEFORE = 'pre-install,pre-upgrade';
export const AFTER = 'post-install,post-upgrade';
export const TEST = 'test';

const DELETE = 'before-hook-creation,hook-succeeded';

/** A manifest that is a hook. */
export function asHook(manifest: Manifest, event: string, weight: number | undefined, more: { readonly [annotation: string]: string } = {}): Manifest {
  const { metadata } = manifest;
  const annotations = {
    ...metadata.annotations,
    [HOOK]: event,
    ...(weight !== undefined && { [HOOK_WEIGHT]: String(weight) }),
    [HOOK_DELETE_POLICY]: DELETE,
    ...more,
  };
  return { ...manifest, metadata: { ...metadata, annotations } };
}
