import { type Problem, RollwrightError } from '../../../errors';

export function notDerivable(problems: readonly Partial<Problem>[]): RollwrightError {
  return new RollwrightError(problems.map((problem) => ({ code: 'CHART_NOT_DERIVABLE', message: '', ...problem })));
}
