import { GENERATED } from '../../output';
import type { ChartFacts } from './chart';

/** The words of every file's first line, by which the writer knows what it may replace. */
export function headerText({ source: { program } }: Pick<ChartFacts, 'source'>, change = 'the program'): string {
  return `${GENERATED} from the program ${program}; do not edit: change ${change}, and run rollwright chart`;
}
