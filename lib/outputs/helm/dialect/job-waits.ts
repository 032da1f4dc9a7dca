import type { Problem } from '../../../errors';
import { describeIdentity, identityOf, isObject, type Json, podTemplateOf, type RenderedObject } from '../../../manifest';

/** Pods that wait for a migration's Job itself would wait for ever: a hook that has succeeded is deleted. */
export function jobWaits(jobs: readonly RenderedObject[], objects: readonly RenderedObject[]): readonly Problem[] {
  const pods = objects.flatMap((object) => {
    const pod = podTemplateOf(object.manifest);
    return pod === undefined ? [] : [{ object, template: pod.template }];
  });
  return jobs.flatMap((job) => {
    const { name = '' } = job.manifest.metadata;
    const waiting = pods.filter(({ object, template }) => object !== job && mentions(template, `job/${name}`));
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

function mentions(value: Json | undefined, text: string): boolean {
  if (typeof value === 'string') return value.includes(text);
  if (Array.isArray(value)) return value.some((item: Json) => mentions(item, text));
  return isObject(value) && Object.values(value).some((member) => mentions(member, text));
}
