import { type Command, Option } from 'commander';
import { RollwrightError } from '../../errors';
import {
  containersOf,
  describeIdentity,
  type External,
  effectiveEnv,
  envLookup,
  formatEnv,
  identityOf,
  type Manifest,
  type PodTemplate,
  podTemplateOf,
  resolveDerived,
} from '../../manifest';
import { nearest } from '../../settings';
import { type Invocation, type ProjectOptions, projectOf, projectOption, type SettingOptions, settingOptions } from '../command';
import { environmentOf } from '../environments';
import { renderContext, renderEnvironments } from '../render';

interface EnvOptions extends ProjectOptions, SettingOptions {
  readonly env?: string | undefined;
  readonly container?: string | undefined;
  readonly format: 'text' | 'json';
}

export function define(command: Command, invocation: Invocation): void {
  settingOptions(
    projectOption(command.argument('<workload>', 'the name of a workload, alone or after its kind and namespace: web, Deployment/web, shop/Deployment/web')),
  )
    .option('-e, --env <name>', 'the environment (may be left out where there is one)')
    .option('-c, --container <name>', 'only this container')
    .addOption(new Option('--format <format>', 'how it is printed').choices(['text', 'json']).default('text'))
    .action((workload: string, options: EnvOptions) => printEnv(workload, options, invocation));
}

function printEnv(named: string, options: EnvOptions, invocation: Invocation): void {
  const loaded = projectOf(options, invocation);
  const environment = environmentOf(loaded.project, options.env);
  const programs = renderEnvironments(renderContext(loaded, options, invocation.terminal), [environment]).flatMap((each) => each.programs);
  const manifests = programs.flatMap(({ rendered }) => resolveDerived(rendered));
  const external = programs.flatMap(({ rendered }) => rendered.external);
  const { manifest, pod } = workloadNamed(named, manifests, environment);
  const containers = environmentsOf({ manifest, pod }, manifests, external, options.container);
  invocation.terminal.out(
    options.format === 'json' ? `${JSON.stringify(asData(manifest, environment, containers), undefined, 2)}\n` : asText(manifest, containers),
  );
}

interface Workload {
  readonly manifest: Manifest;
  readonly pod: PodTemplate;
}

/** @throws RollwrightError `WORKLOAD_UNKNOWN`, `WORKLOAD_AMBIGUOUS` */
function workloadNamed(named: string, manifests: readonly Manifest[], environment: string): Workload {
  const workloads = manifests.flatMap((manifest) => {
    const pod = podTemplateOf(manifest);
    return pod === undefined ? [] : [{ manifest, pod }];
  });
  const [name = '', kind, namespace] = named.split('/').reverse();
  const found = workloads.filter(
    ({ manifest }) =>
      manifest.metadata.name === name &&
      (kind === undefined || manifest.kind.toLowerCase() === kind.toLowerCase()) &&
      (namespace === undefined || (manifest.metadata.namespace ?? '') === namespace),
  );
  if (found[0] !== undefined && found.length === 1) return found[0];
  const known = namesOf(found.length > 0 ? found : workloads);
  const names = workloads.map(({ manifest }) => manifest.metadata.name ?? '');
  const meant = nearest(name, names);
  const hint = meant === undefined || meant === name ? '' : `; did you mean ${meant}?`;
  throw new RollwrightError({
    code: found.length > 0 ? 'WORKLOAD_AMBIGUOUS' : 'WORKLOAD_UNKNOWN',
    environment,
    message: found.length > 0 ? `several workloads are called ${named}` : `there is no workload ${JSON.stringify(named)}${hint}`,
    fix: known.length === 0 ? 'The programs of this environment make no pods' : `Name one of: ${known.join(', ')}`,
  });
}

/** `Deployment/web`, with its namespace in front where two of a kind have one name. */
function namesOf(workloads: readonly Workload[]): readonly string[] {
  const short = ({ manifest }: Workload): string => `${manifest.kind}/${manifest.metadata.name}`;
  return workloads.map((each) => {
    const isOnly = workloads.filter((other) => short(other) === short(each)).length === 1;
    return isOnly ? short(each) : `${each.manifest.metadata.namespace ?? ''}/${short(each)}`;
  });
}

interface ContainerEnv {
  readonly name: string;
  readonly role: string;
  readonly variables: ReturnType<typeof effectiveEnv>;
}

/** @throws RollwrightError `UNKNOWN_CONTAINER` */
function environmentsOf(
  { manifest, pod }: Workload,
  manifests: readonly Manifest[],
  external: readonly External[],
  only: string | undefined,
): readonly ContainerEnv[] {
  const namespace = manifest.metadata.namespace ?? '';
  const lookup = envLookup(manifests, namespace, external);
  const services = manifests.filter((each) => each.kind === 'Service' && (each.metadata.namespace ?? '') === namespace).map((each) => each.metadata.name ?? '');
  const facts = { services, ...(namespace !== '' && { namespace }) };
  const containers = containersOf(pod.spec).filter(({ name }) => only === undefined || name === only);
  if (containers.length === 0 && only !== undefined) effectiveEnv(pod, only, lookup, facts); // says which containers there are
  return containers.map(({ name, role }) => ({ name, role, variables: effectiveEnv(pod, name, lookup, facts) }));
}

function asText(manifest: Manifest, containers: readonly ContainerEnv[]): string {
  const each = containers.map(({ name, role, variables }) => {
    const lines = variables.length === 0 ? '(no variables)\n' : formatEnv(variables);
    return `${role === 'main' ? 'container' : role === 'init' ? 'init container' : `${role} container`} ${name}\n${lines.replace(/^(?=.)/gm, '  ')}`;
  });
  return `${describeIdentity(identityOf(manifest))}\n${each.join('')}`;
}

function asData(manifest: Manifest, environment: string, containers: readonly ContainerEnv[]): object {
  const { apiVersion, kind } = manifest;
  const { namespace, name } = manifest.metadata;
  return { version: 1, environment, workload: { apiVersion, kind, namespace, name }, containers };
}
