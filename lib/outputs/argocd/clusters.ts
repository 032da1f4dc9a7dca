import { type Problem, RollwrightError } from '../../errors';
import type { RenderedEnvironment } from '../output';
import type { ArgoCdCluster, ArgoCdOptions } from './options';

/** A cluster's name ends the names of its Applications, which are DNS subdomains. */
const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/** The clusters of the list; `undefined` where there is none. @throws RollwrightError ARGOCD_CLUSTERS, everything that is wrong with it */
export function clustersOf({ clusters }: ArgoCdOptions, environments: readonly RenderedEnvironment[]): readonly ArgoCdCluster[] | undefined {
  if (clusters === undefined) return undefined;
  const all = clusters.map((cluster): ArgoCdCluster => (typeof cluster === 'string' ? { name: cluster } : cluster));
  const known = environments.map(({ environment }) => environment);
  const problems = all.flatMap(({ name, environments: own = [] }, at): Problem[] => {
    const unknown = own.filter((environment) => !known.includes(environment));
    return [
      ...(NAME.test(name) ? [] : [problem(`${JSON.stringify(name)} cannot end the name of an Application`, 'Register it under a name of a-z, 0-9, - and .')]),
      ...(all.findIndex((other) => other.name === name) < at ? [problem(`${name} is there twice`, 'Drop one, or join their environments')] : []),
      ...unknown.map((environment) => problem(`${name} gets the environment ${environment}, which there is not`, `Name one of: ${known.join(', ')}`)),
    ];
  });
  if (all.length === 0) problems.push(problem('the list is empty', 'Leave it out: there will be an Application for each environment'));
  if (problems.length > 0) throw new RollwrightError(problems);
  return all;
}

function problem(message: string, fix: string): Problem {
  return { code: 'ARGOCD_CLUSTERS', message: `clusters of argoCd(): ${message}`, fix };
}
