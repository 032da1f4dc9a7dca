/** Rendered programs as files, in one dialect each: one interface. Pure: the command line writes what an output returns. */
export { type ArgoCdCluster, type ArgoCdEnvironment, type ArgoCdOptions, argoCd } from './argocd';
export type { Chart, ChartOptions, PlaceTemplate, ReleaseBinding } from './helm';
export { type HelmChartOutput, helmChart, isHelmChart, problemsOfCharts } from './helm/helm-chart';
export { type EarlierGeneration, type Generation, type KeptConfig, keptConfigs, withGenerations } from './kept';
export { GENERATED, type Output, type OutputFile, type OutputFolder, type ProgramSource, type RenderedEnvironment, type RenderedProgram } from './output';
export { plainYaml } from './plain';
export { inJson, secretForms, secretsIn } from './secrets';
