import * as fc from 'fast-check';
import { RollwrightError } from '../errors';
import type { Count } from './count';
import { ProblemList } from './problem-list';
import { deploymentStrategy, type RolloutProps } from './rollout';

function strategy(rollout: RolloutProps): unknown {
  const problems = new ProblemList('web');
  const made = deploymentStrategy(rollout, problems);
  problems.throwIfAny();
  return made;
}

const rolling = (maxSurge: Count, maxUnavailable: Count): unknown => ({ type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } });

it.each<[RolloutProps, unknown]>([
  [{}, rolling('25%', 0)],
  [{ maxSurge: 1 }, rolling(1, 0)],
  [{ maxUnavailable: 1 }, rolling('25%', 1)],
  [{ strategy: 'RollingUpdate', maxSurge: 0, maxUnavailable: '10%' }, rolling(0, '10%')],
  [{ strategy: 'Recreate' }, { type: 'Recreate' }],
])('%j is %j', (rollout, expected) => expect(strategy(rollout)).toEqual(expected));

it.each<[RolloutProps, RegExp]>([
  [{ maxSurge: 0 }, /ROLLOUT_IMPOSSIBLE {2}rollout/],
  [{ maxSurge: '0%', maxUnavailable: '0%' }, /ROLLOUT_IMPOSSIBLE/],
  [{ maxSurge: -1 }, /FIELD_INVALID {2}rollout.maxSurge/],
  [{ maxSurge: '1' as Count }, /FIELD_INVALID {2}rollout.maxSurge/],
  [{ maxUnavailable: 1.5 }, /FIELD_INVALID {2}rollout.maxUnavailable/],
  [{ maxUnavailable: '101%' }, /FIELD_INVALID {2}rollout.maxUnavailable: 101% of the pods are more than there are/],
  [{ strategy: 'Recreate', maxSurge: 1 } as RolloutProps, /FIELD_INVALID {2}rollout.maxSurge: maxSurge means nothing to strategy Recreate/],
])('refuses %j', (rollout, message) => expect(() => strategy(rollout)).toThrow(message));

it('writes both counts or refuses the pair, never one alone', () => {
  const count = fc.oneof(fc.integer({ min: -1, max: 5 }), fc.constantFrom<Count>('0%', '25%', '100%', '150%'), fc.constant(undefined));
  fc.assert(
    fc.property(count, count, (maxSurge, maxUnavailable) => {
      try {
        const { rollingUpdate } = strategy({ maxSurge, maxUnavailable }) as { rollingUpdate: { maxSurge: Count; maxUnavailable: Count } };
        return rollingUpdate.maxSurge !== undefined && rollingUpdate.maxUnavailable !== undefined;
      } catch (error) {
        return error instanceof RollwrightError;
      }
    }),
  );
});
