import type { Manifest, Rendered } from '../../../manifest';
import { withManifest } from './with-manifest';

export const CHART_LABEL = 'helm.sh/chart';
export const MANAGED_BY_LABEL = 'app.kubernetes.io/managed-by';
export const INSTANCE_LABEL = 'app.kubernetes.io/instance';

/** A chart as the label has it: `+` is no character of labels. As `helm create` writes it (pkg/chart/v2/util/create.go, `<CHARTNAME>.chart`). */
export function chartLabel(name: string, version: string): string {
  return `${name}-${version}`.replaceAll('+', '_').slice(0, 63).replace(/-$/, '');
}

/** All objects with Helm's labels. Selectors and pod templates stay as they are: another version of the chart rolls no pod. */
export function withLabels(rendered: Rendered, labels: { readonly [label: string]: string }): Rendered {
  return { ...rendered, objects: rendered.objects.map((object) => withManifest(object, labelled(object.manifest, labels))) };
}

function labelled(manifest: Manifest, labels: { readonly [label: string]: string }): Manifest {
  const { metadata } = manifest;
  return { ...manifest, metadata: { ...metadata, labels: { ...metadata.labels, ...labels } } };
}
