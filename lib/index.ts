/** rollwright's public API: what programs, environments and main.ts import. */

export * as k8s from '../imports/k8s';
export { App, type AppProps } from './cli/app';
export { type Environments, type Project, type ProjectProgram, type ProjectProps, rollwright } from './cli/project';
export { type ProjectFilesOptions, projectFiles } from './cli/project-files';
export * from './constructs';
export { docsPage, formatProblem, type Problem, RollwrightError } from './errors';
export type { argocd, Manifest } from './manifest';
export {
  type ArgoCdCluster,
  type ArgoCdEnvironment,
  type ArgoCdOptions,
  argoCd,
  type ChartOptions,
  type HelmChartOutput,
  helmChart,
  type Output,
  type OutputFile,
  type OutputFolder,
  type PlaceTemplate,
  plainYaml,
  type ReleaseBinding,
} from './outputs';
export { type Layer, layer, type PartialDeep, type SettingsSchema, secret } from './settings';
export { type Allowance, type Program, program } from './synth';
