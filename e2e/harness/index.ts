/** Real Kubernetes for tests: what a suite imports. */
export { type ApplicationOptions, ArgoCd, type SyncOptions } from './argo-cd';
export type { ArgoCdOperation, ArgoCdResource, ArgoCdResourceResult, ArgoCdStatus } from './argo-cd/application';
export { defineArgoCdKinds } from './argo-cd/definitions';
export { Cluster } from './cluster';
export { outputOf, type Result, type RunOptions, runToEnd } from './command';
export { ControlPlane, type ControlPlaneOptions } from './control-plane';
export { EventLog, type WatchEvent } from './event-log';
export { contentOf, controllerOf, happenedBefore, hasCondition, isNewer, type LiveObject } from './live-object';
export type { Image } from './node/image';
export type { Load, LoadOptions, LoadReport } from './node/load';
export { type MigrationRun, StateServer } from './node/state-server';
export { type PodCount, type PodHistory, type PodLabels, podHistory } from './pod-history';
export { PodMetrics } from './pod-metrics';
export { APP_IMAGES, RealNode, type RealNodeOptions } from './real-node';
export { Hopeless, type WaitOptions, waitFor } from './wait-for';
export { mostWanted } from './wanted-pods';
export { Watch, type Watchable } from './watch';
