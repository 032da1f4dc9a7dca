import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { argocd, JsonObject } from '../manifest';
import { dnsSubdomain, validName } from './names';

/** What a HelmApplication says. Words of Argo CD mean what they mean there. */
export interface HelmApplicationProps<Values extends object = JsonObject> {
  /** The Application's name, and the release's unless `releaseName` says another. */
  readonly name: string;
  /** A Helm repository (`https://argoproj.github.io/argo-helm`), or an OCI registry without `oci://`. */
  readonly repoURL: string;
  /** The chart's name in it. */
  readonly chart: string;
  /** The chart's version. A range (`1.x`) would let the cluster change without a commit. */
  readonly version: string;
  /** The namespace that the chart is installed into; it is created. */
  readonly namespace: string;
  /**
   * Values over those of the chart. Type them by the type parameter where the chart's are known.
   * @default the chart's
   */
  readonly values?: Values | undefined;
  /** @default `name` */
  readonly releaseName?: string | undefined;
  /** @default the cluster that Argo CD runs in */
  readonly destination?: Omit<argocd.ApplicationDestination, 'namespace'> | undefined;
  /** @default 'default' */
  readonly project?: string | undefined;
  /**
   * The namespace that Argo CD looks for Applications in.
   * @default 'argocd'
   */
  readonly argoNamespace?: string | undefined;
  /**
   * Says all of it. `ServerSideApply=true` is for definitions (CRDs) that are too large for an annotation, which many platform charts have.
   * @default automated with prune and selfHeal, CreateNamespace=true, ServerSideApply=true
   */
  readonly syncPolicy?: argocd.SyncPolicy | undefined;
  /** @default none */
  readonly ignoreDifferences?: readonly argocd.ResourceIgnoreDifferences[] | undefined;
}

/**
 * A chart of somebody else (Argo Workflows, cert-manager, …) that Argo CD installs, with values from settings:
 *
 * ```ts
 * new HelmApplication(this, 'workflows', {
 *   name: 'argo-workflows', namespace: 'argo',
 *   repoURL: 'https://argoproj.github.io/argo-helm', chart: 'argo-workflows', version: '0.45.27',
 *   values: { controller: { nodeSelector: { 'node-group': s.nodeGroup } }, server: { nodeSelector: { 'node-group': s.nodeGroup } } },
 * });
 * ```
 * @throws RollwrightError NAME_INVALID
 */
export class HelmApplication<Values extends object = JsonObject> extends Construct {
  readonly application: ApiObject;

  constructor(scope: Construct, id: string, props: HelmApplicationProps<Values>) {
    super(scope, id);
    const { repoURL, chart, version, namespace, values, releaseName, destination, project = 'default', argoNamespace = 'argocd', ignoreDifferences } = props;
    const name = validName(dnsSubdomain, props.name, { what: 'name of a HelmApplication', construct: this.node.path });
    const helm: argocd.ApplicationSourceHelm = {
      releaseName: releaseName ?? name,
      ...(values !== undefined && { valuesObject: values as unknown as JsonObject }),
    };
    const spec: argocd.ApplicationSpec = {
      project,
      source: { repoURL, chart, targetRevision: version, helm },
      destination: { ...(destination ?? { server: 'https://kubernetes.default.svc' }), namespace },
      syncPolicy: props.syncPolicy ?? { automated: { prune: true, selfHeal: true }, syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'] },
      ...(ignoreDifferences && { ignoreDifferences }),
    };
    this.application = new ApiObject(this, 'Application', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name, namespace: argoNamespace },
      spec,
    });
  }
}
