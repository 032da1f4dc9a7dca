import { type Problem, RollwrightError } from '../../../errors';
import { asJson, type HiddenObject, isObject, type Manifest, type Rendered, type RenderedObject } from '../../../manifest';
import { migrationNeeds, migrationsOf, ranks, reversed } from '../../migrations';
import { AFTER, asHook, BEFORE, HOOK_OUTPUT_LOG_POLICY, RUN } from './annotations';
import { Copies } from './copies';
import { hookNeeds } from './hook-needs';
import { jobWaits } from './job-waits';
import { withOneToken } from './one-token';
import { entriesOf, recordOf } from './record';
import { withManifest } from './with-manifest';

/** How long a Job that failed stays, for its log to be read: Helm deletes it only when it is run again. */
const FAILED_STAYS_SECONDS = 86_400;
/** What the Jobs read is there before them, whatever their own order is. */
const COPIES_WEIGHT = -9;

/**
 * A rendered program whose migrations are hooks: what those that run before the rollout need comes along as hooks too, and a record of those that are done is
 * an object of the release.
 * @param prefix what the record's name begins with
 * @throws RollwrightError CHART_MIGRATION_NEEDS, CHART_MIGRATION_WAIT
 */
export function withHooks(original: Rendered, prefix: string): Rendered {
  const [before, after] = [migrationsOf(original.objects, 'before'), migrationsOf(original.objects, 'after')];
  if (before.length + after.length === 0) return original;
  const rendered = withOneToken(original);
  const { objects } = rendered;
  const jobs = [...before, ...after].map((at) => objects[at] as RenderedObject);
  const needs = migrationNeeds(objects.map((object) => ({ program: prefix, object, manifest: object.manifest })));
  const { copied, problems } = hookNeeds(before, objects, needs);
  refuse([...problems, ...jobWaits(jobs, objects)]);

  const { entries, derived } = entriesOf(jobs, rendered.derived);
  const weights = new Map([
    ...[...ranks(before, needs)].map(([at, rank]) => [at, 1 - rank] as const),
    ...[...ranks(after, reversed(needs))].map(([at, rank]) => [at, rank - 1] as const),
  ]);
  const copies = new Copies(objects, copied);
  const lowest = Math.min(COPIES_WEIGHT, ...before.map((at) => (weights.get(at) ?? 0) - 1));
  const hidden: HiddenObject[] = [];
  const written = objects.map((object, at): RenderedObject => {
    const entry = entries.find(({ job }) => job === object);
    if (entry === undefined) return object;
    const referring = before.includes(at) ? copies.referring(object.manifest) : object.manifest;
    const manifest = asHook(withTimeToLive(referring), before.includes(at) ? BEFORE : AFTER, weights.get(at) ?? 0, {
      [HOOK_OUTPUT_LOG_POLICY]: 'hook-failed',
      ...(entry.run !== object.manifest.metadata.name && { [RUN]: entry.run }),
    });
    if (referring === object.manifest) return withManifest(object, manifest);
    // Its name is the hash of what the program said, whatever the copies are called.
    const hook = withManifest(object, manifest, { origin: {} });
    hidden.push(Object.assign(withManifest(object, object.manifest, { intents: [] }), { writtenAs: hook.origin }));
    return hook;
  });
  const record = recordOf(prefix, entries, objects);
  return { ...rendered, derived, hidden, objects: [...copies.rendered(lowest), ...written, record] };
}

function withTimeToLive(job: Manifest): Manifest {
  const { spec } = asJson(job);
  if (!isObject(spec)) return job;
  return { ...job, spec: { ...spec, ttlSecondsAfterFinished: spec.ttlSecondsAfterFinished ?? FAILED_STAYS_SECONDS } };
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new RollwrightError(problems);
}
