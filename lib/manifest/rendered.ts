import type { Derived } from './derived';
import type { Intent } from './intent';
import type { Manifest } from './object';

/** One object of a rendered program: its manifest (which may still hold tokens of derived values) and what is known about it beside the YAML. */
export interface RenderedObject {
  readonly manifest: Manifest;
  /** The ApiObject that was rendered; an opaque reference, equal to `Derived.of` of the values derived from it. */
  readonly origin: object;
  readonly intents: readonly Intent[];
  /** The construct path, for messages only. */
  readonly construct: string;
  /** `file:line` of the user code that made the construct, for messages only. */
  readonly source?: string | undefined;
  /** The origins of the objects that this one is to be applied after, as the program says (`addDependency`). */
  readonly dependsOn: readonly object[];
}

/** An object that is hashed as the program made it, while an output writes another one in its place. */
export interface HiddenObject extends RenderedObject {
  /** The origin of the object that is written. */
  readonly writtenAs: object;
}

/** A rendered program: its objects in apply order, and the derived values whose tokens they hold. */
export interface Rendered {
  readonly objects: readonly RenderedObject[];
  readonly derived: readonly Derived[];
  /**
   * What is not written, and derived values are the hash of.
   * @default none
   */
  readonly hidden?: readonly HiddenObject[] | undefined;
  /** References to these are no errors: something else makes them. */
  readonly external: readonly Extract<Intent, { intent: 'external' }>[];
}
