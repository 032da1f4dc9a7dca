import { groupOf, identityKey, identityOf, type Manifest, objectAt, type RenderedObject, referencesOf } from '../manifest';
import { circles, levels } from './graph';

/** The label that says which part of its program an object belongs to. */
export const COMPONENT_LABEL = 'app.kubernetes.io/component';

/** A program of one environment, with its derived values computed: `manifests` are those of `objects`, in the same order. */
export interface ResolvedProgram {
  readonly program: string;
  readonly objects: readonly RenderedObject[];
  readonly manifests: readonly Manifest[];
}

/** The objects of one file. */
export interface Part {
  readonly program: string;
  /** The component; empty for what a program's components share, and for a program that is one file. */
  readonly component: string;
  /** How many parts, at most, stand in a row before this one. */
  readonly level: number;
  /** In apply order. */
  readonly manifests: readonly Manifest[];
}

/** An object with its derived values computed, in its program. */
export interface Placed {
  readonly program: string;
  readonly object: RenderedObject;
  readonly manifest: Manifest;
}

/**
 * The parts of an environment's programs: one a component, each on a level above everything that its objects need. The components of a program
 * that need each other in a circle cannot be applied one after the other as files, so that this program is one part.
 */
export function partsOf(programs: readonly ResolvedProgram[]): readonly Part[] {
  const all = programs.flatMap(({ program, objects, manifests }) =>
    objects.map((object, at): Placed => ({ program, object, manifest: manifests[at] ?? object.manifest })),
  );
  const needs = needsOf(all);
  const whole = new Set<string>();
  for (;;) {
    const { parts, partOf } = grouped(all, whole);
    const before = parts.map(() => new Set<number>());
    for (const [at, needed] of needs) for (const other of needed) link(before, partOf[at], partOf[other]);
    const round = circles(before).flatMap((circle) => repeatedPrograms(circle.map((at) => parts[at]?.program ?? '')));
    if (round.length === 0) {
      const level = levels(before);
      return parts.map((part, at) => ({ ...part, level: level[at] ?? 0 }));
    }
    for (const program of round) whole.add(program);
  }
}

function link(before: readonly Set<number>[], from: number | undefined, to: number | undefined): void {
  if (from !== undefined && to !== undefined && from !== to) before[from]?.add(to);
}

/** Programs are parts of themselves once they are whole, so that each round has fewer parts. */
function repeatedPrograms(programs: readonly string[]): readonly string[] {
  return programs.filter((program, at) => programs.indexOf(program) !== at);
}

function grouped(all: readonly Placed[], whole: ReadonlySet<string>): { parts: Omit<Part, 'level'>[]; partOf: readonly number[] } {
  const index = new Map<string, number>();
  const parts: { program: string; component: string; manifests: Manifest[] }[] = [];
  const partOf = all.map(({ program, manifest }) => {
    const component = whole.has(program) ? '' : componentOf(manifest);
    const key = `${program}/${component}`;
    const at = index.get(key) ?? parts.push({ program, component, manifests: [] }) - 1;
    index.set(key, at);
    parts[at]?.manifests.push(manifest);
    return at;
  });
  return { parts, partOf };
}

function componentOf(manifest: Manifest): string {
  const component = manifest.metadata.labels?.[COMPONENT_LABEL];
  return typeof component === 'string' ? component : '';
}

/** What each object needs to be there before it: what it was told to come after, what it refers to, its namespace, the definition of its kind. */
export function needsOf(all: readonly Placed[]): ReadonlyMap<number, readonly number[]> {
  const byOrigin = new Map<object, number>();
  const byIdentity = new Map<string, number>();
  for (const [at, { object, manifest }] of all.entries()) {
    byOrigin.set(object.origin, at);
    byIdentity.set(identityKey(identityOf(manifest)), at);
    const defines = definedKind(manifest);
    if (defines !== undefined) byIdentity.set(defines, at);
  }
  return new Map(
    all.map(({ object, manifest }, at) => {
      const { apiVersion, kind, metadata } = manifest;
      const keys = [...referencesOf(manifest).map(identityKey), definitionKey(groupOf(apiVersion), kind)];
      if (metadata.namespace !== undefined) keys.push(identityKey({ group: '', kind: 'Namespace', namespace: '', name: metadata.namespace }));
      const needed = [...object.dependsOn.map((origin) => byOrigin.get(origin)), ...keys.map((key) => byIdentity.get(key))];
      return [at, needed.filter((other): other is number => other !== undefined)];
    }),
  );
}

function definedKind(manifest: Manifest): string | undefined {
  if (manifest.kind !== 'CustomResourceDefinition') return undefined;
  const { group } = objectAt(manifest, 'spec');
  const { kind } = objectAt(manifest, 'spec', 'names');
  return typeof group === 'string' && typeof kind === 'string' ? definitionKey(group, kind) : undefined;
}

function definitionKey(group: string, kind: string): string {
  return `definition of ${group}/${kind}`;
}
