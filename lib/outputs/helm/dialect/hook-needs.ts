import type { Problem } from '../../../errors';
import { describeIdentity, groupOf, identityOf, type Json, type Manifest, objectAt, objectsAt, podTemplateOf, type RenderedObject } from '../../../manifest';
import { type Edges, reachable } from '../../migrations';
import { selects } from './selector';

const RBAC = 'rbac.authorization.k8s.io';

/** Kinds of which a hook can have a copy: nothing but the hook looks at it. */
const COPIED = new Set([
  '/ConfigMap',
  '/Secret',
  '/ServiceAccount',
  'external-secrets.io/ExternalSecret',
  'networking.k8s.io/NetworkPolicy',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'rbac.authorization.k8s.io/Role',
  'rbac.authorization.k8s.io/RoleBinding',
]);

/** What Jobs that run before everything else need of the chart, and what of it no hook can have. */
export interface HookNeeds {
  /** Places of objects to be copied. */
  readonly copied: ReadonlySet<number>;
  readonly problems: readonly Problem[];
}

/** Goes through everything that Jobs need, by their places among the objects. */
export function hookNeeds(jobs: readonly number[], objects: readonly RenderedObject[], needs: Edges): HookNeeds {
  const copied = new Set<number>();
  const problems: Problem[] = [];
  for (const at of jobs) {
    const job = objects[at] as RenderedObject;
    const isKnown = hasToken(job.manifest, objects);
    for (const other of reachable(at, needs)) {
      const { manifest } = objects[other] as RenderedObject;
      if (jobs.includes(other)) continue;
      if (groupOf(manifest.apiVersion) === RBAC && !isKnown) continue;
      if (manifest.kind === 'NetworkPolicy' && !letsThrough(manifest, job.manifest)) continue;
      if (COPIED.has(`${groupOf(manifest.apiVersion)}/${manifest.kind}`)) copied.add(other);
      else problems.push(problem(job, manifest));
    }
  }
  return { copied, problems };
}

/**
 * Whether a Job's pods can show the API server who they are; rights are of no use to others. Upstream: plugin/pkg/admission/serviceaccount, `shouldAutomount`.
 */
function hasToken(job: Manifest, objects: readonly RenderedObject[]): boolean {
  const spec = podTemplateOf(job)?.spec ?? {};
  const projected = objectsAt(spec, 'volumes').flatMap((volume) => objectsAt(volume, 'projected', 'sources'));
  if (projected.some(({ serviceAccountToken }) => serviceAccountToken !== undefined)) return true;
  const isOwn = ({ kind, metadata }: Manifest) =>
    kind === 'ServiceAccount' && metadata.name === spec.serviceAccountName && metadata.namespace === job.metadata.namespace;
  const account = objects.find(({ manifest }) => isOwn(manifest))?.manifest;
  return (spec.automountServiceAccountToken ?? account?.automountServiceAccountToken ?? true) !== false;
}

/** Whether a network policy is about a Job's pods and allows them anything: one that only forbids is not needed. */
function letsThrough(policy: Manifest, job: Manifest): boolean {
  const labels = objectAt(podTemplateOf(job)?.template, 'metadata', 'labels') as { readonly [label: string]: Json };
  const rules = [...objectsAt(policy, 'spec', 'ingress'), ...objectsAt(policy, 'spec', 'egress')];
  return rules.length > 0 && selects(objectAt(policy, 'spec', 'podSelector'), labels);
}

function problem(job: RenderedObject, needed: Manifest): Problem {
  return {
    code: 'CHART_MIGRATION_NEEDS',
    message: `it runs before anything else of the chart is there, and needs ${describeIdentity(identityOf(needed))}, of which it cannot have a copy`,
    object: describeIdentity(identityOf(job.manifest)),
    construct: job.construct,
    file: job.source,
    fix: "Make that object outside of the chart, let the migration do without it, or run it after the rollout: `when: 'after'`.",
  };
}
