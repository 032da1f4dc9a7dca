/** Rendered programs for Argo CD: what it follows, and the objects that tell it so. */
export { argoCd } from './argo-cd';
export type { ArgoCdCluster, ArgoCdEnvironment, ArgoCdOptions } from './options';
