import { RollwrightError } from '../errors';
import type { PodFacts } from './env-fields';
import { Environment } from './environment';
import { eachObject } from './json-pointer';
import { containersOf, type PodTemplate } from './pod-template';

/** Where a variable comes from. */
export interface EnvSource {
  readonly kind: 'ConfigMap' | 'Secret' | 'literal' | 'field' | 'resourceField' | 'file';
  /** The ConfigMap or Secret, the field path, the resource, or the volume of a file. */
  readonly name?: string | undefined;
  /** The key of the ConfigMap, Secret or file. */
  readonly key?: string | undefined;
  /** JSON pointer of the env or envFrom entry. */
  readonly path: string;
}

/** One variable of a container's environment. A secret's value is not in it, so that nobody can print it. */
export interface EffectiveVariable {
  /** The name; `<prefix>*` for all the keys of an envFrom source that is not known. */
  readonly name: string;
  /** The value; undefined where it is secret, or where only the cluster knows it. */
  readonly value: string | undefined;
  /** Whether the value is known, secret ones included. */
  readonly known: boolean;
  /** Whether it comes from a Secret, or holds the value of a variable that does. */
  readonly secret: boolean;
  readonly source: EnvSource;
  /** The sources that set the same name and lose, in the order of their precedence, weakest first. */
  readonly overrides: readonly EnvSource[];
  /** What keeps the container from starting or people from using the variable, in sentences. */
  readonly problems: readonly string[];
}

/** Gives the data of a ConfigMap or Secret (decoded), or undefined for one that is not known. The data of a kind Secret is secret whatever it says. */
export type EnvLookup = (kind: 'ConfigMap' | 'Secret', name: string) => EnvData | undefined;

export interface EnvData {
  readonly data: { readonly [key: string]: string };
  readonly secret: boolean;
}

/**
 * The environment of a container as the kubelet makes it (pkg/kubelet/kubelet_pods.go, `makeEnvironmentVariables`): the envFrom sources in their order, then env, the later
 * over the earlier; `$(NAME)` in literal values is what NAME is up to there. Names that no shell accepts are set all the same (since Kubernetes 1.32,
 * RelaxedEnvironmentVariableValidation). The variables of Services, of the image and of the container runtime are not listed.
 * @returns the variables in the order in which their names first appear; keys of one source sorted
 * @throws RollwrightError `UNKNOWN_CONTAINER`
 */
export function effectiveEnv(pod: PodTemplate, container: string, lookup: EnvLookup, facts: PodFacts = {}): readonly EffectiveVariable[] {
  const containers = containersOf(pod.spec, pod.specPath);
  const found = containers.find(({ name }) => name === container);
  if (found === undefined) {
    throw new RollwrightError({
      code: 'UNKNOWN_CONTAINER',
      message: `no container is called "${container}"`,
      path: pod.specPath,
      fix: `Name one of: ${containers.map(({ name }) => name).join(', ')}.`,
    });
  }
  const env = new Environment(pod, container, lookup, facts);
  for (const from of eachObject(found.container, found.path, 'envFrom')) env.addFrom(from);
  for (const variable of eachObject(found.container, found.path, 'env')) env.add(variable);
  return env.variables();
}
