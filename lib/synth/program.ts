import type { App } from 'cdk8s';
import type { z } from 'zod';

/** A program: a function from validated settings to objects. Pure: the same settings give the same objects, each time from a fresh tree. */
export interface Program<Settings = unknown> {
  /** Names the program's files and, unless the settings say otherwise, its release. A DNS label. */
  readonly name: string;
  /** What the settings of every environment must satisfy; unknown keys are errors. */
  readonly settings: z.ZodType<Settings>;
  /** Adds the program's charts to the app. */
  build(app: App, settings: Settings): void;
}

/** Declares a program. Nothing runs: `build` is called once for each render. */
export function program<Settings>(props: Program<Settings>): Program<Settings> {
  return props;
}
