import { type Problem, RollwrightError } from '../../errors';
import { type Json, yamlDocuments } from '../../manifest';
import { GENERATED, type Output, type OutputFile, type OutputFolder, type RenderedEnvironment } from '../output';
import { application, appProject } from './application';
import { applicationSet } from './application-set';
import { clustersOf } from './clusters';
import type { ArgoCdOptions } from './options';
import { wavedFiles } from './source';
import { type Target, targetsOf } from './target';

/**
 * What Argo CD needs, in `argocd/`: `kubectl apply -f dist/argocd` makes an AppProject and an Application for each environment, or, for a list of
 * clusters, an ApplicationSet. Below it, in a folder an environment, are the manifests that they follow: plain YAML with sync waves for migrations.
 *
 * ```ts
 * outputs: [argoCd({ repoURL: 'https://git.example.com/shop/deploy.git' })]
 * ```
 * @throws RollwrightError ARGOCD_PROJECT, ARGOCD_CLUSTERS, and from its folders ARGOCD_NAMESPACE
 */
export function argoCd(options: ArgoCdOptions): Output {
  return { name: 'argocd', whole: true, folders: (environments) => [folderOf(environments, options)] };
}

function folderOf(environments: readonly RenderedEnvironment[], options: ArgoCdOptions): OutputFolder {
  const { namespace = 'argocd', source = 'waves' } = options;
  const project = options.project ?? onlyProgram(environments);
  const targets = allTargets(environments, options);
  const clusters = clustersOf(options, environments);
  const destinations = (target: Target) =>
    clusters === undefined
      ? [target.destination]
      : clusters.filter((cluster) => cluster.environments?.includes(target.environment) ?? true).map(({ name }) => ({ name }));
  const objects =
    clusters === undefined
      ? file(
          'applications.yaml',
          'Applications',
          targets.map((target) => application(project, namespace, target)),
        )
      : file('applicationset.yaml', 'ApplicationSet', [applicationSet(project, namespace, targets, clusters, options)]);
  const manifests = source === 'waves' ? environments.flatMap(wavedFiles) : [];
  return { folder: 'argocd', files: [objects, file('project.yaml', 'AppProject', [appProject(project, namespace, targets, destinations)]), ...manifests] };
}

function file(path: string, what: string, objects: readonly object[]): OutputFile {
  const header = `# ${GENERATED}: the ${what} for Argo CD; do not edit: change argoCd() in main.ts, and run synth`;
  return { path, text: `${header}\n---\n${yamlDocuments(objects as readonly Json[])}` };
}

function allTargets(environments: readonly RenderedEnvironment[], options: ArgoCdOptions): readonly Target[] {
  const problems: Problem[] = [];
  const targets = environments.flatMap((environment) => {
    try {
      return targetsOf(environment, options);
    } catch (error) {
      if (!(error instanceof RollwrightError)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  if (problems.length > 0) throw new RollwrightError(problems);
  return targets;
}

function onlyProgram(environments: readonly RenderedEnvironment[]): string {
  const names = [...new Set(environments.flatMap(({ programs }) => programs.map(({ program }) => program)))];
  if (names[0] !== undefined && names.length === 1) return names[0];
  throw new RollwrightError({
    code: 'ARGOCD_PROJECT',
    message: `there are ${names.length} programs (${names.join(', ')}), so that the AppProject has no name`,
    fix: "Say it: argoCd({ project: 'shop' })",
  });
}
