import { type ChartFacts, settingOf } from './chart';

/** The command that installs a chart as one of its environments, from the folder that holds it. */
export function installCommand(facts: ChartFacts, environment?: string): string {
  const { name, binding } = facts;
  const settings = environment === undefined ? undefined : facts.environments[environment];
  const said = (path: string | undefined) => {
    const value = path === undefined || settings === undefined ? undefined : settingOf(settings, path);
    return typeof value === 'string' ? value : undefined;
  };
  const release = said(binding.name) ?? name;
  const namespace = said(binding.namespace);
  return [
    `helm upgrade --install ${release} ./${name}`,
    ...(namespace === undefined ? [] : [`--namespace ${namespace} --create-namespace`]),
    ...(environment === undefined ? [] : [`--values ./${name}/values.${environment}.yaml`]),
  ].join(' ');
}
