import type { IConstruct } from 'constructs';
import { type Problem, RollwrightError } from '../errors';
import { sourceOf } from './source';
import type { Tree } from './tree';

/**
 * Runs the validations of every construct once (`node.addValidation`), in tree order. Stock runs those of the whole app once more for each chart.
 * @throws RollwrightError VALIDATION_FAILED, all of them together
 */
export function validate(tree: Tree): void {
  const problems: Problem[] = [];
  for (const at of tree.validated) {
    const construct = tree.constructs[at] as IConstruct;
    for (const message of construct.node.validate()) {
      problems.push({ code: 'VALIDATION_FAILED', message, construct: construct.node.path || 'the app', file: sourceOf(construct) });
    }
  }
  if (problems.length > 0) throw new RollwrightError(problems);
}
