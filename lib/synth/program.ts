import type { App } from 'cdk8s';
import type { SettingsSchema } from '../settings';

/** Errors that a program may declare to be none. */
export type Allowance = 'NAME_GENERATED' | 'LABEL_FROM_PATH' | 'REFERENCE_MISSING';

/** A program: a function from validated settings to objects. Pure: the same settings give the same objects, each time from a fresh tree. */
export interface Program<Settings = unknown> {
  /** Names the program's files and, unless the settings say otherwise, its release. A DNS label. */
  readonly name: string;
  /** What the settings of every environment must satisfy, as a zod schema; unknown keys are errors. */
  readonly settings: SettingsSchema<Settings>;
  /**
   * Error codes that are no errors in this program. With `NAME_GENERATED` objects may be named after their construct path, with `LABEL_FROM_PATH`
   * cdk8s-plus-27 may select pods by it: then moving or renaming a construct replaces objects in the cluster. With `REFERENCE_MISSING` nothing is asked
   * about what the program refers to.
   * @default none
   */
  readonly allow?: readonly Allowance[] | undefined;
  /** Adds the program's charts to the app. */
  build(app: App, settings: Settings): void;
}

/** Declares a program. Nothing runs: `build` is called once for each render. */
export function program<Settings>(props: Program<Settings>): Program<Settings> {
  return props;
}
