import type { Problem } from '../../../errors';
import { describeIdentity, identityOf, podTemplateOf, type RenderedObject } from '../../../manifest';

/** Pods that wait for a migration's Job itself would wait for ever: a hook that has succeeded is deleted. */
export function jobWaits(jobs: readonly RenderedObject[], objects: readonly RenderedObject[]): readonly Problem[] {
  const pods = objects.flatMap((object) => {
    const pod = podTemplateOf(object.manifest);
    return pod === undefined ? [] : [{ object, text: JSON.stringify(pod.template) }];
  });
  return jobs.flatMap((job) => {
    const { name = '' } = job.manifest.metadata;
    const waiting = pods.filter(({ object, text }) => object !== job && text.includes(`job/${name}`));
    return waiting.map(({ object }) => ({
      code: 'CHART_MIGRATION_WAIT',
      message: `its pods wait for the ${describeIdentity(identityOf(job.manifest))}, which a chart runs as a hook and deletes when it has succeeded`,
      object: describeIdentity(identityOf(object.manifest)),
      construct: object.construct,
      file: object.source,
      fix: 'Let the pods ask the program itself: give the MigrationJob a `check` instead of `wait: { job: … }`.',
    }));
  });
}
