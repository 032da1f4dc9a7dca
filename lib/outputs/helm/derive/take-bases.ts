import type { Problem } from '../../../errors';
import { canonicalJson, resolveDerived } from '../../../manifest';
import { isSample } from '../learn';
import type { Derivation } from './derivation';
import { notDerivable } from './not-derivable';

/** The environments themselves are samples; and a program that is not the same twice is none. */
export function takeBases(state: Derivation): void {
  const problems: Partial<Problem>[] = [];
  for (const base of state.bases) {
    const [first, second] = [state.program.try(base), state.program.try(base)];
    if (!isSample(first)) problems.push({ message: `the program refuses the settings of an environment: ${first.reasons.join('; ')}` });
    else if (!isSample(second) || text(first.rendered) !== text(second.rendered)) {
      problems.push({
        message: 'the program gives something else each time it is rendered with the same settings',
        fix: 'Take time and randomness out of the program.',
      });
    } else state.environments.push(first);
  }
  if (problems.length > 0) throw notDerivable(problems);
}

function text(rendered: Parameters<typeof resolveDerived>[0]): string {
  return resolveDerived(rendered)
    .map((manifest) => canonicalJson(manifest))
    .join('\n');
}
