/** What a program's objects are in a Helm chart: hooks for its migrations, Helm's labels, its tests. */
import type { Rendered } from '../../../manifest';
import type { ChartOptions } from '../input';
import { withHooks } from './hooks';
import { CHART_LABEL, chartLabel, INSTANCE_LABEL, MANAGED_BY_LABEL, withLabels } from './labels';
import { withServiceTests } from './service-tests';

export { AFTER, BEFORE, HOOK, RECORD, RUN, TEST } from './annotations';
export { CHART_LABEL, chartLabel, INSTANCE_LABEL, MANAGED_BY_LABEL } from './labels';

/** The chart that objects are in. */
export interface DialectChart {
  readonly name: string;
  /** SemVer 2. */
  readonly version: string;
  /**
   * The release's name, where a setting of the program is bound to it.
   * @default none, and the objects have no label for it
   */
  readonly instance?: string | undefined;
  /**
   * What `helm test` runs.
   * @default wget asks each Service for `/`
   */
  readonly test?: ChartOptions['test'];
}

/**
 * A rendered program as it is in a Helm chart. What it says is what `helm template` gives, before any cluster is asked: hooks are all there.
 * @throws RollwrightError CHART_MIGRATION_NEEDS where a migration needs an object that cannot be there before it, CHART_MIGRATION_WAIT where pods wait for its Job
 */
export function helmDialect(rendered: Rendered, chart: DialectChart): Rendered {
  const { name, version, instance, test } = chart;
  const hooked = withHooks(rendered, instance ?? name);
  const tested = test === false ? hooked : withServiceTests(hooked, test);
  return withLabels(tested, {
    [CHART_LABEL]: chartLabel(name, version),
    ...(instance !== undefined && { [INSTANCE_LABEL]: instance }),
    [MANAGED_BY_LABEL]: 'Helm',
  });
}
