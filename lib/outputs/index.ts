/** Rendered programs as files, in one dialect each: one interface. Pure: the command line writes what an output returns. */
export { type ArgoCdCluster, type ArgoCdEnvironment, type ArgoCdOptions, argoCd } from './argocd';
export { drawValues, type HostileDrawing, settingsOfChart } from './helm/draw-values';
export type { Chart } from './helm/files/chart';
export { chartOf } from './helm/files/chart-of';
export { frozenList, type Listed, newFreezes } from './helm/files/frozen-list';
export { overrides as overridesOf } from './helm/files/overrides';
export { type HelmChartOutput, helmChart, isHelmChart, problemsOfCharts } from './helm/helm-chart';
export type { ChartOptions } from './helm/options';
export type { PlaceTemplate, ReleaseBinding } from './helm/types';
export { type EarlierGeneration, type Generation, type KeptConfig, keptConfigs, withGenerations } from './kept';
export { GENERATED, type Output, type OutputFile, type OutputFolder, type ProgramSource, type RenderedEnvironment, type RenderedProgram } from './output';
export { plainYaml } from './plain';
export { secretsIn } from './secrets';
