/** Program + settings -> manifests with their intents, in linear time; and cdk8s' App, rendered the same way. */
export { SynthApp, type SynthAppProps, type SynthOptions } from './app';
export { CHECKSUM_ANNOTATION } from './checksums';
export type { SynthFile } from './files';
export { installRank } from './kind-order';
export { type Allowance, type Program, program } from './program';
export { checkReferences } from './references';
export { type RenderProgramOptions, renderProgram } from './render-program';
