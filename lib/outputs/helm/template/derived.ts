import type { Manifest } from '../../../manifest';
import type { ReleaseBinding } from '../input';
import type { Domain, Setting } from '../values';
import type { Guards } from './guards';
import type { Templates } from './template';

/** A setting that a chart does not let its users change. */
export interface Frozen {
  readonly path: string;
  readonly reason: string;
  /** `file:line` that reads it, where the caller knows. */
  readonly readAt?: string | undefined;
}

/** A setting of which the chart takes less than the program. */
export interface Narrowed {
  readonly path: string;
  /** What it takes. */
  readonly to: string;
}

/** A refusal of zod that no template can say: the chart takes such values and the program does not. */
export interface UnliftedRule {
  readonly path: string;
  readonly message: string;
}

/** What was learned, before it is text. */
export interface Derived {
  readonly chart: string;
  readonly tree: Setting;
  readonly templates: Templates;
  readonly domain: Domain;
  readonly guards: Guards;
  readonly frozen: readonly Frozen[];
  readonly narrowed: readonly Narrowed[];
  readonly unliftedRules: readonly UnliftedRule[];
  readonly binding: ReleaseBinding;
  /**
   * The key of the values under which earlier generations of kept config stand.
   * @default the chart has none
   */
  readonly kept?: string | undefined;
  /** The author's own template text, by the number that marks its places. */
  readonly expressions: readonly string[];
  /** The objects' groups in the order in which they are written; an example of each, and its name without hashes. */
  readonly order: readonly { readonly group: string; readonly example: Manifest; readonly name: string }[];
  /** How much work it was. */
  readonly effort: { readonly samples: number; readonly renders: number };
}
