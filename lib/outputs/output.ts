import type { Rendered } from '../manifest';

/** One file of an output, relative to the output folder, with forward slashes. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** One program rendered with the settings of one environment. */
export interface RenderedProgram {
  readonly program: string;
  readonly rendered: Rendered;
}

/** What an output is made from. */
export interface RenderedEnvironment {
  readonly environment: string;
  readonly programs: readonly RenderedProgram[];
}

/** A dialect in which rendered programs are written. Pure: it returns files, the command line writes them. */
export interface Output {
  /** The word of `synth --output`. */
  readonly name: string;
  /** The folder below the output folder which this output owns for an environment. */
  files(environment: RenderedEnvironment): readonly OutputFile[];
}
