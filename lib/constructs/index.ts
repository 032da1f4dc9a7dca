/** What people write: config, workloads, migrations, as constructs that make ordinary cdk8s ApiObjects and say, as intents, what YAML cannot. */
export { AppConfig, type AppConfigProps, type ConfigMode } from './app-config';
export { AppSecretRef, type ExistingSecretProps } from './app-secret-ref';
export { AppService, type AppServiceProps } from './app-service';
export type { AutoscalingProps } from './autoscaling';
export type { ChangeCause } from './change-cause';
export { ConfigChecksums } from './config-checksums';
export {
  type ConfigSource,
  type ConfigVolumeProps,
  configVolume,
  describeSource,
  envFromSource,
  keyRef,
  VERSION_ANNOTATION,
  versionAnnotations,
} from './config-source';
export { ConfiguredApp, type ConfiguredAppProps, type WorkloadProps } from './configured-app';
export type { ContainerProps, NamedContainerProps } from './container';
export type { Count } from './count';
export type { DisruptionBudgetProps } from './disruption-budget';
export type { DrainProps } from './drain';
export { type Env, type EnvValue, fromField, fromKey, fromResource, type KeyRef } from './env';
export type { ConfigUse, WholeConfig } from './env-from';
export { External } from './external';
export type { ConfigValue } from './flatten';
export type { Gate } from './gate';
export { HelmApplication, type HelmApplicationProps } from './helm-application';
export { formatImage, type ImageRef, imagePatterns, isMutableImage, parseImage } from './image';
export { JobAccess, type JobAccessProps } from './job-access';
export { type AppLabels, appLabels, selectorLabels } from './labels';
export { MigrationJob, type MigrationJobProps } from './migration-job';
export type { CheckWait, JobWait, MigrationWait } from './migration-wait';
export type { Mount } from './mounts';
export { configKey, dnsLabel, dnsServiceName, dnsSubdomain, labelValue, type NameRule, type NameUse, nameError, shellName, validName } from './names';
export type { PodProps } from './pod-template';
export { exec, grpc, type HttpProbeOptions, http, type ProbePart, type ProbePort, type ProbeTiming, probeDefaults, tcp } from './probes';
export { type QuantityUse, sizeQuantity, wholeSeconds } from './quantities';
export { RollingDeployment, type RollingDeploymentProps } from './rolling-deployment';
export type { RecreateProps, RollingUpdateProps, RolloutProps } from './rollout';
export { containerSecurity, podSecurity } from './security';
export type { Triggers } from './triggers';
export { type DeploymentPart, type MigrationPart, type SharedProps, WebService, type WebServiceProps } from './web-service';
export type { WorkloadKind, WorkloadSpecs } from './workload-kinds';
