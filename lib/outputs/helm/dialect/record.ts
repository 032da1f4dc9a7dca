import { type Derived, derive, derivedOf, type Manifest, type RenderedObject, replaceTokens } from '../../../manifest';
import { RECORD } from './annotations';

/** A migration as the record has it. */
export interface Recorded {
  readonly job: RenderedObject;
  /** What tells a run of it from any other: its name, with a hash of what it runs. */
  readonly run: string;
}

/** The entries of a record. */
export interface Entries {
  readonly entries: readonly Recorded[];
  /** With those of the Jobs whose names carry no hash of what they run. */
  readonly derived: readonly Derived[];
}

/** Hexadecimal digits of the hash of a Job that carries none in its name. */
const HASH_LENGTH = 10;

/** What the record says of each migration. */
export function entriesOf(jobs: readonly RenderedObject[], derived: readonly Derived[]): Entries {
  const registry = {};
  for (const one of derived) derive(registry, one);
  const entries = jobs.map((job): Recorded => {
    const { name = '' } = job.manifest.metadata;
    return { job, run: carriesHash(name, job, derived) ? name : `${name}-${derive(registry, { hash: 'run', of: job.origin, length: HASH_LENGTH })}` };
  });
  return { entries, derived: derivedOf(registry) };
}

function carriesHash(name: string, job: RenderedObject, derived: readonly Derived[]): boolean {
  let found = false;
  replaceTokens(name, (token) => {
    found ||= derived[token]?.hash === 'run' && derived[token]?.of === job.origin;
    return '';
  });
  return found;
}

/**
 * The ConfigMap that tells which migrations are done. It is an ordinary object of the release, and so is written after those that run before it have succeeded;
 * of those that run after it, it is right once the release is deployed.
 */
export function recordOf(prefix: string, entries: readonly Recorded[], objects: readonly RenderedObject[]): RenderedObject {
  const { namespace } = entries[0]?.job.manifest.metadata ?? {};
  const taken = new Set(objects.flatMap(({ manifest }) => (manifest.kind === 'ConfigMap' ? [manifest.metadata.name] : [])));
  let name = `${prefix}-migrations`;
  for (let n = 2; taken.has(name); n++) name = `${prefix}-migrations${n}`;
  const manifest: Manifest = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...(namespace !== undefined && { namespace }), annotations: { [RECORD]: 'the migrations that are done' } },
    data: { done: entries.map(({ run }) => run).join('\n') },
  };
  return { manifest, origin: {}, intents: [], construct: 'rollwright/migrations', dependsOn: [] };
}
