import type { IConstruct } from 'constructs';
import { type Problem, RollwrightError } from '../errors';
import {
  describeIdentity,
  IN_EVERY_NAMESPACE,
  identityOf,
  type Provided,
  providedBy,
  type Reference,
  type Rendered,
  type RenderedObject,
  referencesOf,
  replaceTokens,
} from '../manifest';
import { nearest } from '../settings/nearest';
import { sourceOf } from './source';

/** Kinds without which a pod does not start. A Service counts as the backend of a route, and anything as the target of an autoscaler. */
const NEEDED = new Set(['/ConfigMap', '/Secret', '/ServiceAccount', '/PersistentVolumeClaim']);
const NEEDED_THROUGH: ReadonlySet<string> = new Set(['backend', 'scaleTarget']);

/**
 * Refuses references to objects that nothing in the program makes and nobody declared external. An object without a namespace refers to objects without one.
 * @throws RollwrightError REFERENCE_MISSING, all of them
 */
export function checkReferences(rendered: Rendered): void {
  const problems = missingReferences(rendered);
  if (problems.length > 0) throw new RollwrightError(problems);
}

/** The problems that {@link checkReferences} throws. */
export function missingReferences(rendered: Rendered): readonly Problem[] {
  const readable = tokenReader(rendered);
  const provided = rendered.objects.flatMap(({ manifest }) => providedBy(manifest)).map((one) => ({ ...one, name: readable(one.name) }));
  const known = new Set(provided.map((one) => key(one)));
  const everywhere = new Set([...IN_EVERY_NAMESPACE, ...rendered.external.map(({ kind, name }) => ({ group: '', kind, name: readable(name) }))].map(anywhere));

  return rendered.objects.flatMap((object) =>
    referencesOf(object.manifest)
      .filter((reference) => isNeeded(reference))
      .map((reference) => ({ ...reference, name: readable(reference.name) }))
      .filter((reference) => !known.has(key(reference)) && !everywhere.has(anywhere(reference)))
      .map((reference) => problem(object, reference, provided)),
  );
}

function isNeeded({ kind, group, through, optional, builtin }: Reference): boolean {
  return !optional && !builtin && (NEEDED.has(`${group}/${kind}`) || NEEDED_THROUGH.has(through));
}

function key({ group, kind, namespace, name }: Provided): string {
  return [group, kind, namespace, name].join('/');
}

function anywhere({ group, kind, name }: Omit<Provided, 'namespace'>): string {
  return [group, kind, name].join('/');
}

/** Two tokens of one derived value are one text: each is written as what it means. */
function tokenReader({ derived, objects }: Rendered): (text: string) => string {
  const place = new Map(objects.map(({ origin }, i) => [origin, i]));
  return (text) =>
    replaceTokens(text, (token) => {
      const value = derived[token];
      return value === undefined ? `<${token}>` : `<${value.hash} of ${place.get(value.of)}, ${value.length}>`;
    });
}

function problem({ manifest, origin, construct }: RenderedObject, reference: Reference, provided: readonly Provided[]): Problem {
  const { kind, group, name, namespace } = reference;
  const same = provided.filter((one) => one.kind === kind && one.group === group);
  const elsewhere = same.find((one) => one.name === name);
  const near = nearest(name, new Set(same.filter((one) => one.namespace === namespace).map((one) => one.name)));
  const hint = elsewhere !== undefined ? `, but one in ${inNamespace(elsewhere.namespace)}` : near !== undefined ? `; did you mean ${near}?` : '';
  return {
    code: 'REFERENCE_MISSING',
    message: `nothing makes ${kind} ${name} in ${inNamespace(namespace)}${hint}`,
    object: describeIdentity(identityOf(manifest)),
    path: reference.path,
    construct,
    file: sourceOf(origin as IConstruct),
    fix: `correct the name, make the ${kind}, or declare it external if something else makes it`,
  };
}

function inNamespace(namespace: string): string {
  return namespace === '' ? 'the namespace that is applied to' : `namespace ${namespace}`;
}
