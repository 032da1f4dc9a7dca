import type { Duration, Size } from 'cdk8s';
import { RollwrightError } from '../errors';

/** What a quantity is for, in the error. */
export interface QuantityUse {
  /** The prop that gives it. */
  readonly what: string;
  /**
   * The least that is accepted, in the unit that is written.
   * @default 0
   */
  readonly atLeast?: number | undefined;
  /** The construct path. */
  readonly construct?: string | undefined;
}

/**
 * A duration as the whole seconds that Kubernetes' `…Seconds` fields have.
 * @throws RollwrightError QUANTITY_INVALID when it is no whole number of seconds, too short, or more than an int32 holds
 */
export function wholeSeconds(duration: Duration, use: QuantityUse): number {
  const seconds = duration.toMilliseconds({ integral: false }) / 1000;
  const { atLeast = 0 } = use;
  if (!Number.isInteger(seconds)) throw invalid(use, duration.toHumanString(), 'it is no whole number of seconds');
  if (seconds < atLeast) throw invalid(use, duration.toHumanString(), `it must be at least ${atLeast} s`);
  if (seconds > 2 ** 31 - 1) throw invalid(use, duration.toHumanString(), 'it must be less than 2^31 s');
  return seconds;
}

/**
 * A size as a Kubernetes quantity (`512Mi`), in the unit that it was given in.
 * @throws RollwrightError QUANTITY_INVALID when it is no whole number of its unit
 */
export function sizeQuantity(size: Size, use: QuantityUse): string {
  const text = size.asString();
  if (!/^\d+[KMGTP]i$/.test(text)) throw invalid(use, text, 'it is no whole number of its unit; give it in a smaller one');
  return text;
}

function invalid(use: QuantityUse, value: string, why: string): RollwrightError {
  return new RollwrightError({ code: 'QUANTITY_INVALID', message: `${use.what} cannot be ${value}: ${why}`, construct: use.construct });
}
