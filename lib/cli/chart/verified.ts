import type { JsonObject } from '../../manifest';
import type { Judgement } from './judge';

/** How much is proved. */
export interface VerifyEffort {
  /** Random values that are rendered many a process. */
  readonly values: number;
  /** Random values that are rendered as users of the chart do, one a process. */
  readonly binary: number;
  readonly seed: number;
}

/** Settings for which helm and the program differ. */
export interface Differing {
  readonly settings: JsonObject;
  readonly says: string;
}

/** What was proved of a chart. */
export interface Verified {
  /** The values files that were rendered and linted, and the chart's own values. */
  readonly environments: readonly string[];
  readonly counts: Readonly<Record<Exclude<Judgement['is'], 'different'> | 'values' | 'binary' | 'mistyped', number>>;
  readonly lint: readonly { readonly values: string; readonly says: string }[];
  /** The first of them, made as small as was found. */
  readonly different?: Differing | undefined;
}
