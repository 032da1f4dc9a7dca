import type { ProblemList } from './problem-list';

/** A number of pods, or a share of them: `1` or `'25%'`. */
export type Count = number | `${number}%`;

/** Whether a count is one that the API server takes: a whole number of at least 0, or such a number of percent (ValidatePositiveIntOrPercent). */
export function isCount(count: unknown): count is Count {
  return typeof count === 'string' ? /^\d+%$/.test(count) : Number.isInteger(count) && (count as number) >= 0;
}

/** A count of so many pods, rounded as its controller rounds it (intstr.GetScaledValueFromIntOrPercent). */
export function scaled(count: Count, pods: number, rounding: 'up' | 'down'): number {
  if (typeof count === 'number') return count;
  const share = (Number.parseInt(count, 10) * pods) / 100;
  return rounding === 'up' ? Math.ceil(share) : Math.floor(share);
}

/**
 * Notes a count that the API server would refuse.
 * @param mostPercent the largest share that it takes: 100 where pods are to stay or may be missing (IsNotMoreThan100Percent)
 */
export function checkCount(count: Count | undefined, path: string, problems: ProblemList, mostPercent = Number.POSITIVE_INFINITY): void {
  if (count === undefined) return;
  if (!isCount(count)) {
    problems.add('FIELD_INVALID', path, `expected a whole number of at least 0 or a percentage, got ${JSON.stringify(count)}`, `write 1 or '25%'`);
  } else if (typeof count === 'string' && Number.parseInt(count, 10) > mostPercent) {
    problems.add('FIELD_INVALID', path, `${count} of the pods are more than there are`, `write at most ${mostPercent}%`);
  }
}

/** Notes a number that is not whole or below the least that the API server takes. */
export function checkWhole(value: number | undefined, least: number, path: string, problems: ProblemList): void {
  if (value === undefined || (Number.isInteger(value) && value >= least)) return;
  problems.add(
    'FIELD_INVALID',
    path,
    `expected a whole number of at least ${least}, got ${JSON.stringify(value)}`,
    `write a whole number of at least ${least}`,
  );
}
