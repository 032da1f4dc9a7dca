import type { IConstruct } from 'constructs';
import { RollwrightError } from '../errors';
import { sourceOf } from './source';

/** Constructs that come after each other: the path leads from the first back to itself. */
export function cycleError(path: readonly IConstruct[]): RollwrightError {
  const [first] = path;
  return new RollwrightError({
    code: 'DEPENDENCY_CYCLE',
    message: `Dependency cycle detected: ${path.map((construct) => construct.node.path).join(' => ')}`,
    construct: first?.node.path,
    file: first === undefined ? undefined : sourceOf(first),
    fix: 'remove one of these dependencies (addDependency, or a chart nested in one that it depends on)',
  });
}
