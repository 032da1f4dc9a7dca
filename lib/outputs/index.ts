/** Rendered programs as files, in one dialect each: one interface. Pure: the command line writes what an output returns. */
export { type ArgoCdCluster, type ArgoCdEnvironment, type ArgoCdOptions, argoCd } from './argocd';
export { GENERATED, type Output, type OutputFile, type OutputFolder, type RenderedEnvironment, type RenderedProgram } from './output';
export { plainYaml } from './plain';
export { secretsIn } from './secrets';
