import { RollwrightError } from '../../errors';
import { type argocd, type Manifest, replaceTokens, resolveDerived } from '../../manifest';
import type { RenderedEnvironment } from '../output';
import { autoscaledReplicas } from './autoscaled';
import type { ArgoCdOptions } from './options';
import { type GroupKind, type Scope, scopeOf } from './scope';

/** What one Application follows: an environment, or one program of it where each has a chart of its own. */
export interface Target {
  readonly environment: string;
  /** The Application's name behind that of the project: `prod`, `prod-shop`. */
  readonly suffix: string;
  readonly source: argocd.ApplicationSource;
  readonly destination: argocd.ApplicationDestination;
  readonly syncPolicy: argocd.SyncPolicy;
  readonly ignoreDifferences: readonly argocd.ResourceIgnoreDifferences[];
  /** Every namespace that it writes to. */
  readonly namespaces: readonly string[];
  readonly clusterKinds: readonly GroupKind[];
}

const DEFAULT_SYNC: argocd.SyncPolicy = {
  automated: { prune: true, selfHeal: true },
  // With refresh a commit that repairs a failing one is taken at the next attempt; without, only after all attempts.
  retry: { limit: 5, backoff: { duration: '5s', factor: 2, maxDuration: '3m' }, refresh: true },
};
const NAMESPACE: GroupKind = { group: '', kind: 'Namespace' };

/** @throws RollwrightError ARGOCD_NAMESPACE where objects have no namespace and the destination neither; ARGOCD_CHART_MIGRATION */
export function targetsOf({ environment, programs }: RenderedEnvironment, options: ArgoCdOptions): readonly Target[] {
  const { path = 'dist', source = 'waves' } = options;
  const resolved = programs.map(({ program, rendered }) => ({ program, manifests: resolveDerived(rendered) }));
  const make = (suffix: string, folder: string, manifests: readonly Manifest[], helm?: argocd.ApplicationSourceHelm): Target =>
    target({ environment, suffix, folder: [path, folder].filter((part) => part !== '').join('/'), manifests, helm }, options);
  if (source !== 'chart') {
    const manifests = resolved.flatMap((program) => program.manifests);
    return [make(environment, source === 'plain' ? environment : `argocd/${environment}`, manifests)];
  }
  refuseHooks(environment, programs);
  return resolved.map(({ program, manifests }) =>
    make(resolved.length === 1 ? environment : `${environment}-${program}`, `chart/${program}`, manifests, {
      releaseName: options.environments?.[environment]?.releaseName ?? program,
      valueFiles: [`values.${environment}.yaml`],
    }),
  );
}

/** Helm's own rule for once, a look at the cluster, is not there for Argo CD: it renders charts without one and runs their hooks with each sync. */
function refuseHooks(environment: string, programs: RenderedEnvironment['programs']): void {
  const problems = programs.flatMap(({ rendered }) =>
    rendered.objects
      .filter(({ intents }) => intents.some((intent) => intent.intent === 'runs-once' && intent.rerunnable !== true))
      .map(({ manifest, construct, source }) => ({
        code: 'ARGOCD_CHART_MIGRATION',
        message: 'Argo CD would run it with every sync, since it runs the hooks of a chart each time',
        environment,
        object: `${manifest.kind} ${replaceTokens(manifest.metadata.name ?? '', () => '<hash>')}`,
        construct,
        file: source,
        fix: "Let Argo CD follow the manifests (argoCd({ source: 'waves' }), the default), or say `rerunnable: true` if the command may run at any time.",
      })),
  );
  if (problems.length > 0) throw new RollwrightError(problems);
}

interface Followed {
  readonly environment: string;
  readonly suffix: string;
  readonly folder: string;
  readonly manifests: readonly Manifest[];
  readonly helm?: argocd.ApplicationSourceHelm | undefined;
}

function target({ environment, suffix, folder, manifests, helm }: Followed, options: ArgoCdOptions): Target {
  const own = options.environments?.[environment] ?? {};
  const scope = scopeOf(manifests);
  const destination = own.destination ?? options.destination ?? { server: 'https://kubernetes.default.svc' };
  const namespace = destination.namespace ?? (scope.namespaces.length === 1 ? scope.namespaces[0] : undefined);
  if (namespace === undefined && manifests.some((manifest) => !hasPlace(manifest, scope))) throw withoutNamespace(environment);
  const createsNamespace = namespace !== undefined && !scope.made.includes(namespace);
  const ignoreDifferences = autoscaledReplicas(manifests);
  const needed = [...(createsNamespace ? ['CreateNamespace=true'] : []), ...(ignoreDifferences.length > 0 ? ['RespectIgnoreDifferences=true'] : [])];
  return {
    environment,
    suffix,
    source: { repoURL: options.repoURL, path: folder, targetRevision: own.targetRevision ?? options.targetRevision ?? 'HEAD', ...(helm && { helm }) },
    destination: { ...destination, ...(namespace !== undefined && { namespace }) },
    syncPolicy: withOptions(own.syncPolicy ?? options.syncPolicy ?? DEFAULT_SYNC, needed),
    ignoreDifferences,
    namespaces: [...new Set([...scope.namespaces, ...(namespace === undefined ? [] : [namespace])])].sort(),
    clusterKinds: createsNamespace && !scope.clusterKinds.some(isNamespace) ? [NAMESPACE, ...scope.clusterKinds] : scope.clusterKinds,
  };
}

/** Adds sync options that are needed, unless the policy says something else about them. */
function withOptions(policy: argocd.SyncPolicy, needed: readonly string[]): argocd.SyncPolicy {
  const said = policy.syncOptions ?? [];
  const more = needed.filter((option) => !said.some((other) => other.startsWith(`${option.slice(0, option.indexOf('='))}=`)));
  return said.length + more.length === 0 ? policy : { ...policy, syncOptions: [...said, ...more] };
}

function hasPlace({ apiVersion, kind, metadata }: Manifest, { clusterKinds }: Scope): boolean {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return metadata.namespace !== undefined || clusterKinds.some((cluster) => cluster.group === group && cluster.kind === kind);
}

function isNamespace({ group, kind }: GroupKind): boolean {
  return group === '' && kind === 'Namespace';
}

function withoutNamespace(environment: string): RollwrightError {
  return new RollwrightError({
    code: 'ARGOCD_NAMESPACE',
    message: 'some objects name no namespace, so that Argo CD would not know where they go',
    environment,
    fix: `Give the program's chart a namespace, or say it: argoCd({ environments: { ${environment}: { destination: { server: …, namespace: … } } } })`,
  });
}
